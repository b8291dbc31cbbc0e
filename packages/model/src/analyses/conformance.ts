/** Whether the journey goes as planned (rule A15). */

import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { StepStatus } from '../words/steps.ts';
import { foldText } from './fold-text.ts';
import { type JourneyStep, journeyStepsOf } from './journey-steps.ts';
import { longestRising } from './longest-common.ts';
import { shareOf } from './numbers.ts';

export interface ConformingStep {
  readonly status: StepStatus;
  /** Null if the step was not planned. */
  readonly planned: StepId | null;
  /** Null if the step did not happen. */
  readonly actual: StepId | null;
  readonly alignedBy: 'id' | 'title' | null;
  /** The step was planned and happened, but not in the order that most other steps keep. */
  readonly reason: 'out_of_order' | null;
}

export interface Conformance {
  /** The planned steps in planned order, then the unplanned steps in the order in which they happened. */
  readonly steps: readonly ConformingStep[];
  readonly counts: Readonly<Record<StepStatus, number>>;
  /** Completed steps / planned steps, 0 to 1. Null if no step was planned. */
  readonly share: number | null;
}

interface Pair {
  readonly planned: JourneyStep;
  readonly actual: JourneyStep | null;
  readonly by: 'id' | 'title' | null;
}

/**
 * Pairs planned and actual steps by id, else by title without case and accents. Of several with one title, the first
 * ones left are paired.
 */
const align = (planned: readonly JourneyStep[], actual: readonly JourneyStep[]): Pair[] => {
  const left = new Map(actual.map((step) => [step.id, step]));
  const byId = new Map<StepId, JourneyStep>();
  for (const { id } of planned) {
    const same = left.get(id);
    if (same === undefined) continue;
    byId.set(id, same);
    left.delete(id);
  }
  // In reverse, so that `pop` takes the first.
  const byTitle = Map.groupBy([...left.values()].reverse(), ({ step }) => foldText(step.title));
  byTitle.delete('');
  return planned.map((step) => {
    const same = byId.get(step.id);
    if (same !== undefined) return { planned: step, actual: same, by: 'id' };
    const found = byTitle.get(foldText(step.step.title))?.pop() ?? null;
    return { planned: step, actual: found, by: found === null ? null : 'title' };
  });
};

/** The pairs that are not on the longest run of steps in planned order. */
const outOfOrder = (pairs: readonly Pair[]): ReadonlySet<Pair> => {
  const both = pairs.filter(({ actual }) => actual !== null);
  const inOrder = longestRising(both.map(({ actual }) => actual?.index ?? 0));
  return new Set(both.filter((_, i) => !inOrder.has(i)));
};

/**
 * Compares the planned with the actual journey in the four words of CJML, SINTEF's Customer Journey Modelling Language.
 * A planned step that happened is `completed`, or has the status of the actual map (`failing`, `missing`). A planned
 * step without a counterpart is `missing`; an unplanned step that happened is `adhoc`.
 */
export const conformance = (planned: Snapshot, actual: Snapshot): Conformance => {
  const happened = journeyStepsOf(actual);
  const pairs = align(journeyStepsOf(planned), happened);
  const late = outOfOrder(pairs);
  const aligned = new Set(pairs.map((pair) => pair.actual?.id));
  const steps = [
    ...pairs.map((pair): ConformingStep => {
      const status = pair.actual === null ? 'missing' : (pair.actual.step.status ?? 'completed');
      const [plannedId, actualId] = [pair.planned.id, pair.actual?.id ?? null];
      const reason = late.has(pair) ? 'out_of_order' : null;
      return { status, planned: plannedId, actual: actualId, alignedBy: pair.by, reason };
    }),
    ...happened
      .filter(({ id }) => !aligned.has(id))
      .map(({ id }): ConformingStep => ({ status: 'adhoc', planned: null, actual: id, alignedBy: null, reason: null })),
  ];
  const counts: Record<StepStatus, number> = { completed: 0, missing: 0, failing: 0, adhoc: 0 };
  for (const { status } of steps) counts[status]++;
  return { steps, counts, share: shareOf(counts.completed, pairs.length) };
};
