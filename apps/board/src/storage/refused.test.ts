import type { BoardId } from '@samrejse/model/records/ids';
import { beforeEach, expect, test } from 'vitest';
import { useFreshStorage } from '../../testing/browser-storage.ts';
import { MAX_REFUSED_CHARS } from './limits.ts';
import { forgetRefused, lostTexts, noteRefused, readRefused, storeRefused } from './refused.ts';

beforeEach(useFreshStorage);

const BOARD = 'board-1' as BoardId;

test('[C15] the texts of a refusal are kept over a reload until their author has seen them', () => {
  expect(readRefused(BOARD)).toBeNull();
  const refused = noteRefused(BOARD, 'too-large', new Map([['cards/1/text', 'mine']]));
  expect(refused).toEqual({ reason: 'too-large', texts: [['cards/1/text', 'mine']] });
  expect(readRefused(BOARD)).toEqual(refused);
  expect(readRefused('board-2' as BoardId)).toBeNull();
  forgetRefused(BOARD);
  expect(readRefused(BOARD)).toBeNull();
});

test('[C15] a second refusal adds its texts to those not seen yet, and its reason replaces the first', () => {
  noteRefused(
    BOARD,
    'too-large',
    new Map([
      ['a', 'first'],
      ['b', 'other'],
    ]),
  );
  noteRefused(BOARD, 'board-full', new Map([['a', 'second']]));
  expect(readRefused(BOARD)).toEqual({
    reason: 'board-full',
    texts: [
      ['b', 'other'],
      ['a', 'second'],
    ],
  });
});

test('what is stored is bounded, the newest texts first; all are returned', () => {
  const text = 'x'.repeat(MAX_REFUSED_CHARS / 4);
  noteRefused(
    BOARD,
    'too-large',
    new Map([
      ['a', text],
      ['b', text],
    ]),
  );
  const refused = noteRefused(
    BOARD,
    'too-large',
    new Map([
      ['c', text],
      ['d', text],
    ]),
  );
  expect(refused.texts.map(([key]) => key)).toEqual(['a', 'b', 'c', 'd']);
  expect(readRefused(BOARD)?.texts.map(([key]) => key)).toEqual(['b', 'c', 'd']);
});

test('what cannot be read is no refusal', () => {
  localStorage.setItem(`samrejse:refused:${BOARD}`, JSON.stringify({ reason: 'no such', texts: [] }));
  expect(readRefused(BOARD)).toBeNull();
});

test('[C15] once the server has the other texts, those it lacks are stored, wherever they stand on the board', () => {
  const others = Array.from({ length: 400 }, (_, i): [string, string] => [`cards/${i}/text`, 'x'.repeat(3_000)]);
  const refused = noteRefused(BOARD, 'too-large', new Map([['cards/old/text', 'mine'], ...others]));
  storeRefused(BOARD, { ...refused, texts: lostTexts(refused, new Map([['cards/old/text', 'before'], ...others])) });
  expect(readRefused(BOARD)?.texts).toEqual([['cards/old/text', 'mine']]);
});
