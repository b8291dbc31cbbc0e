/**
 * The records of a board as plain values: tables of fields, and the types inferred from them (cards: `cards.ts`). This file
 * is long because it is data. Any client may have written a document, so every field is parsed when read. A value that does
 * not fit counts as missing, and a record without a readable place still appears (rule D4).
 */
import * as v from 'valibot';
import { CHANNEL_GROUPS, CHANNEL_MODES, CHANNELS } from '../words/channels.ts';
import { BUYING_ROLES, CUSTOMER_TYPES, PERSONA_SHAPES } from '../words/customers.ts';
import { EVIDENCE_LEVELS } from '../words/evidence.ts';
import { FEELING_KINDS } from '../words/feelings.ts';
import { LANE_TYPES } from '../words/lanes.ts';
import { LANGUAGES } from '../words/language.ts';
import { AUDIENCES, MAP_KINDS, MAP_STATES, MAP_STATUSES, PHASE_MODELS } from '../words/maps.ts';
import { CANONICAL_PHASES, PERIODS } from '../words/phases.ts';
import { INFORMATION_NEEDS, LINK_KINDS, MILESTONES, STEP_KINDS, STEP_STATUSES } from '../words/steps.ts';
import { DEVICES } from '../words/touchpoints.ts';
import {
  address,
  amount,
  choice,
  day,
  flag,
  jsonSchema,
  keyed,
  line,
  objectOf,
  register,
  score,
  set,
  share,
  text,
  type Values,
  verdict,
  whole,
  wholeSchema,
} from './fields.ts';
import {
  boardIdSchema,
  cardIdSchema,
  channelIdSchema,
  commentIdSchema,
  laneIdSchema,
  linkIdSchema,
  personaIdSchema,
  personIdSchema,
  phaseIdSchema,
  stepIdSchema,
  tagIdSchema,
} from './ids.ts';
import { COLOURS, TEXT_LIMITS } from './limits.ts';
import { FIRST_RANK, RANK_PATTERN } from './order.ts';

/** The version of the document's shape. Raise it with each migration in `migrations.ts`. */
export const SCHEMA_VERSION = 2;

const { title, card: prose } = TEXT_LIMITS;
export const rankSchema = v.pipe(v.string(), v.regex(RANK_PATTERN));
const rank = () => register(rankSchema, FIRST_RANK);
const colour = () => whole(0, COLOURS - 1);

/**
 * Who made a record and when (ms since 1970 by the maker's clock). `deleted` hides it; no record is ever removed (rule D5).
 * `ext` keeps the values that other programs stored with it, by their names, so that they can be exported again.
 */
export const PROVENANCE = {
  createdBy: register(v.nullable(personIdSchema), null),
  createdAt: register(v.pipe(v.number(), v.finite()), 0),
  deleted: flag(),
  ext: keyed(jsonSchema),
};

export const PHASE_FIELDS = {
  ...PROVENANCE,
  name: text(title),
  period: register(v.picklist(PERIODS), 'before'),
  /** Which phase of the common phase models it is, whatever its name. */
  canonical: choice(CANONICAL_PHASES),
  colour: colour(),
  goal: text(prose),
  /** The question that customers ask themselves here. */
  question: text(prose),
  rank: rank(),
};
export const phaseSchema = v.object({ id: phaseIdSchema, ...objectOf(PHASE_FIELDS).entries });
export type Phase = v.InferOutput<typeof phaseSchema>;

/** Phase and rank in one register, so that two moves at once never mix (rule O2). */
export const stepPlaceSchema = v.object({ phase: phaseIdSchema, rank: rankSchema });
export type StepPlace = v.InferOutput<typeof stepPlaceSchema>;

