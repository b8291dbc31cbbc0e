/**
 * How many examples a generated test tries. `npm test` tries a few of each, enough to meet every branch that the test asks
 * for; `npm run fuzz` sets FUZZ_SEEDS and tries that many.
 */
const { FUZZ_SEED, FUZZ_SEEDS } = process.env;

/** The number of examples: `few`, or FUZZ_SEEDS if that is more. */
export const runs = (few: number): number => Math.max(few, Number(FUZZ_SEEDS ?? 0));

/** The seeds 1 to `few`, or to FUZZ_SEEDS if that is set; FUZZ_SEED=42 alone if that is set. */
export const seeds = (few: number): readonly number[] =>
  FUZZ_SEED === undefined ? Array.from({ length: Number(FUZZ_SEEDS ?? few) }, (_, i) => i + 1) : [Number(FUZZ_SEED)];
