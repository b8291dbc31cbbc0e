/**
 * A card: what all cards have, and what its kind adds. In the document a kind's field is a register named `kind.field`
 * (`pain.severity`), so that two who set different ones both keep theirs, and a card that becomes another kind for a
 * while has not forgotten (rule D8). Read, they are a union discriminated by the kind.
 */
import * as v from 'valibot';
import {
  APPEALS,
  AWARENESS_GOALS,
  CARD_KINDS,
  type CardKind,
  CHANNEL_MODES,
  COMPANY_FUNCTIONS,
  COMPARISONS,
  CONTENT_FORMATS,
  CONTENT_STATUSES,
  DEVICES,
  EFFECTS,
  EVIDENCE_LEVELS,
  EVIDENCE_TYPES,
  INITIATORS,
  INSIGHT_TYPES,
  METRIC_TYPES,
  OPPORTUNITY_STATUSES,
  PAIN_CATEGORIES,
  PAIN_STATUSES,
  PERSONALISATIONS,
  PRIORITIES,
  QUALITIES,
  SEVERITIES,
  SOLUTION_STATUSES,
  TOUCHPOINT_OWNERS,
} from '../words/enumerations.ts';
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

/** Step, lane and order in one register (rule O2). `step` null: the inbox. */
export const cardPlaceSchema = v.object({
  step: v.nullable(stepIdSchema),
  lane: v.nullable(laneIdSchema),
  rank: rankSchema,
});
export type CardPlace = v.InferOutput<typeof cardPlaceSchema>;

/** What every card has, besides its kind. */
export const CARD_FIELDS = {
  ...PROVENANCE,
  text: text(TEXT_LIMITS.card),
  note: text(TEXT_LIMITS.card),
  place: register(v.nullable(cardPlaceSchema), null),
  /** How many steps it stretches over, from its own on. */
  span: register(wholeSchema(1, 100), 1),
  channel: register(v.nullable(channelRefSchema), null),
  /** How it felt where it was said, −2 to +2; from Slack's `:(`. */
  valence: whole(-2, 2),
  colour: whole(0, COLOURS - 1),
  /** Whom it concerns; everybody where empty. */
  personas: set(personaIdSchema),
  tags: set(tagIdSchema),
  evidenceLevel: choice(EVIDENCE_LEVELS),
  /** The cards of evidence behind it. */
  evidence: set(cardIdSchema),
  image: address(),
  /** Votes it got in all closed rounds; only the server writes it. */
  votes: whole(0, 1_000_000),
  /** Where it came from when not typed on the board, e.g. `slack`. */
  via: choice(['slack', 'api', 'import']),
};

const sentence = () => line(1_000);
/** A person or a team, as it is called in the company. */
const owner = () => line();

/** What each kind of card has of its own. */
export const DETAIL_FIELDS = {
  touchpoint: {
    device: choice(DEVICES),
    owner: choice(TOUCHPOINT_OWNERS),
    initiator: choice(INITIATORS),
    /** Where it is another than the channel's. */
    mode: choice(CHANNEL_MODES),
    /** Where it is another than the feeling says. */
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
    /** 1 seldom to 5 always. */
    frequency: score(),
    cause: sentence(),
    status: choice(PAIN_STATUSES),
    /** Share of customers it drives away. */
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
/** `card.kind` tells which details it has. */
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

/** Between a kind's name and its field's. */
export const DETAIL = '.';

/** Every field that some kind of card has of its own, by its name in the document. */
export const DETAIL_FIELDS_BY_KEY: ReadonlyMap<string, Field> = new Map(
  CARD_KINDS.flatMap((kind) =>
    Object.entries<Field>(DETAIL_FIELDS[kind]).map(([name, field]): [string, Field] => [
      `${kind}${DETAIL}${name}`,
      field,
    ]),
  ),
);
