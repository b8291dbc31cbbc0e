/** How many customers are left at each step, and where they are lost (rule A9). */
import type { CardId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { tidy } from './numbers.ts';
import { byStep, cardsOfKind } from './placed-cards.ts';

export interface FunnelStep {
  readonly step: StepId;
  /**
   * Customers who come here, in percent of those who begin. Null from the first unknown drop-off on: draw it hatched.
   */
  readonly reach: number | null;
  /** The most customers who can come here: every unknown drop-off counts as none. */
  readonly reachAtMost: number;
  /** The measured share (`step.reach`), in percent. It is shown beside and corrects nothing. */
  readonly measured: number | null;
  /** 0 to 1. Null if unknown, which is not 0. */
  readonly dropOff: number | null;
}

export interface Leak {
  readonly step: StepId;
  readonly dropOff: number;
  /** Percentage points of those who begin. If `exact` is false, the most it can be. */
  readonly loss: number;
  readonly exact: boolean;
  readonly pains: readonly CardId[];
}

export interface DropOffFunnel {
  readonly steps: readonly FunnelStep[];
  /** The biggest first; equal ones in the journey's order. */
  readonly leaks: readonly Leak[];
  /** Customers left after the last step, in percent. Null if a drop-off is unknown or there are no steps. */
  readonly end: number | null;
  readonly unknown: number;
}

/** reach(1) = 100; reach(i+1) = reach(i) · (1 − dropOff(i)); the loss at i is reach(i) · dropOff(i). */
export const dropOffFunnel = (snapshot: Snapshot): DropOffFunnel => {
  const painsAt = byStep(cardsOfKind(snapshot, 'pain'));
  const steps: FunnelStep[] = [];
  const leaks: Leak[] = [];
  let [reachAtMost, exact] = [100, true];
  for (const { id, step } of journeyStepsOf(snapshot)) {
    const { dropOff } = step;
    const measured = step.reach === null ? null : tidy(step.reach * 100);
    steps.push({ step: id, reach: exact ? reachAtMost : null, reachAtMost, measured, dropOff });
    if (dropOff === null) {
      exact = false;
      continue;
    }
    const loss = tidy(reachAtMost * dropOff);
    const pains = (painsAt.get(id) ?? []).map((pain) => pain.id);
    if (loss > 0) leaks.push({ step: id, dropOff, loss, exact, pains });
    reachAtMost = tidy(reachAtMost * (1 - dropOff));
  }
  return {
    steps,
    leaks: leaks.toSorted((a, b) => b.loss - a.loss),
    end: exact && steps.length > 0 ? reachAtMost : null,
    unknown: steps.filter(({ dropOff }) => dropOff === null).length,
  };
};
