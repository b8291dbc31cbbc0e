/**
 * Order by fractional rank: a record between two others gets a string between their ranks, so no other record has to
 * move (rule O1). Two people may mint the same rank at once. Ids then decide, and the next insertion there spreads them.
 */
import { generateNKeysBetween } from 'fractional-indexing';

export interface Ranked {
  readonly id: string;
  readonly rank: string;
}

/** Compares by code unit and never by locale: all replicas must agree on the order. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of a list: rank, then id. */
export const byRank = (a: Ranked, b: Ranked): number => byCodeUnit(a.rank, b.rank) || byCodeUnit(a.id, b.id);

/** The rank of the first record of a list, and of a record whose own rank cannot be read. */
export const FIRST_RANK = 'a0';

/**
 * What a rank may look like: letters and digits, which sort by code unit, and at most 512 of them, so that ranks never
 * outweigh the text.
 */
export const RANK_PATTERN = /^[0-9A-Za-z]{1,512}$/;

/**
 * `count` ranks between two neighbours. Null if there are none, and the whole list needs new ranks: the neighbours are
 * equal, a foreign client wrote ranks of another format, or a gap took so many insertions that the next rank is too long.
 */
const ranksBetween = (lower: string | null, upper: string | null, count: number): readonly string[] | null => {
  try {
    const ranks = generateNKeysBetween(lower, upper, count);
    // Given ranks of another format, the library may return one that lies elsewhere, and does not say so.
    const bounded = [lower, ...ranks, upper].filter((rank) => rank !== null);
    const isOrder = bounded.every((rank, i) => i === 0 || (bounded[i - 1] ?? '') < rank);
    return isOrder && ranks.every((rank) => RANK_PATTERN.test(rank)) ? ranks : null;
  } catch {
    return null;
  }
};

/** The index behind all others: `ranksAt` and `rankAt` clamp it. */
export const LAST = Number.MAX_SAFE_INTEGER;

export interface Insertions {
  readonly ranks: readonly string[];
  /** Siblings that need new ranks too, because theirs were equal or of another format. Mostly empty. */
  readonly moved: readonly Ranked[];
}

/**
 * The ranks that put `count` records one after the other at `index` of `siblings`. The siblings are in order and do not
 * include those records; the index is clamped.
 */
export const ranksAt = (siblings: readonly Ranked[], index: number, count: number): Insertions => {
  const at = Math.max(0, Math.min(index, siblings.length));
  const between = ranksBetween(siblings[at - 1]?.rank ?? null, siblings[at]?.rank ?? null, count);
  if (between !== null) return { ranks: between, moved: [] };
  const keys = generateNKeysBetween(null, null, siblings.length + count);
  const rest = keys.toSpliced(at, count);
  return {
    ranks: keys.slice(at, at + count),
    moved: siblings.flatMap((s, i) => {
      const fresh = rest[i];
      return fresh === undefined || fresh === s.rank ? [] : [{ id: s.id, rank: fresh }];
    }),
  };
};

/** The rank that puts one record at `index`: its own rank if the record stands there already. */
export const rankAt = (
  siblings: readonly Ranked[],
  index: number,
  own: Ranked | null = null,
): { readonly rank: string; readonly moved: readonly Ranked[] } => {
  const at = Math.max(0, Math.min(index, siblings.length));
  const [before, after] = [siblings[at - 1], siblings[at]];
  const stands = (lower: Ranked | undefined, upper: Ranked | undefined) =>
    lower === undefined || upper === undefined || byRank(lower, upper) < 0;
  if (own !== null && RANK_PATTERN.test(own.rank) && stands(before, own) && stands(own, after)) {
    return { rank: own.rank, moved: [] };
  }
  const { ranks, moved } = ranksAt(siblings, index, 1);
  return { rank: ranks[0] ?? FIRST_RANK, moved };
};
