import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { diffFor } from '../../testing/diff-for.ts';
import { fork, smallBoard } from '../../testing/small-board.ts';
import { addCard } from '../edits/cards.ts';
import { openBoard } from './board.ts';
import { readSnapshot } from './reads.ts';
import {
  applyTo,
  encodeReplica,
  isEmptyUpdate,
  isWaiting,
  knows,
  mergeUpdates,
  onUpdate,
  openReplica,
  stateVectorOf,
  takeWaiting,
} from './replica.ts';

const written = () => {
  const { board, author } = smallBoard();
  const start = encodeReplica(board.doc);
  const updates: Uint8Array[] = [];
  const stop = onUpdate(board.doc, (update) => updates.push(update));
  for (const text of ['one', 'two', 'three']) addCard(board, author, { to: 'inbox', kind: 'note', text });
  stop();
  addCard(board, author, { to: 'inbox', kind: 'note', text: 'four' });
  return { board, start, updates };
};

describe('replica', () => {
  test('[W6] a peer with a state vector is given what it lacks, and no more', () => {
    const { board } = smallBoard();
    const bo = fork(board);
    addCard(bo.board, bo.author, { to: 'inbox', kind: 'note', text: 'new' });
    const diff = diffFor(bo.board.doc, stateVectorOf(board.doc));
    expect(diff.length).toBeLessThan(encodeReplica(bo.board.doc).length / 2);
    applyTo(board.doc, diff);
    expect(readSnapshot(board)).toEqual(readSnapshot(bo.board));
    expect(isEmptyUpdate(diffFor(bo.board.doc, stateVectorOf(bo.board.doc)))).toBe(true);
    expect(isEmptyUpdate(diffFor(new Y.Doc(), stateVectorOf(new Y.Doc())))).toBe(true);
    expect(() => diffFor(board.doc, Uint8Array.of(5, 200))).toThrow();
  });

  test('[W6] updates, merged or one by one, make the same replica', () => {
    const { start, updates } = written();
    expect(updates).toHaveLength(3);
    const oneByOne = openReplica(start);
    for (const update of updates) applyTo(oneByOne, update);
    const merged = openReplica(mergeUpdates([start, ...updates]));
    expect(readSnapshot(openBoard(merged))).toEqual(readSnapshot(openBoard(oneByOne)));
    expect(mergeUpdates([start])).toBe(start);
  });

  test('[W6] a replica says whether it knows an update, and whether it waits for one', () => {
    const { start, updates } = written();
    const [first, second] = updates;
    if (first === undefined || second === undefined) throw new Error('two cards, two updates');
    const replica = openReplica(start);
    expect([knows(replica, start), knows(replica, first)]).toEqual([true, false]);
    applyTo(replica, second);
    expect(isWaiting(replica)).toBe(true);
    applyTo(replica, first);
    expect([isWaiting(replica), knows(replica, second)]).toEqual([false, true]);
  });

  test('what waits can be taken out of a replica, and applied later', () => {
    const { start, updates } = written();
    const [first, second] = updates;
    if (first === undefined || second === undefined) throw new Error('two cards, two updates');
    const replica = openReplica(start);
    expect(takeWaiting(replica)).toEqual([]);
    applyTo(replica, second);
    const waiting = takeWaiting(replica);
    expect([isWaiting(replica), knows(replica, second)]).toEqual([false, false]);
    applyTo(replica, first);
    expect(knows(replica, second)).toBe(false);
    for (const update of waiting) applyTo(replica, update);
    expect([isWaiting(replica), knows(replica, second)]).toEqual([false, true]);
  });
});
