/**
 * Order by fractional rank: a record between two others gets a string between theirs, so nothing else has to move
 * (rule O1). Two people may mint the same rank at once; ids decide then, and the next insertion there spreads them.
 */
import { generateNKeysBetween } from 'fractional-indexing';

export interface Ranked {
  readonly id: string;
  readonly rank: string;
}

/** Never by locale: every replica must agree. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of a list: rank, then id. */
export const byRank = (a: Ranked, b: Ranked): number => byCodeUnit(a.rank, b.rank) || byCodeUnit(a.id, b.id);

/** What a rank may look like. Letters that sort as their code units do, and not so many that ranks outweigh the text. */
export const RANK_PATTERN = /^[0-9A-Za-z]{1,512}$/;

/**
 * So many ranks between two; null where there are none, and the whole list needs fresh ones: neighbours that are equal,
 * ranks from a foreign client that are no ranks of ours, or so many insertions in one gap that the next is too long to read.
 */
const ranksBetween = (lower: string | null, upper: string | null, count: number): readonly string[] | null => {
  try {
    const ranks = generateNKeysBetween(lower, upper, count);
    // Of ranks that are none of its own the library may make one that lies elsewhere, without a word.
    const bounded = [lower, ...ranks, upper].filter((rank) => rank !== null);
    const isOrder = bounded.every((rank, i) => i === 0 || (bounded[i - 1] ?? '') < rank);
    return isOrder && ranks.every((rank) => RANK_PATTERN.test(rank)) ? ranks : null;
  } catch {
    return null;
  }
};

/** An index behind all: ranks clamp it. */
export const LAST = Number.MAX_SAFE_INTEGER;

export interface Insertions {
  readonly ranks: readonly string[];
  /** Siblings that must get new ranks too, because theirs were equal or no ranks at all. Mostly empty. */
  readonly moved: readonly Ranked[];
}

/**
 * The ranks that put `count` things one after the other at `index` of `siblings` (in order, without the things
 * themselves; the index is clamped).
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

/** The rank that puts one thing there: its own, where with that it stands there already. */
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
  return { rank: ranks[0] ?? 'a0', moved };
};
