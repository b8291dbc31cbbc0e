/**
 * Order by fractional rank: a record between two others gets a string between theirs, so nothing else has to move
 * (rule O1). Two people may mint the same rank at once; ids decide then, and the next insertion there spreads them.
 */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

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

export interface Insertion {
  readonly rank: string;
  /** Siblings that must get new ranks too, because theirs were equal or no ranks at all. Mostly empty. */
  readonly moved: readonly Ranked[];
}

/**
 * A rank between two; null where there is none, and the whole list needs fresh ones: neighbours that are equal, ranks
 * from a foreign client that are no ranks of ours, or so many insertions in one gap that the next is too long to read.
 */
const rankBetween = (lower: string | null, upper: string | null): string | null => {
  try {
    const rank = generateKeyBetween(lower, upper);
    // Of ranks that are none of its own the library may make one that lies elsewhere, without a word.
    const isBetween = (lower === null || lower < rank) && (upper === null || rank < upper);
    return isBetween && RANK_PATTERN.test(rank) ? rank : null;
  } catch {
    return null;
  }
};

/**
 * The rank that puts something at `index` of `siblings` (in order, without the thing itself; the index is clamped).
 */
export const rankAt = (siblings: readonly Ranked[], index: number): Insertion => {
  const at = Math.max(0, Math.min(index, siblings.length));
  const lower = siblings[at - 1]?.rank ?? null;
  const upper = siblings[at]?.rank ?? null;
  const between = rankBetween(lower, upper);
  if (between !== null) return { rank: between, moved: [] };
  const keys = generateNKeysBetween(null, null, siblings.length + 1);
  const rank = keys[at] ?? generateKeyBetween(null, null);
  const rest = keys.filter((_, i) => i !== at);
  return {
    rank,
    moved: siblings.flatMap((s, i) => {
      const fresh = rest[i];
      return fresh === undefined || fresh === s.rank ? [] : [{ id: s.id, rank: fresh }];
    }),
  };
};

/** The rank behind all of `siblings`. Where theirs are unusable the list is left alone and ids decide. */
export const rankLast = (siblings: readonly Ranked[]): string => {
  const last = siblings.reduce<string | null>((max, s) => (max === null || s.rank > max ? s.rank : max), null);
  try {
    return generateKeyBetween(last, null);
  } catch {
    return `${last ?? 'a0'}V`;
  }
};
