import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/runs.ts';
import { byRank, RANK_PATTERN, type Ranked, rankAt, ranksAt } from './order.ts';

/** Ranks as our own verbs make them, as a foreign client may make them, and as nobody should. */
const anyRank = fc.oneof(
  fc.constantFrom('a0', 'a1', 'a0V', 'Zz', 'b00', 'a00', '', '0', 'zz', `A${'0'.repeat(26)}`, 'a'.repeat(512)),
  fc.stringMatching(RANK_PATTERN),
  fc.string(),
);

const siblingsOf = (ranks: string[]): Ranked[] => ranks.map((rank, i) => ({ id: `s${i}`, rank })).sort(byRank);

/** The list in order after an insertion. */
const inserted = (siblings: readonly Ranked[], index: number): Ranked[] => {
  const { rank, moved } = rankAt(siblings, index);
  const now = new Map(moved.map((m) => [m.id, m.rank]));
  return [...siblings.map((s) => ({ id: s.id, rank: now.get(s.id) ?? s.rank })), { id: 'new', rank }].sort(byRank);
};

describe('order', () => {
  test('[O5] what is put at an index stands there, whatever ranks the others have, and they keep their order', () => {
    const cases = fc.record({ ranks: fc.array(anyRank, { maxLength: 12 }), index: fc.integer({ min: -3, max: 15 }) });
    fc.assert(
      fc.property(cases, ({ ranks, index }) => {
        const siblings = siblingsOf(ranks);
        const expected = siblings.map((s) => s.id);
        expected.splice(Math.max(0, Math.min(index, siblings.length)), 0, 'new');
        expect(inserted(siblings, index).map((s) => s.id)).toEqual(expected);
      }),
      { numRuns: runs(500) },
    );
  });

  test('[O5] thousands of insertions into one gap never make a rank that cannot be read back', () => {
    let siblings = siblingsOf(['a0', 'a1']);
    let respaced = 0;
    for (let i = 0; i < 4_000; i++) {
      const { rank, moved } = rankAt(siblings, 1);
      expect(rank).toMatch(RANK_PATTERN);
      if (moved.length > 0) respaced++;
      siblings = inserted(siblings, 1).map((s) => (s.id === 'new' ? { ...s, id: `n${i}` } : s));
      // Enough to keep the ranks growing.
      siblings = [...siblings.slice(0, 2), ...siblings.slice(-1)];
    }
    expect(respaced).toBeGreaterThan(0);
  });

  test('[O1] among usable ranks no other has to move', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (indices) => {
        let siblings: Ranked[] = [];
        for (const [i, index] of indices.entries()) {
          expect(rankAt(siblings, index).moved).toEqual([]);
          siblings = inserted(siblings, index).map((s) => (s.id === 'new' ? { ...s, id: `n${i}` } : s));
        }
      }),
    );
  });

  test('[O4] order is by rank and then by id, as code units, the same on every machine', () => {
    const list = [
      { id: 'b', rank: 'a0' },
      { id: 'å', rank: 'a0' },
      { id: 'a', rank: 'a0' },
      { id: 'c', rank: 'Zz' },
      { id: 'd', rank: 'a' },
    ];
    expect(list.toSorted(byRank).map((r) => r.id)).toEqual(['c', 'd', 'a', 'b', 'å']);
    expect(byRank({ id: 'a', rank: 'a0' }, { id: 'a', rank: 'a0' })).toBe(0);
  });

  test('[O5] things put at an index together stand there one after the other', () => {
    const cases = fc.record({
      ranks: fc.array(anyRank, { maxLength: 12 }),
      index: fc.integer({ min: 0, max: 12 }),
      count: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(cases, ({ ranks, index, count }) => {
        const siblings = siblingsOf(ranks);
        const at = ranksAt(siblings, index, count);
        const put = at.ranks.map((rank, i) => ({ id: `new${i}`, rank }));
        const now = new Map(at.moved.map((m) => [m.id, m.rank]));
        const all = [...siblings.map((s) => ({ id: s.id, rank: now.get(s.id) ?? s.rank })), ...put].sort(byRank);
        const expected = siblings.map((s) => s.id).toSpliced(index, 0, ...put.map((p) => p.id));
        expect(put).toHaveLength(count);
        expect(all.map((s) => s.id)).toEqual(expected);
      }),
    );
  });
});
