import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/runs.ts';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import { addCard } from '../edits/cards.ts';
import { addPersona } from '../edits/personas.ts';
import { addPhase } from '../edits/phases.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { TextRef } from './board.ts';
import { caretAfter, readText, type Splice, spliceBetween, textLimit, writeText } from './text.ts';

/** A letter of one code unit, one of two, or half of a surrogate pair. */
const anyLetter = fc.oneof(
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
);

/**
 * Texts as people write them, with letters of one, two and four code units, and similar enough to be edits of each
 * other.
 */
const words = fc
  .array(fc.constantFrom('a', 'b', 'å', '🙂', '👩‍👧', '𝔰', 'ab', ''), { maxLength: 12 })
  .map((w) => w.join(''));

const spliced = (text: string, { at, remove, insert }: Splice) => text.slice(0, at) + insert + text.slice(at + remove);

const aCard = (text = '') => {
  const { board, author } = smallBoard();
  const id = addCard(board, author, { to: 'inbox', kind: 'note', text });
  const ref: TextRef = { in: 'cards', id, field: 'text' };
  return { board, author, ref };
};

describe('splices', () => {
  test('[T1] a splice turns the text before into the text after, wherever the caret is said to be', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: -2, max: 40 }), (before, after, caret) => {
        expect(spliced(before, spliceBetween(before, after, caret))).toBe(after);
        expect(spliced(before, spliceBetween(before, after))).toBe(after);
      }),
      { numRuns: runs(500) },
    );
  });

  test('[T1] and it is small: no letter at its ends stays the same', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const { at, remove, insert } = spliceBetween(before, after);
        const removed = [...before.slice(at, at + remove)];
        const typed = [...insert];
        if (removed.length === 0 || typed.length === 0) return;
        expect(removed[0]).not.toBe(typed[0]);
        expect(removed.at(-1)).not.toBe(typed.at(-1));
      }),
      { numRuns: runs(500) },
    );
  });

  test('[T3] a splice never parts the halves of a letter', () => {
    fc.assert(
      fc.property(words, words, fc.nat(40), (before, after, caret) => {
        const { at, remove, insert } = spliceBetween(before, after, caret);
        for (const piece of [before.slice(0, at), before.slice(at, at + remove), before.slice(at + remove), insert]) {
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test('[T2] the caret decides which of equal letters is the new one', () => {
    expect(spliceBetween('aa', 'aaa', 1)).toEqual({ at: 0, remove: 0, insert: 'a' });
    expect(spliceBetween('aa', 'aaa', 2)).toEqual({ at: 1, remove: 0, insert: 'a' });
    expect(spliceBetween('aa', 'aaa', 3)).toEqual({ at: 2, remove: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aa', 1)).toEqual({ at: 1, remove: 1, insert: '' });
  });

  test('[T5] a caret stays between the letters it stood between, and goes to the end of what replaced them', () => {
    const splice = { at: 3, remove: 2, insert: 'xyz' };
    expect([0, 3, 4, 5, 9].map((position) => caretAfter(position, splice))).toEqual([0, 3, 6, 6, 10]);
  });

  test('[T5] a caret never leaves the text, nor goes past one behind it', () => {
    const cases = fc.record({ before: words, after: words, one: fc.nat(30), two: fc.nat(30) });
    fc.assert(
      fc.property(cases, ({ before, after, one, two }) => {
        const splice = spliceBetween(before, after);
        const [left, right] = [Math.min(one, two, before.length), Math.min(Math.max(one, two), before.length)];
        const [movedLeft, movedRight] = [caretAfter(left, splice), caretAfter(right, splice)];
        expect(movedLeft).toBeLessThanOrEqual(movedRight);
        expect(movedRight).toBeLessThanOrEqual(after.length);
      }),
    );
  });
});

describe('typing', () => {
  test('[T1] a text reads what was typed into it, and writes nothing when nothing was', () => {
    const { board, author, ref } = aCard('slow');
    let updates = 0;
    board.doc.on('update', () => updates++);
    expect(writeText(board, author, ref, 'slow queue')).toBe(true);
    expect(writeText(board, author, ref, 'slow queue')).toBe(true);
    expect([readText(board, ref), updates]).toEqual(['slow queue', 1]);
  });

  test('[T6] two who type into a text at once both keep their letters', () => {
    const { board, author, ref } = aCard('the queue');
    const bo = fork(board);
    writeText(board, author, ref, 'the long queue', 9);
    writeText(bo.board, bo.author, ref, 'the queue stands', 16);
    exchange(board, bo.board);
    expect([readText(board, ref), readText(bo.board, ref)]).toEqual(Array(2).fill('the long queue stands'));
  });

  test('[T4] what is typed past the limit is cut off, and nothing else', () => {
    const { board, author, ref } = aCard('x'.repeat(TEXT_LIMITS.card - 2));
    writeText(board, author, ref, `abcde${readText(board, ref)}`, 5);
    expect(readText(board, ref)).toBe(`ab${'x'.repeat(TEXT_LIMITS.card - 2)}`);
    writeText(board, author, ref, `yz${'x'.repeat(TEXT_LIMITS.card)}`);
    expect(readText(board, ref)).toHaveLength(TEXT_LIMITS.card);
  });

  test('[T4] where two together have passed the limit, one who types on takes nothing of the other', () => {
    const { board, author, ref } = aCard();
    const bo = fork(board);
    writeText(board, author, ref, 'a'.repeat(TEXT_LIMITS.card));
    writeText(bo.board, bo.author, ref, 'b'.repeat(TEXT_LIMITS.card));
    exchange(board, bo.board);
    const both = readText(board, ref);
    expect(both).toHaveLength(2 * TEXT_LIMITS.card);
    writeText(board, author, ref, `c${both}`, 1);
    expect(readText(board, ref)).toBe(both);
    writeText(board, author, ref, both.slice(1), 0);
    expect(readText(board, ref)).toBe(both.slice(1));
  });

  test('[T3] a letter is cut off whole, and half a letter is none: all read what the writer reads', () => {
    const { board, author, ref } = aCard('x'.repeat(TEXT_LIMITS.card - 1));
    writeText(board, author, ref, `${readText(board, ref)}🙂`);
    expect(readText(board, ref)).toBe('x'.repeat(TEXT_LIMITS.card - 1));
    writeText(board, author, ref, `half ${'🙂'.charAt(0)} letter`);
    const made = { in: 'phases', field: 'name' } as const;
    const phase = addPhase(board, author, { name: `${'🙂'.repeat(99)}x🙂`, period: 'after' });
    const bo = fork(board);
    expect(readText(board, ref)).toBe('half � letter');
    expect(readText(bo.board, ref)).toBe(readText(board, ref));
    expect(readText(board, { ...made, id: phase })).toBe(`${'🙂'.repeat(99)}x`);
    expect(readText(bo.board, { ...made, id: phase })).toBe(readText(board, { ...made, id: phase }));
  });

  test('[T3] clipping gives the beginning of a text, well formed and no longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyLetter }), fc.nat(20), (text, limit) => {
        const clipped = clip(text, limit);
        expect(clipped.length).toBeLessThanOrEqual(limit);
        expect(clipped.isWellFormed()).toBe(true);
        expect(text.toWellFormed().startsWith(clipped)).toBe(true);
      }),
    );
  });

  test('[T4] a text may be typed as long as it may be made', () => {
    const { board, author } = smallBoard();
    const id = addPersona(board, author, { name: 'Ada', tagline: 'y'.repeat(1_000) });
    const ref = { in: 'personas', id, field: 'tagline' } as const;
    writeText(board, author, ref, `${readText(board, ref)}z`);
    expect(readText(board, ref)).toHaveLength(1_001);
    expect(textLimit({ in: 'personas', id, field: 'name' })).toBe(TEXT_LIMITS.title);
    expect(textLimit({ in: 'meta', field: 'title' })).toBe(TEXT_LIMITS.title);
    expect(textLimit({ in: 'meta', field: 'scenario' })).toBe(TEXT_LIMITS.card);
  });

  test('[D10] typing into a text that is not there does nothing', () => {
    const { board, author } = smallBoard();
    expect(writeText(board, author, { in: 'cards', id: 'nowhere', field: 'text' }, 'x')).toBe(false);
    expect(readText(board, { in: 'cards', id: 'nowhere', field: 'text' })).toBe('');
  });
});
