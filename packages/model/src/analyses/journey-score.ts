/** The journey as one number, and how customers remember it (rule A2). */

import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Period } from '../words/phases.ts';
import { type JourneyStep, journeyStepsOf } from './journey-steps.ts';
import { sum, tidy } from './numbers.ts';
import { valencesOf } from './valences.ts';

interface ScoredStep {
  readonly step: StepId;
  readonly value: number;
}

export interface Score {
  /** Σ(w·a) / Σw over the steps with a feeling, −2 to +2. Null if no step has one. */
  readonly score: number | null;
  /** (peak + end) / 2, −2 to +2. Null if the end is unknown, because the last step has no feeling. */
  readonly peakEnd: number | null;
  /** The feeling farthest from 0; of equals, the last. */
  readonly peak: ScoredStep | null;
  /** The feeling of the last step; null if it has none. */
  readonly end: ScoredStep | null;
  /** Steps with a feeling / all steps. */
  readonly known: number;
  readonly steps: number;
}

export interface JourneyScore {
  readonly whole: Score;
  readonly periods: Readonly<Record<Period, Score>>;
}

const scoreOf = (steps: readonly JourneyStep[], at: (step: StepId) => number | null): Score => {
  const scored = steps.flatMap(({ id, weight }) => {
    const value = at(id);
    return value === null ? [] : [{ step: id, value, weight }];
  });
  const weights = sum(scored.map(({ weight }) => weight));
  const peak = scored.reduce<ScoredStep | null>(
    (best, { step, value }) => (best === null || Math.abs(value) >= Math.abs(best.value) ? { step, value } : best),
    null,
  );
  const [last, lastScored] = [steps.at(-1), scored.at(-1)];
  const end = lastScored?.step === last?.id && lastScored ? { step: lastScored.step, value: lastScored.value } : null;
  return {
    score: weights === 0 ? null : tidy(sum(scored.map(({ value, weight }) => value * weight)) / weights),
    peakEnd: peak === null || end === null ? null : tidy((peak.value + end.value) / 2),
    peak,
    end,
    known: scored.length,
    steps: steps.length,
  };
};

/** w is the step's importance to the customer, 3 if not set; a is its mean actual feeling. */
export const journeyScore = (snapshot: Snapshot): JourneyScore => {
  const steps = journeyStepsOf(snapshot);
  const { at } = valencesOf(snapshot, 'actual');
  const inPeriod = (period: Period) =>
    scoreOf(
      steps.filter((step) => step.period === period),
      at,
    );
  return {
    whole: scoreOf(steps, at),
    periods: { before: inPeriod('before'), during: inPeriod('during'), after: inPeriod('after') },
  };
};
