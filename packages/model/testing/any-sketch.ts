/**
 * Random boards for property tests: few things, so that they meet, with any values a record may hold and references
 * that lead nowhere.
 */
import fc from 'fast-check';
import * as v from 'valibot';
import { DETAIL_FIELDS } from '../src/records/cards.ts';
import type { Field } from '../src/records/fields.ts';
import { CARD_KINDS, type CardKind } from '../src/words/cards.ts';
import { FEELING_KINDS } from '../src/words/feelings.ts';
import { CANONICAL_PHASES, PERIODS } from '../src/words/phases.ts';
import { INFORMATION_NEEDS, LINK_KINDS, type LinkKind, MILESTONES, STEP_STATUSES } from '../src/words/steps.ts';
import type { Sketch, SketchCard } from './sketch.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const stepId = fc.constantFrom('s1', 's2', 's3', 's4', 's5', 'gone');
const personaId = fc.constantFrom('p', 'q', 'gone');
const channel = maybe(fc.constantFrom('email', 'phone', 'invoice', 'own', 'mail', 'gone'));
const score = maybe(fc.integer({ min: 1, max: 5 }));
const share = maybe(fc.constantFrom(0, 0.1, 1 / 3, 0.5, 1));
const verdict = maybe(fc.boolean());
const word = fc.constantFrom('', ' ', 'Anna', 'bo', 'BO!');
const valence = fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10 + 0);

/** A value that fits a field, or the field's value if missing. */
const anyValueOf = (field: Field): fc.Arbitrary<unknown> => {
  const candidates: unknown[] = [
    0,
    1,
    2,
    3,
    4,
    5,
    0.5,
    true,
    false,
    '',
    'Anna',
    'bo',
    '2026-11-25',
    { '2026-11-25': 3 },
  ];
  const options =
    'wrapped' in field.schema ? (field.schema.wrapped as { options?: readonly unknown[] }).options : undefined;
  const fitting = [...candidates, ...(options ?? [])].filter((value) => v.is(field.schema, value));
  return fitting.length === 0 ? fc.constant(field.missing) : fc.constantFrom(...fitting, field.missing);
};

/** Mostly the kinds that analyses look at. */
const kind = fc.oneof(
  fc.constantFrom(...CARD_KINDS),
  fc.constantFrom<CardKind>('touchpoint', 'pain', 'response', 'action', 'content', 'opportunity'),
);

const card = kind.chain((is): fc.Arbitrary<SketchCard> => {
  const fields: Record<string, Field> = DETAIL_FIELDS[is];
  return fc.record({
    kind: fc.constant(is),
    step: maybe(stepId),
    lane: fc.constantFrom('lane', 'other', 'gone'),
    text: word,
    channel,
    valence: maybe(fc.integer({ min: -2, max: 2 })),
    votes: maybe(fc.integer({ min: 0, max: 3 })),
    personas: fc.uniqueArray(personaId, { maxLength: 2 }),
    evidenceLevel: maybe(fc.constantFrom('assumption', 'observed')),
    details: fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValueOf(field)]))),
  });
});

const step = (id: string) =>
  fc.record({
    id: fc.constant(id),
    phase: fc.constantFrom('one', 'two', 'three', 'gone'),
    title: word,
    personas: fc.oneof(fc.constant([]), fc.uniqueArray(personaId, { maxLength: 2 })),
    parallelGroup: fc.constantFrom(null, null, null, 'fork'),
    milestones: fc.uniqueArray(fc.constantFrom(...MILESTONES), { maxLength: 2 }),
    importanceCustomer: score,
    informationNeed: maybe(fc.constantFrom(...INFORMATION_NEEDS)),
    informationMet: verdict,
    reach: share,
    dropOff: share,
    status: maybe(fc.constantFrom(...STEP_STATUSES)),
  });

const steps = fc
  .constantFrom(0, 1, 2, 3, 4, 5, 5, 5)
  .chain((count) => fc.tuple(...['s1', 's2', 's3', 's4', 's5'].slice(0, count).map(step)));

const phases = fc.tuple(
  ...['one', 'two', 'three'].map((id) =>
    fc.record({
      id: fc.constant(id),
      period: fc.constantFrom(...PERIODS),
      canonical: maybe(fc.constantFrom(...CANONICAL_PHASES)),
    }),
  ),
);

/** At most one of each kind, as in a document (rule D6). */
const feelings = fc.uniqueArray(
  fc.record({
    step: stepId,
    persona: personaId,
    kind: fc.constantFrom(...FEELING_KINDS),
    voter: maybe(fc.constantFrom('anna', 'bo')),
    valence,
  }),
  { maxLength: 40, size: 'max', selector: ({ step: at, persona, kind, voter }) => `${at}/${persona}/${kind}/${voter}` },
);

const end = fc.oneof(
  { weight: 3, arbitrary: fc.record({ in: fc.constant('steps'), id: stepId }) },
  { weight: 1, arbitrary: fc.record({ in: fc.constant('cards'), id: fc.constantFrom('c1', 'c2', 'c3', 'gone') }) },
);

/** Without fast-check's preference for small values, with which almost nothing would meet. */
export const anySketch: fc.Arbitrary<Sketch> = fc.noBias(
  fc.record({
    meta: fc.record({
      loop: fc.boolean(),
      lastReviewed: maybe(fc.constantFrom('2026-11-20', '2026-02-31', '2030-01-01')),
      reviewEveryDays: maybe(fc.constantFrom(1, 30)),
    }),
    phases,
    steps,
    personas: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('p', 'q'),
        preferredChannels: fc.uniqueArray(fc.constantFrom('email', 'mail', 'phone'), { maxLength: 2 }),
      }),
      { selector: ({ id }) => id },
    ),
    lanes: fc.constant([{ id: 'lane' }, { id: 'other' }]),
    cards: fc.array(card, { maxLength: 30, size: 'max' }),
    channels: fc.constant([
      { id: 'own', mode: 'both' },
      { id: 'mail', standsFor: 'email', mode: 'off' },
      { id: 'mute' },
    ]),
    feelings,
    links: fc.array(
      fc.record({
        kind: fc.oneof(fc.constantFrom(...LINK_KINDS), fc.constant<LinkKind>('channel_switch')),
        ends: fc.option(fc.record({ from: end, to: end }), { nil: null, freq: 9 }),
        contextCarried: fc.constantFrom(true, false, null),
      }),
      { maxLength: 20, size: 'max' },
    ),
  }),
);
