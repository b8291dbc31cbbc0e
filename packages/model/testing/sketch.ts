/**
 * A snapshot from a few words: fields that a test does not give are as on a new board. Ids are plain strings, checked
 * at the end.
 */
import { generateNKeysBetween } from 'fractional-indexing';
import * as v from 'valibot';
import { CARD_FIELDS, DETAIL_FIELDS } from '../src/records/cards.ts';
import type { Fields } from '../src/records/fields.ts';
import {
  CHANNEL_FIELDS,
  LANE_FIELDS,
  LINK_FIELDS,
  META_FIELDS,
  PERSONA_FIELDS,
  PHASE_FIELDS,
  STEP_FIELDS,
} from '../src/records/records.ts';
import { type Snapshot, snapshotSchema } from '../src/records/snapshot-schema.ts';
import type { CardKind } from '../src/words/cards.ts';
import type { Period } from '../src/words/phases.ts';
import type { LinkKind } from '../src/words/steps.ts';

type Extra = Readonly<Record<string, unknown>>;

export interface SketchStep extends Extra {
  readonly id: string;
  /** `before` where absent. */
  readonly phase?: string;
  /** What persona `p` is agreed to feel, and should. */
  readonly actual?: number;
  readonly desired?: number;
}

export interface SketchCard extends Extra {
  readonly kind: CardKind;
  /** The inbox where absent. */
  readonly step?: string | null;
  readonly lane?: string;
  readonly details?: Extra;
}

export interface Sketch {
  /** One a period where absent, called by it. */
  readonly phases?: readonly ({ readonly id: string; readonly period: Period } & Extra)[];
  readonly steps?: readonly SketchStep[];
  /** `p` where absent. */
  readonly personas?: readonly ({ readonly id: string } & Extra)[];
  readonly cards?: readonly SketchCard[];
  readonly feelings?: readonly {
    readonly step: string;
    readonly persona?: string;
    readonly kind?: string;
    readonly voter?: string | null;
    readonly valence: number;
  }[];
  /** Between steps, unless the ends say otherwise. */
  readonly links?: readonly ({ readonly kind: LinkKind; readonly from?: string; readonly to?: string } & Extra)[];
  readonly lanes?: readonly ({ readonly id: string } & Extra)[];
  readonly channels?: readonly ({ readonly id: string } & Extra)[];
  readonly meta?: Extra;
}

const PERIOD_PHASES = [
  { id: 'before', period: 'before' },
  { id: 'during', period: 'during' },
  { id: 'after', period: 'after' },
] as const;

const blank = (fields: Fields): Extra =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, structuredClone(field.missing)]));

const ranked = <T extends Extra>(fields: Fields, records: readonly T[]): Extra[] => {
  const ranks = generateNKeysBetween(null, null, records.length);
  return records.map((record, i) => ({ ...blank(fields), rank: ranks[i], ...record }));
};

const stepsFrom = (steps: readonly SketchStep[]): Extra[] => {
  const ranks = generateNKeysBetween(null, null, steps.length);
  return steps.map(({ phase = 'before', actual: _, desired: __, ...fields }, i) => ({
    ...blank(STEP_FIELDS),
    place: { phase, rank: ranks[i] },
    ...fields,
  }));
};

const cardsFrom = (cards: readonly SketchCard[]): Extra[] => {
  const ranks = generateNKeysBetween(null, null, cards.length);
  return cards.map(({ kind, step = null, lane = 'lane', details = {}, ...fields }, i) => ({
    id: `c${i + 1}`,
    ...blank(CARD_FIELDS),
    kind,
    place: { step, lane: step === null ? null : lane, rank: ranks[i] },
    details: { ...blank(DETAIL_FIELDS[kind]), ...details },
    ...fields,
  }));
};

const feelingsFrom = ({ steps = [], feelings = [] }: Sketch): Extra[] => {
  const agreed = steps.flatMap(({ id, actual, desired }) => [
    ...(actual === undefined ? [] : [{ step: id, valence: actual }]),
    ...(desired === undefined ? [] : [{ step: id, kind: 'desired', valence: desired }]),
  ]);
  return [...agreed, ...feelings].map((feeling) => ({
    persona: 'p',
    kind: 'actual',
    voter: null,
    word: '',
    setBy: null,
    comment: '',
    setAt: 0,
    ...feeling,
  }));
};

const linksFrom = (links: NonNullable<Sketch['links']>): Extra[] =>
  links.map(({ from = '', to = '', ...fields }, i) => ({
    id: `l${i + 1}`,
    ...blank(LINK_FIELDS),
    ends: { from: { in: 'steps', id: from }, to: { in: 'steps', id: to } },
    ...fields,
  }));

export const sketch = (parts: Sketch): Snapshot =>
  v.parse(snapshotSchema, {
    ...blank(META_FIELDS),
    ...parts.meta,
    phases: ranked(PHASE_FIELDS, parts.phases ?? PERIOD_PHASES),
    steps: stepsFrom(parts.steps ?? []),
    lanes: ranked(LANE_FIELDS, parts.lanes ?? [{ id: 'lane' }]),
    cards: cardsFrom(parts.cards ?? []),
    personas: ranked(PERSONA_FIELDS, parts.personas ?? [{ id: 'p' }]),
    links: linksFrom(parts.links ?? []),
    channels: (parts.channels ?? []).map((channel) => ({ ...blank(CHANNEL_FIELDS), ...channel })),
    feelings: feelingsFrom(parts),
    comments: [],
    tags: [],
    people: [],
  });
