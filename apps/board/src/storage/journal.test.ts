import { applyAllTo, onUpdate } from '@samrejse/model/document/replica';
import { readText, writeText } from '@samrejse/model/document/text';
import type { BoardId } from '@samrejse/model/records/ids';
import { smallBoard } from '@samrejse/model/testing/small-board';
import { beforeEach, expect, test } from 'vitest';
import { forbidLocalStorage, useFreshStorage } from '../../testing/browser-storage.ts';
import { openJournal } from './journal.ts';
import { MAX_JOURNAL_CHARS, MAX_NOTE_BYTES } from './limits.ts';

beforeEach(useFreshStorage);

const BOARD = 'board-1' as BoardId;
const bytes = (...values: number[]) => Uint8Array.from(values);
const stored = (page: number) => localStorage.getItem(`samrejse:journal:${BOARD}:${page}`);

test('[C7] the next page finds what was noted, and strikes it out when it has stored it', () => {
  const page = openJournal(BOARD, 1);
  page.note(bytes(1, 2));
  page.note(bytes(3));
  const next = openJournal(BOARD, 2);
  expect(next.left).toEqual([bytes(1, 2), bytes(3)]);
  next.strike(0);
  expect(openJournal(BOARD, 3).left).toEqual([]);
});

test('[C7] only what was stored is struck out; what was noted since stays', () => {
  const page = openJournal(BOARD, 1);
  page.note(bytes(1));
  const storing = page.count();
  page.note(bytes(2));
  page.strike(storing);
  expect(openJournal(BOARD, 2).left).toEqual([bytes(2)]);
  page.strike(page.count());
  expect(stored(1)).toBeNull();
});

test('a page that still writes in its journal keeps it, whatever the next page strikes out', () => {
  const page = openJournal(BOARD, 1);
  page.note(bytes(1));
  const next = openJournal(BOARD, 2);
  page.note(bytes(2));
  next.strike(0);
  expect(openJournal(BOARD, 3).left).toEqual([bytes(1), bytes(2)]);
});

test('journals of other boards are left alone', () => {
  openJournal('board-2' as BoardId, 1).note(bytes(9));
  const page = openJournal(BOARD, 2);
  expect(page.left).toEqual([]);
  page.strike(0);
  expect(openJournal('board-2' as BoardId, 3).left).toEqual([bytes(9)]);
});

test('a note that cannot be read loses no other', () => {
  localStorage.setItem(`samrejse:journal:${BOARD}:1`, `${btoa('\u0001')} not*base64 ${btoa('\u0002')}`);
  expect(openJournal(BOARD, 2).left).toEqual([bytes(1), bytes(2)]);
});

test('[C9] where local storage is forbidden, nothing is thrown and nothing is kept', () => {
  forbidLocalStorage();
  const page = openJournal(BOARD, 1);
  page.note(bytes(1));
  page.strike(page.count());
  expect(page.left).toEqual([]);
});

/** Types into a step's note, and hands each letter's update to the journal. */
const type = (letters: number) => {
  const { board, author, steps } = smallBoard();
  const page = openJournal(BOARD, 1);
  const stop = onUpdate(board.doc, (update) => page.note(update));
  const ref = { in: 'steps', id: steps.look, field: 'note' } as const;
  const before = readText(board, ref);
  for (let i = 1; i <= letters; i++) writeText(board, author, ref, `${before}${'x'.repeat(i)}`, before.length + i);
  stop();
  return { board, ref };
};

test('thousands of keystrokes that nothing else stores are encoded once each', () => {
  let encoded = 0;
  const { btoa } = globalThis;
  globalThis.btoa = (text) => {
    encoded += text.length;
    return btoa(text);
  };
  try {
    type(360);
    const once = encoded;
    encoded = 0;
    type(3_600);
    // Ten times the keystrokes are ten times the work, not a hundred times.
    expect(encoded).toBeLessThan(once * 15);
  } finally {
    globalThis.btoa = btoa;
  }
});

test('[C7] the next page has every keystroke of them', () => {
  const { board, ref } = type(2_000);
  const { board: replica } = smallBoard();
  applyAllTo(replica.doc, openJournal(BOARD, 2).left, null);
  expect(readText(replica, ref)).toBe(readText(board, ref));
});

test('a full journal keeps what it has, takes no more, and takes notes again when there is room', () => {
  const page = openJournal(BOARD, 1);
  const { board, author, steps } = smallBoard();
  const stop = onUpdate(board.doc, (update) => page.note(update));
  for (let i = 0; i < 250; i++) {
    const letters = Array.from({ length: 3_900 }, (_, j) => String.fromCharCode(97 + ((i * 7 + j * j) % 26)));
    writeText(board, author, { in: 'steps', id: steps.look, field: 'note' }, letters.join(''), 0);
    expect(stored(1)?.length ?? 0).toBeLessThanOrEqual(MAX_JOURNAL_CHARS);
  }
  stop();
  const kept = stored(1);
  expect(kept?.length).toBeGreaterThan(MAX_JOURNAL_CHARS / 2);
  page.note(new Uint8Array(MAX_NOTE_BYTES + 1));
  expect(stored(1)).toBe(kept);
  page.strike(page.count());
  page.note(bytes(1));
  expect(openJournal(BOARD, 2).left).toEqual([bytes(1)]);
});

test('[C7] after a note that is too large or that local storage refuses, none is taken until all are struck out', () => {
  const page = openJournal(BOARD, 1);
  page.note(bytes(1));
  const storing = page.count();
  page.note(new Uint8Array(MAX_NOTE_BYTES + 1));
  page.note(bytes(2));
  expect(openJournal(BOARD, 2).left).toEqual([bytes(1)]);
  // The update that was skipped is not stored yet, so one after it cannot stand alone.
  page.strike(storing);
  page.note(bytes(3));
  expect(openJournal(BOARD, 2).left).toEqual([]);
  page.strike(page.count());
  page.note(bytes(4));
  // Nearly all room is taken by something else: a long note does not fit, a short one would.
  localStorage.setItem('other', 'x'.repeat(4_999_500));
  page.note(new Uint8Array(1_000));
  page.note(bytes(6));
  expect(openJournal(BOARD, 2).left).toEqual([bytes(4)]);
  localStorage.removeItem('other');
  page.strike(1);
  expect(openJournal(BOARD, 2).left).toEqual([bytes(4)]);
});
