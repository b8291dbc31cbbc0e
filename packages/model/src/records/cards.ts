/**
 * A card: the fields that all cards have, and the details that its kind adds. In the document each detail is a register
 * named `kind.field` (`pain.severity`). So two people who set different details both keep theirs, and a card that becomes
 * another kind for a while keeps its details (rule D8). When read, cards are a union discriminated by `kind`.
 */
import * as v from 'valibot';
import { CARD_KINDS, type CardKind } from '../words/cards.ts';
import { CHANNEL_MODES } from '../words/channels.ts';
import { APPEALS, AWARENESS_GOALS, CONTENT_FORMATS, CONTENT_STATUSES } from '../words/content.ts';
import { COMPARISONS, EVIDENCE_LEVELS, EVIDENCE_TYPES, INSIGHT_TYPES, METRIC_TYPES } from '../words/evidence.ts';
import {
  COMPANY_FUNCTIONS,
  EFFECTS,
  OPPORTUNITY_STATUSES,
  PAIN_CATEGORIES,
  PAIN_STATUSES,
  PERSONALISATIONS,
  PRIORITIES,
  SEVERITIES,
  SOLUTION_STATUSES,
} from '../words/improvements.ts';
import { DEVICES, INITIATORS, QUALITIES, TOUCHPOINT_OWNERS } from '../words/touchpoints.ts';
import {
  address,
  amount,
  choice,
  day,
  type Field,
  type Fields,
  flag,
  keyed,
  line,
  objectOf,
  register,
  score,
  set,
  share,
  text,
  type Values,
  whole,
  wholeSchema,
} from './fields.ts';
import { cardIdSchema, laneIdSchema, personaIdSchema, stepIdSchema, tagIdSchema } from './ids.ts';
import { COLOURS, TEXT_LIMITS } from './limits.ts';
import { channelRefSchema, PROVENANCE, rankSchema } from './records.ts';

/** Step, lane and rank in one register (rule O2). The inbox if `step` is null. */
export const cardPlaceSchema = v.object({
  step: v.nullable(stepIdSchema),
  lane: v.nullable(laneIdSchema),
  rank: rankSchema,
});
export type CardPlace = v.InferOutput<typeof cardPlaceSchema>;

/** The fields of every card, besides its kind. */
export const CARD_FIELDS = {
  ...PROVENANCE,
  text: text(TEXT_LIMITS.card),
  note: text(TEXT_LIMITS.card),
  place: register(v.nullable(cardPlaceSchema), null),
  /** How many steps it extends over, its own included. */
  span: register(wholeSchema(1, 100), 1),
  channel: register(v.nullable(channelRefSchema), null),
  /** How it felt, −2 to +2, if the person who wrote it said so, for example by `:(` in Slack. */
  valence: whole(-2, 2),
  colour: whole(0, COLOURS - 1),
  /** The personas it concerns; all if empty. */
  personas: set(personaIdSchema),
  tags: set(tagIdSchema),
  evidenceLevel: choice(EVIDENCE_LEVELS),
  /** The evidence cards that support it. */
  evidence: set(cardIdSchema),
  image: address(),
  /** The votes it got in all closed rounds. Only the server writes it. */
  votes: whole(0, 1_000_000),
  /** How it came to the board, if it was not typed there. */
  via: choice(['slack', 'api', 'import']),
};

const sentence = () => line(1_000);
/** The name of a person or team in the company. */
const owner = () => line();

/** The details of each kind of card. */
export const DETAIL_FIELDS = {
  touchpoint: {
    device: choice(DEVICES),
    owner: choice(TOUCHPOINT_OWNERS),
    initiator: choice(INITIATORS),
    /** Set if it differs from the channel's mode. */
    mode: choice(CHANNEL_MODES),
    /** Set if it differs from what the feeling says. */
    quality: choice(QUALITIES),
    url: address(),
  },
  action: {},
  response: {
    function: choice(COMPANY_FUNCTIONS),
    owner: owner(),
    personalisation: choice(PERSONALISATIONS),
    effects: set(v.picklist(EFFECTS)),
  },
  thought: {},
  question: {},
  quote: { source: line() },
  need: { importance: score() },
  goal: {},
  pain: {
    category: choice(PAIN_CATEGORIES),
    severity: choice(SEVERITIES),
    /** 1 (seldom) to 5 (always). */
    frequency: score(),
    cause: sentence(),
    status: choice(PAIN_STATUSES),
    /** The share of customers it drives away, 0 to 1. */
    dropOff: share(),
  },
  gain: {},
  opportunity: {
    impact: score(),
    effort: score(),
    confidence: score(),
    function: choice(COMPANY_FUNCTIONS),
    owner: owner(),
    status: choice(OPPORTUNITY_STATUSES),
    /** One of the few the team has chosen to work on. */
    focus: flag(),
    hypothesis: sentence(),
    test: sentence(),
    due: day(),
    url: address(),
  },
  idea: {},
  solution: {
    status: choice(SOLUTION_STATUSES),
    owner: owner(),
    priority: choice(PRIORITIES),
    url: address(),
    released: day(),
  },
  content: {
    goal: choice(AWARENESS_GOALS),
    format: choice(CONTENT_FORMATS),
    appeal: choice(APPEALS),
    effects: set(v.picklist(EFFECTS)),
    status: choice(CONTENT_STATUSES),
    callToAction: sentence(),
    owner: owner(),
    due: day(),
    url: address(),
    language: line(35),
  },
  insight: { type: choice(INSIGHT_TYPES), weight: score(), experienceScore: amount(-100, 100) },
  evidence: {
    type: choice(EVIDENCE_TYPES),
    source: line(),
    date: day(),
    sampleSize: whole(0, 1_000_000_000),
    url: address(),
    consent: sentence(),
  },
  assumption: {},
  metric: {
    type: choice(METRIC_TYPES),
    unit: line(40),
    target: amount(-1e12, 1e12),
    comparison: choice(COMPARISONS),
    /** Values by day. */
    points: keyed(v.pipe(v.number(), v.finite())),
  },
  process: { function: choice(COMPANY_FUNCTIONS), owner: owner() },
  system: { owner: owner() },
  image: {},
  note: {},
} satisfies Record<CardKind, Fields>;

export type CardDetails<K extends CardKind = CardKind> = Values<(typeof DETAIL_FIELDS)[K]>;
export type CardCommon = { readonly id: v.InferOutput<typeof cardIdSchema> } & Values<typeof CARD_FIELDS>;
/** `card.kind` says which details a card has. */
export type Card = { [K in CardKind]: CardCommon & { kind: K; details: CardDetails<K> } }[CardKind];

const ofKind = (kind: CardKind) =>
  v.object({
    id: cardIdSchema,
    ...objectOf(CARD_FIELDS).entries,
    kind: v.literal(kind),
    details: objectOf(DETAIL_FIELDS[kind] as Fields),
  });
export const cardSchema = v.variant('kind', CARD_KINDS.map(ofKind) as [ReturnType<typeof ofKind>]) as v.GenericSchema<
  unknown,
  Card
>;

/** Separates a kind from a detail in a key. */
export const DETAIL = '.';

/** The details of all kinds, by their keys in the document. */
export const DETAIL_FIELDS_BY_KEY: ReadonlyMap<string, Field> = new Map(
  CARD_KINDS.flatMap((kind) =>
    Object.entries<Field>(DETAIL_FIELDS[kind]).map(([name, field]): [string, Field] => [
      `${kind}${DETAIL}${name}`,
      field,
    ]),
  ),
);
