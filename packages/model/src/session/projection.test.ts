import { expect, test } from 'vitest';
import { smallBoard } from '../../testing/small-board.ts';
import { readSnapshot } from '../document/reads.ts';
import { encodeReplica } from '../document/replica.ts';
import { ROLES } from '../words/enumerations.ts';
import { projectSnapshot, projectUpdates } from './projection.ts';

test.each([...ROLES])('a %s sees all of the board, with or without a name', (role) => {
  const { board } = smallBoard();
  const [snapshot, updates] = [readSnapshot(board), [encodeReplica(board.doc)]];
  for (const person of ['anna', null]) {
    expect(projectSnapshot(snapshot, { person, role })).toEqual(readSnapshot(board));
    expect(projectUpdates(updates, { person, role })).toEqual([encodeReplica(board.doc)]);
  }
});
