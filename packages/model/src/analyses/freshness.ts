/** Whether the map has been looked at lately (rule A19). */
import type { Snapshot } from '../records/snapshot-schema.ts';
import { tidy } from './numbers.ts';

const DAY_MS = 86_400_000;

export type Freshness =
  | { readonly reason: 'no_review_rhythm'; readonly daysSinceReview: number | null }
  | { readonly reason: 'never_reviewed'; readonly everyDays: number }
  | {
      readonly reason: 'fresh' | 'stale';
      readonly daysSinceReview: number;
      readonly everyDays: number;
      /** daysSinceReview / everyDays; stale from 1 on. */
      readonly age: number;
      /** Days until the next review; negative: overdue. */
      readonly daysLeft: number;
    };

/** Days since 1970 of a day like 2026-11-25; one that no month has runs over into the next. */
const dayNumber = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Math.floor(Date.UTC(year, month - 1, date) / DAY_MS);
};

/** `now` in ms since 1970; days change at midnight UTC. A review in the future was made today. */
export const freshness = (
  { lastReviewed, reviewEveryDays: everyDays }: Pick<Snapshot, 'lastReviewed' | 'reviewEveryDays'>,
  now: number,
): Freshness => {
  const daysSinceReview =
    lastReviewed === null ? null : Math.max(0, Math.floor(now / DAY_MS) - dayNumber(lastReviewed));
  if (everyDays === null) return { reason: 'no_review_rhythm', daysSinceReview };
  if (daysSinceReview === null) return { reason: 'never_reviewed', everyDays };
  const age = tidy(daysSinceReview / everyDays);
  const reason = age < 1 ? 'fresh' : 'stale';
  return { reason, daysSinceReview, everyDays, age, daysLeft: everyDays - daysSinceReview };
};
