/** Whether the map was reviewed lately (rule A19). */
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
      /** daysSinceReview / everyDays. The map is stale from 1 on. */
      readonly age: number;
      /** Days until the next review; negative if it is overdue. */
      readonly daysLeft: number;
    };

/** Days since 1970 of a day such as 2026-11-25. A day beyond the end of a month counts into the next month. */
const dayNumber = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Math.floor(Date.UTC(year, month - 1, date) / DAY_MS);
};

/** `now` is in ms since 1970, and days change at midnight UTC. A review in the future counts as made today. */
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
