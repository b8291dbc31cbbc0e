/** Numbers from numbers. Of nothing comes nothing: null, never zero (rule A20). */

/** Nine decimals, so that 1.9 − 0.9 is 1, and no −0. */
export const tidy = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;

export const sum = (values: readonly number[]): number => tidy(values.reduce((total, value) => total + value, 0));

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : tidy(sum(values) / values.length);

/** Standard deviation of these values themselves (the population's, not a sample's). Null under two values. */
export const deviation = (values: readonly number[]): number | null => {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return tidy(Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / values.length));
};

/** 0 to 1. Null of a whole that is empty. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : tidy(part / whole));

/** What is there of what may be missing. */
export const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);
