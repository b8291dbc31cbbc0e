import { expect, test } from 'vitest';
import { smallBoard } from '../../testing/small-board.ts';
import { readSnapshot } from '../document/reads.ts';
import { ROLES } from '../words/roles.ts';
import { mayReadDocument, projectSnapshot } from './projection.ts';

test.each([...ROLES])('a %s sees all of the board, with or without a name', (role) => {
  const { board } = smallBoard();
  const snapshot = readSnapshot(board);
  for (const person of ['anna', null]) {
    expect(projectSnapshot(snapshot, { person, role })).toEqual(readSnapshot(board));
    expect(mayReadDocument('board', { person, role })).toBe(true);
  }
});

test.each([...ROLES])("a %s reads their own draft and nobody else's", (role) => {
  expect(mayReadDocument('draft:anna', { person: 'anna', role })).toBe(true);
  for (const person of ['bo', 'ann', '', null]) expect(mayReadDocument('draft:anna', { person, role })).toBe(false);
  expect(mayReadDocument('draft:', { person: null, role })).toBe(false);
  expect(mayReadDocument('another', { person: 'anna', role })).toBe(false);
});
