import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { fork, smallBoard } from '../../testing/small-board.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { addsNothingTo, hasDeletions, KnownIds, readStateVector } from './known-ids.ts';
import { encodeReplica, knows, onUpdate, openReplica, replicaOf, stateVectorOf } from './replica.ts';
import { writeText } from './text.ts';

/** Some edits of two people, each as an update: additions, moves, and deleted letters. */
const history = () => {
  const { board, author, steps, lanes } = smallBoard();
  const updates = [encodeReplica(board.doc)];
  onUpdate(board.doc, (update) => updates.push(update));
  const bo = fork(board);
  onUpdate(bo.board.doc, (update) => Y.applyUpdate(board.doc, update));
  for (let i = 0; i < 6; i++) {
    const id = addCard(board, author, { to: 'inbox', kind: 'note', text: `card ${i}` });
    Y.applyUpdate(bo.board.doc, Y.encodeStateAsUpdate(board.doc, Y.encodeStateVector(bo.board.doc)));
    moveCard(bo.board, bo.author, id, { step: steps.buy, lane: lanes.notes }, 0);
    writeText(bo.board, bo.author, { in: 'cards', id, field: 'text' }, 'rd');
  }
  return { doc: board.doc, updates };
};

describe('known ids', () => {
  test('[W8] says of every update what the document itself says: known or not', () => {
    const { updates } = history();
    for (let length = 0; length <= updates.length; length++) {
      const replica = replicaOf(updates.slice(0, length));
      const learnt = new KnownIds();
      for (const update of updates.slice(0, length)) learnt.learn(update);
      for (const known of [learnt, KnownIds.of(replica), new KnownIds(learnt.encode())]) {
        expect(updates.map((update) => known.knows(update))).toEqual(updates.map((u) => knows(replica, u)));
        expect(readStateVector(known.stateVector())).toEqual(readStateVector(stateVectorOf(replica)));
      }
    }
  });

  test('[W8] a peer with every addition lacks only deletions, and is given them', () => {
    const { doc, updates } = history();
    const known = KnownIds.of(doc);
    const additions = updates.filter((update) => !hasDeletions(update));
    expect(additions.length).toBeGreaterThan(0);
    expect(additions.length).toBeLessThan(updates.length);
    const stateVector = readStateVector(stateVectorOf(doc));
    expect(known.isCoveredBy(stateVector)).toBe(true);
    expect(known.isCoveredBy(readStateVector(stateVectorOf(openReplica(updates[0]))))).toBe(false);
    expect(updates.every((update) => addsNothingTo(stateVector, update))).toBe(true);
    expect(addsNothingTo(new Map(), updates[0] ?? new Uint8Array())).toBe(false);
    const undeleted = new Y.Doc({ gc: false });
    for (const update of updates) Y.applyUpdate(undeleted, update);
    expect(known.knows(known.deletions())).toBe(true);
    const late = replicaOf(updates.slice(0, -1));
    Y.applyUpdate(late, known.deletions());
    Y.applyUpdate(late, updates.at(-1) ?? new Uint8Array());
    expect(encodeReplica(late)).toEqual(encodeReplica(replicaOf([encodeReplica(doc)])));
  });

  test('[W8] what is no update and what is no state vector is told by throwing', () => {
    expect(() => new KnownIds().knows(Uint8Array.of(1, 1, 200))).toThrow();
    expect(() => readStateVector(Uint8Array.of(2, 200))).toThrow();
  });
});
