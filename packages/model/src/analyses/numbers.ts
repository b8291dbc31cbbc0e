/** Means, deviations and shares. From no values they give null and never zero (rule A20). */

/** Rounds to nine decimals, so that 1.9 − 0.9 is 1, and turns −0 into 0. */
export const tidy = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;

export const sum = (values: readonly number[]): number => tidy(values.reduce((total, value) => total + value, 0));

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : tidy(sum(values) / values.length);

/** The standard deviation of these values as a population, not as a sample. Null for fewer than two values. */
export const deviation = (values: readonly number[]): number | null => {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return tidy(Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / values.length));
};

/** part / whole, 0 to 1. Null if the whole is 0. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : tidy(part / whole));

/** The values that are not null. */
export const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);
