/** How far the actual experience is from the desired one (rule A3). */
import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { type JourneyStep, journeyStepsOf } from './journey-steps.ts';
import { tidy } from './numbers.ts';
import { type Valences, valencesOf } from './valences.ts';

export type StepGap =
  | {
      readonly state: 'known';
      readonly step: StepId;
      readonly desired: number;
      readonly actual: number;
      /** d − a, −4 to +4. */
      readonly gap: number;
      /** w·(d − a), −20 to +20. */
      readonly weighted: number;
      /** The customer gets more than they want: gap < 0. */
      readonly overDelivered: boolean;
      /**
       * Whether the same personas have an actual and a desired feeling. If not, the two means are of different
       * personas.
       */
      readonly comparable: boolean;
    }
  | {
      readonly state: 'unknown';
      readonly step: StepId;
      readonly reasons: readonly ('no_actual_feeling' | 'no_desired_feeling')[];
    };
export type KnownGap = Extract<StepGap, { readonly state: 'known' }>;

export interface ExperienceGap {
  /** One for each step, in the journey's order. */
  readonly steps: readonly StepGap[];
  /** Known gaps, the heaviest first; equal ones by gap, then in the journey's order. */
  readonly ranked: readonly KnownGap[];
  /** The widest gap, unweighted, and its step. */
  readonly largest: { readonly gap: number; readonly steps: readonly StepId[] } | null;
}

const gapAt = ({ id, weight }: JourneyStep, actual: Valences, desired: Valences): StepGap => {
  const [a, d] = [actual.at(id), desired.at(id)];
  if (a === null || d === null) {
    const reasons = [
      ...(a === null ? ['no_actual_feeling' as const] : []),
      ...(d === null ? ['no_desired_feeling' as const] : []),
    ];
    return { state: 'unknown', step: id, reasons };
  }
  const gap = tidy(d - a);
  const those = new Set(actual.personasAt(id));
  const wanting = desired.personasAt(id);
  return {
    state: 'known',
    step: id,
    desired: d,
    actual: a,
    gap,
    weighted: tidy(weight * gap),
    overDelivered: gap < 0,
    comparable: wanting.length === those.size && wanting.every((persona) => those.has(persona)),
  };
};

/**
 * g = d − a, weighted w·g. d is the desired and a the actual feeling, w the step's importance to the customer. A step
 * without either feeling has no gap.
 */
export const experienceGap = (snapshot: Snapshot): ExperienceGap => {
  const [actual, desired] = [valencesOf(snapshot, 'actual'), valencesOf(snapshot, 'desired')];
  const steps = journeyStepsOf(snapshot).map((step) => gapAt(step, actual, desired));
  const gaps = steps.filter((gap): gap is KnownGap => gap.state === 'known');
  const widest = gaps.reduce<number | null>((most, { gap }) => (most === null || gap > most ? gap : most), null);
  return {
    steps,
    ranked: gaps.toSorted((a, b) => b.weighted - a.weighted || b.gap - a.gap),
    largest:
      widest === null ? null : { gap: widest, steps: gaps.filter(({ gap }) => gap === widest).map(({ step }) => step) },
  };
};
