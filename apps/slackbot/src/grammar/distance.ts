/**
 * The number of slips between two words, each a letter inserted, dropped, changed, or swapped with its neighbour (optimal
 * string alignment). Words here are short, so the plain table is quick enough.
 */
export const distance = (a: string, b: string): number => {
  const left = [...a];
  const right = [...b];
  let beforeLast: number[] = [];
  let last = right.map((_, i) => i + 1);
  last.unshift(0);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? 0;
};

/** How many slips are allowed in a word: none in a short one, two in a long one. */
const slipsAllowed = (word: string): number => {
  if (word.length < 5) return 0;
  return word.length < 8 ? 1 : 2;
};

/** True where one word is the other with a typing slip. The first letter must be the same: people get it right. */
export const isSlip = (wrote: string, meant: string): boolean =>
  wrote.charAt(0) === meant.charAt(0) && distance(wrote, meant) <= slipsAllowed(wrote);