export const STEP_FIELDS = {
  ...PROVENANCE,
  title: text(title),
  place: register(v.nullable(stepPlaceSchema), null),
  kind: choice(STEP_KINDS),
  /** Steps with the same group happen side by side, or instead of each other. */
  parallelGroup: register(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), null),
  /** The personas whose step it is; all if empty (rule J4). */
  personas: set(personaIdSchema),
  milestones: set(v.picklist(MILESTONES)),
  importanceCustomer: score(),
  importanceCompany: score(),
  effortCustomer: score(),
  /** How engaged the customer is, 1 to 5. */
  engagement: score(),
  informationNeed: choice(INFORMATION_NEEDS),
  informationMet: verdict(),
  durationMinutes: amount(0, 5_000_000),
  /** The measured share of all customers who come here, 0 to 1. */
  reach: share(),
  /** The share of customers lost here, 0 to 1; null if unknown, which is not 0. */
  dropOff: share(),
  status: choice(STEP_STATUSES),
  /** The board that maps this step as a journey of its own. */
  childBoard: register(v.nullable(boardIdSchema), null),
  note: text(prose),
  decision: text(prose),
  /** The customers' search terms, the places where they spend time, and the signs that they reacted. */
  searchTerms: text(prose),
  places: text(prose),
  reactions: text(prose),
};
export const stepSchema = v.object({ id: stepIdSchema, ...objectOf(STEP_FIELDS).entries });
export type Step = v.InferOutput<typeof stepSchema>;

export const LANE_FIELDS = {
  ...PROVENANCE,
  type: register(v.picklist(LANE_TYPES), 'text'),
  /** If empty, the lane is called by its type in the reader's language. */
  name: text(title),
  rank: rank(),
  /** The persona whose lane it is; all personas' if null. */
  persona: register(v.nullable(personaIdSchema), null),
  hidden: flag(),
  collapsed: flag(),
};
export const laneSchema = v.object({ id: laneIdSchema, ...objectOf(LANE_FIELDS).entries });
export type Lane = v.InferOutput<typeof laneSchema>;

/** Names a channel of the library by its key, or one of the board's own by its id. */
export const channelRefSchema = channelIdSchema;

