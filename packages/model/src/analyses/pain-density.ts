/** Where customers have pain points, and how bad they are (rule A4). */

import type { CardId, ChannelId, PersonaId, PhaseId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { PAIN_CATEGORIES, type PainCategory, type Severity } from '../words/improvements.ts';
import { channelBook } from './channel-book.ts';
import { isStepOf, type JourneyStep, journeyStepsOf, personasOf } from './journey-steps.ts';
import { shareOf, sum } from './numbers.ts';
import { type CardOf, cardsOfKind } from './placed-cards.ts';
import { channelsByStep } from './touchpoints.ts';

const SEVERITY_SCORE: Readonly<Record<Severity, number>> = { trivial: 1, workaround: 2, abandon: 4 };

type Pain = CardOf<'pain'>;

export interface PainSum {
  /** Σ severity (1, 2, 4) × frequency (1 to 5; 1 if not set). Null if there are pain points but none has a severity. */
  readonly score: number | null;
  readonly pains: readonly CardId[];
  /** Pain points without a severity; the score leaves them out. */
  readonly unrated: number;
}

export interface PainDensity {
  readonly whole: PainSum;
  /** Pain points that make customers leave. */
  readonly abandon: readonly CardId[];
  readonly steps: readonly (PainSum & { readonly step: StepId })[];
  readonly phases: readonly (PainSum & { readonly phase: PhaseId })[];
  /**
   * By the pain point's own channel, else by every channel of the step's touchpoints. So these add up to more than the
   * whole.
   */
  readonly channels: readonly (PainSum & { readonly channel: ChannelId })[];
  /** By the personas that the pain point names; if it names none, by the personas of its step. */
  readonly personas: readonly (PainSum & { readonly persona: PersonaId })[];
  /** Pareto order, the heaviest first. `cumulative` is the share of all scores up to and with this one. */
  readonly categories: readonly (PainSum & { readonly category: PainCategory; readonly cumulative: number | null })[];
  readonly uncategorised: PainSum;
  /** Pain points in the inbox. */
  readonly unplaced: PainSum;
}

const scoreOf = ({ details }: Pain): number | null =>
  details.severity === null ? null : SEVERITY_SCORE[details.severity] * (details.frequency ?? 1);

const sumOf = (pains: readonly Pain[]): PainSum => {
  const scores = pains.map(scoreOf).filter((score) => score !== null);
  return {
    score: scores.length === 0 && pains.length > 0 ? null : sum(scores),
    pains: pains.map(({ id }) => id),
    unrated: pains.length - scores.length,
  };
};

const stepOf = (pain: Pain): StepId | null => pain.place?.step ?? null;

const heaviestFirst = (a: PainSum, b: PainSum): number =>
  (b.score ?? 0) - (a.score ?? 0) || b.pains.length - a.pains.length;

const paretoOf = (pains: readonly Pain[]): PainDensity['categories'] => {
  const byCategory = Map.groupBy(pains, ({ details }) => details.category);
  const rows = PAIN_CATEGORIES.flatMap((category) => {
    const those = byCategory.get(category);
    return those === undefined ? [] : [{ category, ...sumOf(those) }];
  }).sort(heaviestFirst);
  const whole = sum(rows.map(({ score }) => score ?? 0));
  let soFar = 0;
  return rows.map((row) => {
    soFar += row.score ?? 0;
    return { ...row, cumulative: shareOf(soFar, whole) };
  });
};

/** A pain point counts in its own step only, however many steps it extends over. A step without pain points has 0. */
export const painDensity = (snapshot: Snapshot): PainDensity => {
  const steps = journeyStepsOf(snapshot);
  const pains = cardsOfKind(snapshot, 'pain');
  const placed = Map.groupBy(pains, stepOf);
  const stepsById = new Map(steps.map((step) => [step.id, step]));
  const stepAt = (pain: Pain): JourneyStep | null => {
    const id = stepOf(pain);
    return id === null ? null : (stepsById.get(id) ?? null);
  };
  const inPhase = Map.groupBy(pains, (pain) => stepAt(pain)?.phase.id ?? null);
  const book = channelBook(snapshot);
  const channelsAt = channelsByStep(snapshot);
  const onChannel = new Map<ChannelId, Pain[]>();
  for (const pain of pains) {
    const own = book.of(pain);
    for (const channel of own === null ? channelsAt(stepOf(pain)) : [own]) {
      const those = onChannel.get(channel) ?? [];
      those.push(pain);
      onChannel.set(channel, those);
    }
  }
  const concerns = (pain: Pain, persona: PersonaId): boolean => {
    if (pain.personas.length > 0) return pain.personas.includes(persona);
    const at = stepAt(pain);
    return at === null || isStepOf(at.step, persona);
  };
  return {
    whole: sumOf(pains),
    abandon: pains.filter(({ details }) => details.severity === 'abandon').map(({ id }) => id),
    steps: steps.map(({ id }) => ({ step: id, ...sumOf(placed.get(id) ?? []) })),
    phases: snapshot.phases.map(({ id }) => ({ phase: id, ...sumOf(inPhase.get(id) ?? []) })),
    channels: [...onChannel].map(([channel, those]) => ({ channel, ...sumOf(those) })).sort(heaviestFirst),
    personas: personasOf(snapshot).map(({ id }) => ({
      persona: id,
      ...sumOf(pains.filter((pain) => concerns(pain, id))),
    })),
    categories: paretoOf(pains),
    uncategorised: sumOf(pains.filter(({ details }) => details.category === null)),
    unplaced: sumOf(placed.get(null) ?? []),
  };
};
