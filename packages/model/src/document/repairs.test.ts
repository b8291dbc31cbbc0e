/** Documents that no client of ours writes, and the repairs they need. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import { cardsAt } from '../edits/card-places.ts';
import { addCard } from '../edits/cards.ts';
import { setFields } from '../edits/records.ts';
import { addComment } from '../edits/threads.ts';
import type { StepId } from '../records/ids.ts';
import { TEXT_LIMITS } from '../records/limits.ts';
import { type Board, watchBoard } from './board.ts';
import { inspectBoard, readBoardFile, readRecord, readSnapshot } from './reads.ts';

const faults = (board: Board): string[] =>
  inspectBoard(board)
    .repairs.map(({ in: where, field, fault }) => `${where}${field === null ? '' : `.${field}`} ${fault}`)
    .toSorted();

describe('repairs', () => {
  test('[D17] a board that honest people made needs none', () => {
    const { board, author, steps, lanes } = smallBoard();
    addCard(board, author, { to: { step: steps.look, lane: lanes.pains }, kind: 'pain', text: 'slow' });
    addComment(board, author, { target: { in: 'steps', id: steps.look }, text: 'why?' });
    expect(faults(board)).toEqual([]);
  });

  test('[D17] what would not be read is not written', () => {
    const { board, author, persona, steps } = smallBoard();
    const long = 'x'.repeat(81);
    const proto: unknown = JSON.parse('{"__proto__": 1}');
    expect(() => setFields(board, author, 'personas', persona, { traits: { [long]: 1 } })).toThrow(long);
    expect(() =>
      setFields(board, author, 'personas', persona, { languages: [`en-${'abc-'.repeat(20)}abc`] }),
    ).toThrow();
    expect(() => setFields(board, author, 'steps', steps.look, { ext: { a: proto } })).toThrow();
    expect(faults(board)).toEqual([]);
  });

  test('[D9] [T3] half a letter in a field is written so that all read what the writer reads', () => {
    const { board, author, persona } = smallBoard();
    const id = addCard(board, author, { to: 'inbox', kind: 'pain', details: { cause: 'a\ud83d' } });
    setFields(board, author, 'personas', persona, { traits: { '\udc00': 1 }, segment: 'b\ud83d' });
    setFields(board, author, 'cards', id, { ext: { a: { b: ['\ud83d'] } } });
    expect(readBoardFile(fork(board).board)).toEqual(readBoardFile(board));
    expect(readRecord(board, 'personas', persona)).toMatchObject({ traits: { '\ufffd': 1 }, segment: 'b\ufffd' });
  });

  test('[D17] what could not be read is named, by record and field', () => {
    const { board, author, steps } = smallBoard();
    const id = addCard(board, author, { to: 'inbox', kind: 'pain', text: 'slow' });
    const card = board.records.cards.get(id);
    card?.set('kind', 'nonsense');
    card?.set('hacked', 1);
    card?.set('tags', ['as', 'a', 'list']);
    card?.set('tags/__proto__', true);
    card?.set('pain.severity', 'deadly');
    card?.set('place', { step: 'nowhere', lane: 'nowhere', rank: 'a0' });
    board.records.steps.get(steps.look)?.set('title', new Y.Text('x'.repeat(TEXT_LIMITS.title + 1)));
    board.records.cards.set('no id at all', new Y.Map());
    // A hostile client can do this, whatever the types say.
    (board.records.cards as Y.Map<unknown>).set('plain', 5);
    board.registers.feelings.set('one/two/three', 'glad');
    board.meta.set('state', 'confusion');
    expect(faults(board)).toEqual([
      'cards no-record',
      'cards no-record',
      'cards.hacked unknown',
      'cards.kind unreadable',
      'cards.pain.severity unreadable',
      'cards.place dangling',
      'cards.tags unreadable',
      'cards.tags/__proto__ unreadable',
      'feelings unreadable',
      'meta.state unreadable',
      'steps.title cut',
    ]);
    expect(inspectBoard(board).snapshot).toEqual(readSnapshot(board));
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('[D18] a megabyte in a title is read to its limit, and the document keeps it', () => {
    const { board, steps } = smallBoard();
    const long = 'x'.repeat(1_000_000);
    board.records.steps.get(steps.look)?.set('title', new Y.Text(long));
    expect(readSnapshot(board).steps[0]?.title).toHaveLength(TEXT_LIMITS.title);
    expect(board.records.steps.get(steps.look)?.get('title')?.toString()).toHaveLength(long.length);
  });

  test('[D18] ten thousand cards in a cell, all of one rank, are read, and one more goes between them', () => {
    const { board, author, steps, lanes } = smallBoard();
    const to = { step: steps.look, lane: lanes.notes };
    board.doc.transact(() => {
      for (let i = 0; i < 10_000; i++) {
        board.records.cards.set(`card-${i}`, new Y.Map<unknown>([['place', { ...to, rank: 'a0' }]]));
      }
    });
    expect(readSnapshot(board).cards).toHaveLength(10_000);
    const id = addCard(board, author, { to, kind: 'note', index: 5_000 });
    const at = cardsAt(board, to);
    expect(at).toHaveLength(10_001);
    expect(at[5_000]?.id).toBe(id);
  });

  test('[O5] cards whose place cannot be read are in the inbox for who puts one there too', () => {
    const { board, author, steps, lanes } = smallBoard();
    const to = { step: steps.look, lane: lanes.notes };
    const put = (id: string, place: unknown) => board.records.cards.set(id, new Y.Map([['place', place]]));
    put('b', { ...to, rank: 'z'.repeat(600) });
    put('c', { step: `${steps.look}/${lanes.notes}`, lane: lanes.pains, rank: 'a0' });
    put('d', { step: 5, lane: 5, rank: 'a0' });
    const id = addCard(board, author, { to: 'inbox', kind: 'note', index: 1 });
    expect(cardsAt(board, to)).toEqual([]);
    expect(cardsAt(board, 'inbox').map((card) => card.id)).toEqual(['b', id, 'c', 'd']);
    expect(readSnapshot(board).cards.map((card) => card.id)).toEqual(['b', id, 'c', 'd']);
  });

  test('[O5] whoever hears of a card may put one beside it at once', () => {
    const { board, steps, lanes } = smallBoard();
    const to = { step: steps.look, lane: lanes.notes };
    const seen: number[] = [];
    watchBoard(board, () => void seen.push(cardsAt(board, to).length));
    const bo = fork(board);
    for (let i = 0; i < 3; i++) {
      addCard(bo.board, bo.author, { to, kind: 'note' });
      exchange(board, bo.board);
    }
    expect(seen).toEqual([1, 2, 3]);
  });

  test('[D18] a set of ten thousand members, and values nested without end, are read at once', () => {
    const { board, author } = smallBoard();
    const id = addCard(board, author, { to: 'inbox', kind: 'note' });
    const card = board.records.cards.get(id);
    board.doc.transact(() => {
      for (let i = 0; i < 10_000; i++) card?.set(`tags/tag-${i}`, true);
    });
    card?.set('ext/deep', JSON.parse('['.repeat(500) + ']'.repeat(500)));
    const { snapshot, repairs } = inspectBoard(board);
    expect(snapshot.cards[0]?.tags).toEqual([]);
    expect(readBoardFile(board).cards[0]?.tags).toHaveLength(10_000);
    expect(repairs.filter((r) => r.field === 'ext/deep')).toMatchObject([{ fault: 'unreadable' }]);
  });

  test('[D18] threads that run in circles are read, each comment once', () => {
    const { board, author, steps } = smallBoard();
    const target = { in: 'steps', id: steps.look as StepId } as const;
    const [a, b] = [1, 2].map(() => addComment(board, author, { target, text: 'x' }));
    if (a === undefined || b === undefined) throw new Error('no comments');
    board.records.comments.get(a)?.set('thread', b);
    board.records.comments.get(b)?.set('thread', a);
    expect(readSnapshot(board).comments).toMatchObject([
      { id: a, thread: null },
      { id: b, thread: null },
    ]);
  });
});
