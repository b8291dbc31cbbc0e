import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { setFeeling } from '../edits/feelings.ts';
import { addChannel, addTag } from '../edits/library.ts';
import { addLink } from '../edits/links.ts';
import { addPhase } from '../edits/phases.ts';
import { setCardDetails, setFields } from '../edits/records.ts';
import { addComment } from '../edits/threads.ts';
import { COLLECTIONS, ROOTS, TEXT_FIELDS } from '../records/collections.ts';
import { type Changed, openBoard, textOf, watchBoard } from './board.ts';
import { readAll } from './reads.ts';
import { writeText } from './text.ts';

describe('document', () => {
  test('[D1] a board is twelve root maps and nothing else', () => {
    const { board } = smallBoard();
    expect(ROOTS).toHaveLength(12);
    expect([...board.doc.share.keys()].toSorted()).toEqual([...ROOTS].toSorted());
    expect([...board.doc.share.values()].every((root) => root instanceof Y.Map)).toBe(true);
  });

  test('a document opened again and again is listened to once', () => {
    const { board, author, steps, lanes } = smallBoard();
    const listened = vi.spyOn(board.doc, 'on');
    for (let i = 0; i < 10; i++)
      addCard(openBoard(board.doc), author, { to: { step: steps.look, lane: lanes.notes }, kind: 'note' });
    expect(listened.mock.calls.length).toBeLessThanOrEqual(1);
  });

  test('[D2] a record is flat: plain fields and texts, with its author, its time and whether it is deleted', () => {
    const { board, author, steps, lanes } = smallBoard();
    const card = addCard(board, author, { to: { step: steps.look, lane: lanes.notes }, kind: 'note', text: 'slow' });
    const end = { in: 'cards', id: card } as const;
    addLink(board, author, { kind: 'cause', from: end, to: end });
    addComment(board, author, { target: end, text: 'why?' });
    addTag(board, author, { name: 'urgent' });
    addChannel(board, author, { name: 'Pigeon' });
    for (const collection of COLLECTIONS) {
      const texts = TEXT_FIELDS[collection];
      expect(board.records[collection].size).toBeGreaterThan(0);
      for (const record of board.records[collection].values()) {
        for (const [field, value] of record) expect(value instanceof Y.Text).toBe(texts.includes(field));
        expect(record.get('createdBy')).toBe('anna');
        expect(record.get('createdAt')).toBeTypeOf('number');
        expect(record.get('deleted')).toBeUndefined();
      }
    }
  });

  test('[D2] two people who write different fields of a record at once both keep what they wrote', () => {
    const { board, author, steps, lanes } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'note', text: 'slow' });
    const bo = fork(board);
    moveCard(board, author, card, { step: steps.look, lane: lanes.pains });
    writeText(bo.board, bo.author, { in: 'cards', id: card, field: 'text' }, 'very slow');
    exchange(board, bo.board);
    const [both] = readAll(board, 'cards');
    expect(both).toMatchObject({ kind: 'pain', text: 'very slow', place: { step: steps.look } });
    expect(readAll(bo.board, 'cards')).toEqual([both]);
  });

  test('[D2] two who add to one set at once, or fill in different details, both keep what they added', () => {
    const { board, author } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'pain', text: 'slow' });
    const [red, blue] = ['red', 'blue'].map((name) => addTag(board, author, { name }));
    const bo = fork(board);
    if (red !== undefined) setFields(board, author, 'cards', card, { tags: [red] });
    setCardDetails(board, author, card, 'pain', { severity: 'abandon' });
    if (blue !== undefined) setFields(bo.board, bo.author, 'cards', card, { tags: [blue] });
    setCardDetails(bo.board, bo.author, card, 'pain', { category: 'price' });
    exchange(board, bo.board);
    expect(readAll(board, 'cards')).toMatchObject([
      { tags: [red, blue].toSorted(), details: { severity: 'abandon', category: 'price' } },
    ]);
    expect(readAll(bo.board, 'cards')).toEqual(readAll(board, 'cards'));
  });

  test('what a hostile client put in the place of a text is none', () => {
    const { board, phases } = smallBoard();
    board.records.phases.get(phases.before)?.set('name', 5);
    expect(textOf(board, { in: 'phases', id: phases.before, field: 'name' })).toBeNull();
    expect(textOf(board, { in: 'phases', id: 'nowhere', field: 'name' })).toBeNull();
    expect(textOf(board, { in: 'meta', field: 'title' })).toBeNull();
  });
});

describe('watching', () => {
  const watched = () => {
    const small = smallBoard();
    const heard: { changed: readonly Changed[]; origin: unknown }[] = [];
    const stop = watchBoard(small.board, (changed, origin) => heard.push({ changed, origin }));
    return { ...small, heard, stop };
  };

  test('[D13] a watcher hears once a transaction of each record touched, and who did it', () => {
    const { board, author, heard, steps, persona } = watched();
    const card = addCard(board, author, { to: 'inbox', kind: 'note' });
    const text = { in: 'cards', id: card, field: 'text' } as const;
    writeText(board, author, text, 'abc');
    setFeeling(board, author, { step: steps.buy, persona, kind: 'actual' }, { valence: 1 });
    board.meta.set('loop', true);
    expect(heard).toEqual([
      { changed: [{ in: 'cards', id: card }], origin: author },
      { changed: [{ in: 'cards', id: card }], origin: author },
      { changed: [{ in: 'feelings', id: `${steps.buy}/${persona}/actual` }], origin: author },
      { changed: [{ in: 'meta' }], origin: null },
    ]);
  });

  test('[D13] what comes from afar is heard alike, and nothing after it stops', () => {
    const { board, heard, stop } = watched();
    const bo = fork(board);
    const first = addPhase(bo.board, bo.author, { name: 'Later', period: 'after' });
    exchange(board, bo.board);
    expect(heard.map((h) => h.changed)).toEqual([[{ in: 'phases', id: first }]]);
    stop();
    addPhase(bo.board, bo.author, { name: 'Much later', period: 'after' });
    exchange(board, bo.board);
    expect(heard).toHaveLength(1);
  });

  test('[D13] what is none of the board is not heard of', () => {
    const board = openBoard();
    const callback = vi.fn<(changed: readonly Changed[]) => void>();
    watchBoard(board, callback);
    board.doc.getMap('elsewhere').set('a', new Y.Map([['b', 1]]));
    board.doc.getArray('list').push([1]);
    expect(callback).not.toHaveBeenCalled();
  });
});
