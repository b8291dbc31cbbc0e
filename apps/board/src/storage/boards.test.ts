import type { BoardId } from '@samrejse/model/records/ids';
import { beforeEach, expect, test } from 'vitest';
import { forbidLocalStorage, useFreshStorage } from '../../testing/browser-storage.ts';
import { forgetBoard, type KnownBoard, knownBoard, knownBoards, rememberBoard } from './boards.ts';
import { MAX_KNOWN_BOARDS } from './limits.ts';

beforeEach(useFreshStorage);

const idOf = (number: number) => `board${String(number).padStart(11, '0')}` as BoardId;
const board = (number: number, other: Partial<KnownBoard> = {}): KnownBoard => ({
  id: idOf(number),
  token: `token ${number}`,
  role: 'participant',
  title: `Board ${number}`,
  openedAt: number,
  line: { phases: [2, 1], curve: [1, null, -1], loop: false },
  ...other,
});

test('boards are listed newest first, each once', () => {
  rememberBoard(board(1));
  rememberBoard(board(2));
  rememberBoard(board(1, { openedAt: 3, title: 'Renamed' }));
  expect(knownBoards().map(({ title }) => title)).toEqual(['Renamed', 'Board 2']);
  expect(knownBoard(idOf(2))).toEqual(board(2));
  forgetBoard(idOf(2));
  expect(knownBoard(idOf(2))).toBeUndefined();
});

test('a facilitator who opens a weaker link keeps the stronger one', () => {
  rememberBoard(board(1, { role: 'facilitator', token: 'strong' }));
  rememberBoard(board(1, { role: 'viewer', token: 'weak', openedAt: 9 }));
  expect(knownBoard(idOf(1))).toMatchObject({ role: 'facilitator', token: 'strong', openedAt: 9 });
  rememberBoard(board(2, { role: 'viewer', token: 'weak' }));
  rememberBoard(board(2, { role: 'facilitator', token: 'strong' }));
  expect(knownBoard(idOf(2))).toMatchObject({ role: 'facilitator', token: 'strong' });
});

test('an entry that cannot be read hides no other', () => {
  localStorage.setItem('samrejse:boards', JSON.stringify([{ id: 7 }, board(1), 'junk']));
  expect(knownBoards()).toEqual([board(1)]);
  localStorage.setItem('samrejse:boards', '{ not json');
  expect(knownBoards()).toEqual([]);
  rememberBoard(board(2));
  expect(knownBoards()).toEqual([board(2)]);
});

test('the list is bounded: the board opened longest ago is forgotten', () => {
  const many = Array.from({ length: MAX_KNOWN_BOARDS }, (_, i) => board(i + 1));
  localStorage.setItem('samrejse:boards', JSON.stringify(many));
  rememberBoard(board(0, { openedAt: 10_000 }));
  expect(knownBoards()).toHaveLength(MAX_KNOWN_BOARDS);
  expect(knownBoard(idOf(0))).toBeDefined();
  expect(knownBoard(idOf(1))).toBeUndefined();
});

test('where local storage is forbidden, no board is known and nothing is thrown', () => {
  forbidLocalStorage();
  rememberBoard(board(1));
  expect(knownBoards()).toEqual([]);
});

test("a facilitator's link outlives other links, for it may be the only copy", () => {
  const many = Array.from({ length: MAX_KNOWN_BOARDS }, (_, i) => board(i + 1, { role: 'facilitator' }));
  many[7] = board(8, { role: 'viewer' });
  localStorage.setItem('samrejse:boards', JSON.stringify(many));
  rememberBoard(board(1_001, { role: 'viewer' }));
  expect(knownBoards()).toHaveLength(MAX_KNOWN_BOARDS);
  expect([knownBoard(idOf(1)), knownBoard(idOf(8))]).toEqual([board(1, { role: 'facilitator' }), undefined]);
  rememberBoard(board(1_002));
  expect(knownBoard(idOf(1_002))).toBeDefined();
  expect(knownBoard(idOf(1_001))).toBeUndefined();
  rememberBoard(board(1_003, { role: 'facilitator' }));
  rememberBoard(board(1_004, { role: 'facilitator' }));
  expect(knownBoards()).toHaveLength(MAX_KNOWN_BOARDS);
  expect(knownBoard(idOf(1))).toBeUndefined();
});