export const PERSONA_FIELDS = {
  ...PROVENANCE,
  name: text(title),
  tagline: text(prose),
  quote: text(prose),
  /** One goal per line. */
  goals: text(prose),
  needs: text(prose),
  frustrations: text(prose),
  accessibility: text(prose),
  rank: rank(),
  picture: address(),
  segment: line(),
  shareOfCustomers: share(),
  /** By the trait's name, 0 to 100. */
  traits: keyed(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  preferredChannels: set(channelRefSchema),
  devices: set(v.picklist(DEVICES)),
  languages: set(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
  buyingRole: choice(BUYING_ROLES),
  evidenceLevel: choice(EVIDENCE_LEVELS),
  colour: colour(),
  shape: choice(PERSONA_SHAPES),
};
export const personaSchema = v.object({ id: personaIdSchema, ...objectOf(PERSONA_FIELDS).entries });
export type Persona = v.InferOutput<typeof personaSchema>;

/** The step or card at one end of a link. */
const endSchema = v.variant('in', [
  v.object({ in: v.literal('steps'), id: stepIdSchema }),
  v.object({ in: v.literal('cards'), id: cardIdSchema }),
]);
export type LinkEnd = v.InferOutput<typeof endSchema>;

export const LINK_FIELDS = {
  ...PROVENANCE,
  kind: register(v.picklist(LINK_KINDS), 'flow'),
  /** Both ends in one register, so that a link never changes only half. */
  ends: register(v.nullable(v.object({ from: endSchema, to: endSchema })), null),
  label: text(title),
  /** What makes the customer follow it, for example "saw the product, then the ad". */
  trigger: line(1_000),
  condition: line(1_000),
  /** For a channel switch: whether the new channel knows what the old one knew. */
  contextCarried: verdict(),
};
export const linkSchema = v.object({ id: linkIdSchema, ...objectOf(LINK_FIELDS).entries });
export type Link = v.InferOutput<typeof linkSchema>;

const targetSchema = v.variant('in', [
  ...endSchema.options,
  v.object({ in: v.literal('phases'), id: phaseIdSchema }),
  v.object({ in: v.literal('lanes'), id: laneIdSchema }),
  v.object({ in: v.literal('personas'), id: personaIdSchema }),
]);
export type CommentTarget = v.InferOutput<typeof targetSchema>;

export const COMMENT_FIELDS = {
  ...PROVENANCE,
  target: register(v.nullable(targetSchema), null),
  /** The comment that began the thread; null if this is the one. */
  thread: register(v.nullable(commentIdSchema), null),
  text: text(prose),
  mentions: set(personIdSchema),
  /** Whether the thread is resolved. Only the value of the comment that began the thread counts. */
  resolved: flag(),
};
export const commentSchema = v.object({ id: commentIdSchema, ...objectOf(COMMENT_FIELDS).entries });
export type Comment = v.InferOutput<typeof commentSchema>;

export const TAG_FIELDS = { ...PROVENANCE, name: text(title), group: line(), colour: colour() };
export const tagSchema = v.object({ id: tagIdSchema, ...objectOf(TAG_FIELDS).entries });
export type Tag = v.InferOutput<typeof tagSchema>;

/** A channel of the board's own, or this board's version of a channel of the library. */
export const CHANNEL_FIELDS = {
  ...PROVENANCE,
  /** The channel of the library that it stands for; null for a channel of the board's own. */
  standsFor: choice(CHANNELS),
  name: text(title),
  group: choice(CHANNEL_GROUPS),
  mode: choice(CHANNEL_MODES),
  icon: line(64),
  costNote: line(1_000),
};
export const channelSchema = v.object({ id: channelIdSchema, ...objectOf(CHANNEL_FIELDS).entries });
export type BoardChannel = v.InferOutput<typeof channelSchema>;

/** How many UTF-16 code units the comment on a feeling may have. */
export const MAX_COMMENT = 1_000;

/**
 * What one persona feels, or should feel, in one step: as the team agreed (`voter` null), or as one person voted. The key is
 * made of the coordinates, so each feeling exists at most once (rule D6).
 */
export const feelingSchema = v.object({
  step: stepIdSchema,
  persona: personaIdSchema,
  kind: v.picklist(FEELING_KINDS),
  voter: v.nullable(personIdSchema),
  /** −2 very unsatisfied to +2 very satisfied, in tenths. */
  valence: v.pipe(v.number(), v.minValue(-2), v.maxValue(2)),
  /** A key of FEELINGS or the customer's own word. May be empty. */
  word: v.pipe(v.string(), v.maxLength(title)),
  /** The reason, in a sentence. */
  comment: v.pipe(v.string(), v.maxLength(MAX_COMMENT)),
  setBy: v.nullable(personIdSchema),
  setAt: v.pipe(v.number(), v.finite()),
});
export type Feeling = v.InferOutput<typeof feelingSchema>;

/** A person who works on the board. Their cards carry the name. */
export const personSchema = v.object({
  id: personIdSchema,
  name: v.pipe(v.string(), v.maxLength(TEXT_LIMITS.personName)),
  /** Index into the people colours. */
  colour: wholeSchema(0, COLOURS - 1),
});
export type Person = v.InferOutput<typeof personSchema>;

/** The fields of the map as a whole. */
export const META_FIELDS = {
  schemaVersion: register(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  title: text(title),
  /** The question that the map answers; shown under the title. */
  question: text(title),
  kind: register(v.picklist(MAP_KINDS), 'journey_map'),
  state: register(v.picklist(MAP_STATES), 'current'),
  status: register(v.picklist(MAP_STATUSES), 'draft'),
  customerType: register(v.picklist(CUSTOMER_TYPES), 'customer'),
  audience: choice(AUDIENCES),
  phaseModel: register(v.picklist(PHASE_MODELS), 'custom'),
  language: register(v.picklist(LANGUAGES), 'en'),
  loop: flag(),
  scenario: text(prose),
  goal: text(prose),
  startTrigger: text(prose),
  endEvent: text(prose),
  /** How a customer leaves us for good, if that differs from the journey's end. */
  exitEvent: text(prose),
  evidencePolicy: text(prose),
  owner: line(),
  facilitator: line(),
  reviewEveryDays: whole(1, 3_650),
  lastReviewed: day(),
  /** The board that maps the other state: current or future. */
  counterpart: register(v.nullable(boardIdSchema), null),
  /** The step of another board that this board maps as a journey of its own. */
  parent: register(v.nullable(v.object({ board: boardIdSchema, step: stepIdSchema })), null),
  ext: keyed(jsonSchema),
};
export const metaSchema = objectOf(META_FIELDS);
export type Meta = Values<typeof META_FIELDS>;
