/**
 * The records of a board as plain values: schemas, and the types inferred from them. A document comes from outside
 * (any client may have written it), so every record is parsed when read: a field that does not fit falls back to
 * its default, and a record without a readable place in the journey still appears (rule D4).
 */
import * as v from 'valibot';
import {
  CARD_KINDS,
  CHANNELS,
  DEVICES,
  FEELING_KINDS,
  LANE_TYPES,
  MILESTONES,
  PAIN_CATEGORIES,
  PERIODS,
  SEVERITIES,
  TOUCHPOINT_OWNERS,
} from './enumerations.ts';
import { cardIdSchema, laneIdSchema, personaIdSchema, personIdSchema, phaseIdSchema, stepIdSchema } from './ids.ts';
import { clip, TEXT_LIMITS } from './limits.ts';
import { RANK_PATTERN } from './order.ts';

/** The shape of the document. Raised with each migration in `migrations.ts`. */
export const SCHEMA_VERSION = 1;

const rank = v.fallback(v.pipe(v.string(), v.regex(RANK_PATTERN)), 'a0');
const time = v.fallback(v.pipe(v.number(), v.finite()), 0);
const author = v.fallback(v.nullable(personIdSchema), null);
const flag = v.fallback(v.boolean(), false);
/** Text as it is read: over-long text is shown cut, the document keeps all of it. */
const text = (limit: number) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((s) => clip(s, limit)),
    ),
    '',
  );
const optional = <const T extends readonly string[]>(values: T) => v.fallback(v.nullable(v.picklist(values)), null);

/** Who made a record and when (ms since 1970 by the maker's clock). `deleted` hides it; nothing is ever removed (rule D5). */
const provenance = { createdBy: author, createdAt: time, deleted: flag };

export const phasePlaceSchema = v.object({ rank });
export const phaseSchema = v.object({
  id: phaseIdSchema,
  ...provenance,
  name: text(TEXT_LIMITS.title),
  period: v.fallback(v.picklist(PERIODS), 'before'),
  rank,
});
export type Phase = v.InferOutput<typeof phaseSchema>;

/** Parent and order in one register, so that two moves at once never tear a step in two (rule O2). */
export const stepPlaceSchema = v.object({ phase: phaseIdSchema, rank });
export type StepPlace = v.InferOutput<typeof stepPlaceSchema>;
export const stepSchema = v.object({
  id: stepIdSchema,
  ...provenance,
  title: text(TEXT_LIMITS.title),
  place: v.fallback(v.nullable(stepPlaceSchema), null),
  milestones: v.fallback(v.array(v.picklist(MILESTONES)), []),
  /** Share of customers lost here, 0 to 1; missing is missing, not 0. */
  dropOff: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null),
  /** The earlier step a recommendation leads back to. */
  refersTo: v.fallback(v.nullable(stepIdSchema), null),
});
export type Step = v.InferOutput<typeof stepSchema>;

export const laneSchema = v.object({
  id: laneIdSchema,
  ...provenance,
  type: v.fallback(v.picklist(LANE_TYPES), 'text'),
  /** Empty: called by its type, in the reader's language. */
  name: text(TEXT_LIMITS.title),
  rank,
});
export type Lane = v.InferOutput<typeof laneSchema>;

/** Step, lane and order in one register (rule O2). `step` null: the inbox. */
export const cardPlaceSchema = v.object({
  step: v.nullable(stepIdSchema),
  lane: v.nullable(laneIdSchema),
  rank,
});
export type CardPlace = v.InferOutput<typeof cardPlaceSchema>;

export const cardDetailsSchema = v.object({
  channel: optional(CHANNELS),
  device: optional(DEVICES),
  owner: optional(TOUCHPOINT_OWNERS),
  category: optional(PAIN_CATEGORIES),
  severity: optional(SEVERITIES),
  /** How it felt where it was said, −2 to +2; from Slack's `:(`. */
  valence: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-2), v.maxValue(2))), null),
});
export type CardDetails = v.InferOutput<typeof cardDetailsSchema>;
export const NO_DETAILS: CardDetails = v.parse(cardDetailsSchema, {});

export const cardSchema = v.object({
  id: cardIdSchema,
  ...provenance,
  kind: v.fallback(v.picklist(CARD_KINDS), 'note'),
  text: text(TEXT_LIMITS.card),
  place: v.fallback(v.nullable(cardPlaceSchema), null),
  details: v.fallback(cardDetailsSchema, NO_DETAILS),
  /** Where it came from when not typed on the board, e.g. `slack`. */
  via: v.fallback(v.nullable(v.picklist(['slack', 'api'])), null),
});
export type Card = v.InferOutput<typeof cardSchema>;

export const personaSchema = v.object({
  id: personaIdSchema,
  ...provenance,
  name: text(TEXT_LIMITS.title),
  tagline: text(TEXT_LIMITS.card),
  rank,
});
export type Persona = v.InferOutput<typeof personaSchema>;

/** What one persona feels, or should feel, in one step. Its key is its coordinates, so it exists at most once (rule D6). */
export const feelingSchema = v.object({
  step: stepIdSchema,
  persona: personaIdSchema,
  kind: v.picklist(FEELING_KINDS),
  /** −2 very unsatisfied to +2 very satisfied, in tenths. */
  valence: v.pipe(v.number(), v.minValue(-2), v.maxValue(2)),
  /** In the customer's own word; may be empty. */
  word: text(TEXT_LIMITS.title),
  setBy: author,
  setAt: time,
});
export type Feeling = v.InferOutput<typeof feelingSchema>;

/** A person who works on the board: the name their cards carry. */
export const personSchema = v.object({
  id: personIdSchema,
  name: text(TEXT_LIMITS.personName),
  /** Index into the twelve people colours. */
  colour: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11)), 0),
});
export type Person = v.InferOutput<typeof personSchema>;

export const metaSchema = v.object({
  schemaVersion: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), SCHEMA_VERSION),
  title: text(TEXT_LIMITS.title),
  scenario: text(TEXT_LIMITS.card),
  startTrigger: text(TEXT_LIMITS.card),
  endEvent: text(TEXT_LIMITS.card),
  loop: flag,
  language: v.fallback(v.picklist(['en', 'da', 'sv']), 'en'),
});
export type Meta = v.InferOutput<typeof metaSchema>;
