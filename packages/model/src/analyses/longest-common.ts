/** How much of two sequences runs in the same order. */

/**
 * The length of the longest common subsequence. The time grows with the product of the lengths, so limit them first.
 */
export const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  let above = new Uint32Array(b.length + 1);
  for (const item of a) {
    const row = new Uint32Array(b.length + 1);
    for (const [j, other] of b.entries()) {
      row[j + 1] = item === other ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0);
    }
    above = row;
  }
  return above[b.length] ?? 0;
};

/**
 * The indexes of the longest rising subsequence: how much of a permutation is in the right order. Takes n log n
 * (patience sorting).
 */
export const longestRising = (numbers: readonly number[]): Set<number> => {
  /** At index n, the index at which the rising run of length n + 1 with the lowest end ends. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [i, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[i] = ends[low - 1];
    ends[low] = i;
  }
  const rising = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rising.add(at);
  return rising;
};
