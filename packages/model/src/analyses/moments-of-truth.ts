/** Steps that decide what the customer thinks of the company (rule A5). */

import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Period } from '../words/phases.ts';
import type { Milestone } from '../words/steps.ts';
import { type Handoff, handoffsOf } from './handoffs.ts';
import { type JourneyStep, journeyStepsOf } from './journey-steps.ts';
import { known, tidy } from './numbers.ts';
import { valencesOf } from './valences.ts';

const FLAGS: ReadonlySet<Milestone> = new Set<Milestone>(['mot', 'zmot', 'fmot', 'smot', 'umot']);
/** How far a feeling must be from its neighbours', or from 0, to be remembered. */
const STRONG = 1;
const HEAVY = 4;

export type MomentReason =
  | { readonly reason: 'first_of_period' | 'last_of_period' | 'only_of_period'; readonly period: Period }
  | { readonly reason: 'peak' | 'trough'; readonly before: number; readonly value: number; readonly after: number }
  /** `least` is the smallest drop-off in the highest quarter. */
  | { readonly reason: 'high_drop_off'; readonly dropOff: number; readonly least: number }
  | { readonly reason: 'felt_handoff'; readonly value: number; readonly handoffs: readonly Handoff[] }
  | { readonly reason: 'weighty'; readonly weight: number; readonly value: number };

export interface Moment {
  readonly step: StepId;
  /** The team has flagged it as one. */
  readonly flags: readonly Milestone[];
  /** The criteria it meets; empty for a step that is only flagged. */
  readonly reasons: readonly MomentReason[];
  /** How many criteria it meets, 0 to 5. */
  readonly score: number;
}

type Criterion = (step: JourneyStep) => MomentReason | null;

const edgeOfPeriod = (steps: readonly JourneyStep[]): Criterion => {
  const periods = Map.groupBy(steps, ({ period }) => period);
  return ({ id, period }) => {
    const those = periods.get(period) ?? [];
    const [first, last] = [those[0]?.id === id, those.at(-1)?.id === id];
    if (!first && !last) return null;
    return { reason: first && last ? 'only_of_period' : first ? 'first_of_period' : 'last_of_period', period };
  };
};

const turningPoint =
  (steps: readonly JourneyStep[], at: (step: StepId) => number | null): Criterion =>
  ({ id, index }) => {
    const [previous, next] = [steps[index - 1], steps[index + 1]];
    if (previous === undefined || next === undefined) return null;
    const [before, value, after] = [at(previous.id), at(id), at(next.id)];
    if (before === null || value === null || after === null) return null;
    const [rise, fall] = [tidy(value - before), tidy(value - after)];
    if (rise >= STRONG && fall >= STRONG) return { reason: 'peak', before, value, after };
    return rise <= -STRONG && fall <= -STRONG ? { reason: 'trough', before, value, after } : null;
  };

/** The highest quarter of the known drop-offs: at least one, and all that equal the least of them. */
const highDropOff = (steps: readonly JourneyStep[]): Criterion => {
  const losses = known(steps.map(({ step }) => step.dropOff)).filter((loss) => loss > 0);
  const least = losses.toSorted((a, b) => b - a)[Math.ceil(losses.length / 4) - 1];
  return ({ step: { dropOff } }) =>
    least !== undefined && dropOff !== null && dropOff >= least ? { reason: 'high_drop_off', dropOff, least } : null;
};

const strongAt = (at: (step: StepId) => number | null, step: StepId): number | null => {
  const value = at(step);
  return value !== null && Math.abs(value) >= STRONG ? value : null;
};

/**
 * A step is a moment of truth if the team has flagged it or it meets a criterion: it is the first or last of its
 * period; its feeling is at least 1 above, or below, both neighbours'; its drop-off is in the highest quarter; the
 * customer is handed over to it and feels at least 1 from neutral; its importance is 4 or more and the feeling as
 * strong. In the journey's order.
 */
export const momentsOfTruth = (snapshot: Snapshot): Moment[] => {
  const steps = journeyStepsOf(snapshot);
  const { at } = valencesOf(snapshot, 'actual');
  const handedTo = Map.groupBy(handoffsOf(snapshot, steps), ({ to }) => to);
  const criteria: readonly Criterion[] = [
    edgeOfPeriod(steps),
    turningPoint(steps, at),
    highDropOff(steps),
    ({ id }) => {
      const [value, handoffs] = [strongAt(at, id), handedTo.get(id)];
      return value === null || handoffs === undefined ? null : { reason: 'felt_handoff', value, handoffs };
    },
    ({ id, weight }) => {
      const value = strongAt(at, id);
      return value === null || weight < HEAVY ? null : { reason: 'weighty', weight, value };
    },
  ];
  return steps.flatMap((step) => {
    const flags = step.step.milestones.filter((milestone) => FLAGS.has(milestone));
    const reasons = known(criteria.map((criterion) => criterion(step)));
    const moment = { step: step.id, flags, reasons, score: reasons.length };
    return flags.length > 0 || reasons.length > 0 ? [moment] : [];
  });
};
