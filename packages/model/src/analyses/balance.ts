/** Whether the map shows the bad as well as the good (rule A11). */

import type { Snapshot } from '../records/snapshot-schema.ts';
import { PERIODS, type Period } from '../words/phases.ts';
import type { Quality } from '../words/touchpoints.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { qualityOf, touchpointsOf } from './touchpoints.ts';
import { valencesOf } from './valences.ts';

export type BalanceWarning =
  | { readonly reason: 'no_bad_step' | 'no_feelings' | 'all_online' }
  | { readonly reason: 'empty_period'; readonly period: Period };

export interface Balance {
  /** Steps with a > 0, a = 0 and a < 0; `unknown` are the steps without a feeling. */
  readonly steps: Readonly<Record<Quality | 'unknown', number>>;
  /** The same for touchpoints by their own quality, touchpoints in the inbox included. */
  readonly touchpoints: Readonly<Record<Quality | 'unknown', number>>;
  readonly warnings: readonly BalanceWarning[];
}

const count = (qualities: readonly (Quality | null)[]): Record<Quality | 'unknown', number> => {
  const counts = { good: 0, neutral: 0, bad: 0, unknown: 0 };
  for (const quality of qualities) counts[quality ?? 'unknown']++;
  return counts;
};

/**
 * Counts good and bad. A map is hardly the whole truth if no step feels bad, all touchpoints are online, or a period
 * has no steps.
 */
export const balance = (snapshot: Snapshot): Balance => {
  const journey = journeyStepsOf(snapshot);
  const actual = valencesOf(snapshot, 'actual');
  const all = touchpointsOf(snapshot, actual);
  const steps = count(journey.map(({ id }) => qualityOf(actual.at(id))));
  const warnings: BalanceWarning[] = [];
  if (steps.unknown === journey.length) warnings.push({ reason: 'no_feelings' });
  else if (steps.bad === 0) warnings.push({ reason: 'no_bad_step' });
  if (all.length > 0 && all.every(({ mode }) => mode === 'on')) warnings.push({ reason: 'all_online' });
  for (const period of PERIODS) {
    if (!journey.some((step) => step.period === period)) warnings.push({ reason: 'empty_period', period });
  }
  return { steps, touchpoints: count(all.map(({ quality }) => quality)), warnings };
};
