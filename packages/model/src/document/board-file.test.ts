import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentsOf } from '../../testing/contents.ts';
import { runs } from '../../testing/runs.ts';
import { smallBoard } from '../../testing/small-board.ts';
import { runWorkshop } from '../../testing/workshop-run.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { remove, setCardDetails, setFields } from '../edits/records.ts';
import { DETAIL_FIELDS_BY_KEY } from '../records/cards.ts';
import { COLLECTIONS, type Collection, FIELDS } from '../records/collections.ts';
import type { Fields } from '../records/fields.ts';
import { META_FIELDS } from '../records/records.ts';
import { boardFileSchema, snapshotSchema } from '../records/snapshot-schema.ts';
import { openBoard } from './board.ts';
import { writeBoardFile } from './board-file.ts';
import { readBoardFile, readRecord, readSnapshot } from './reads.ts';

/** The value as it comes back from JSON. */
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The value that a missing field reads as. */
const missingAt = (address: string): unknown => {
  const [root = '', id = '', name = ''] = address.split('/');
  if (root === 'meta') return (META_FIELDS as Fields)[id]?.missing;
  if (root === 'cards' && name === 'kind') return 'note';
  const fields: Fields = COLLECTIONS.some((collection) => collection === root) ? FIELDS[root as Collection] : {};
  return (fields[name] ?? DETAIL_FIELDS_BY_KEY.get(name))?.missing;
};

describe('the board as a file', () => {
  test('[D16] a board made from a file reads the same, what was deleted included, and shows the same', () => {
    for (let seed = runs(15); seed > 0; seed--) {
      const { hub } = runWorkshop(seed + 5_000);
      const file = v.parse(boardFileSchema, throughJson(readBoardFile(hub)));
      const copy = openBoard();
      writeBoardFile(copy, file, 'test');
      expect(readBoardFile(copy)).toEqual({ ...readBoardFile(hub), schemaVersion: 2 });
      expect(readSnapshot(copy)).toEqual({ ...readSnapshot(hub), schemaVersion: 2 });
    }
  });

  test('[D16] nothing that stands in the document is left out of its file', () => {
    for (let seed = runs(15); seed > 0; seed--) {
      const { hub } = runWorkshop(seed + 6_000);
      const copy = openBoard();
      writeBoardFile(copy, readBoardFile(hub), 'test');
      // A register may be left out if it holds the value that a missing one reads as.
      const said = [...contentsOf(hub)].filter(([address, value]) => value !== '' && value !== missingAt(address));
      const kept = contentsOf(copy);
      const lost = said.filter(([address, value]) => JSON.stringify(kept.get(address)) !== JSON.stringify(value));
      expect(lost).toEqual([]);
    }
  });

  test('[D8] a card that becomes another kind keeps what it said as the first, also through a file', () => {
    const { board, author, steps, lanes } = smallBoard();
    const id = addCard(board, author, {
      to: { step: steps.look, lane: lanes.pains },
      kind: 'pain',
      details: { severity: 'abandon', category: 'price' },
    });
    moveCard(board, author, id, { step: steps.look, lane: lanes.touchpoints });
    expect(readRecord(board, 'cards', id)).toMatchObject({ kind: 'touchpoint', details: { device: null } });
    setCardDetails(board, author, id, 'pain', { frequency: 4 });
    const copy = openBoard();
    writeBoardFile(copy, readBoardFile(board), 'test');
    moveCard(copy, author, id, { step: steps.look, lane: lanes.pains });
    expect(readSnapshot(copy).cards[0]).toMatchObject({
      kind: 'pain',
      details: { severity: 'abandon', category: 'price', frequency: 4 },
    });
  });

  test('[D16] what was said as another kind, and then taken back, is not said in the file', () => {
    const { board, author } = smallBoard();
    const id = addCard(board, author, { to: 'inbox', kind: 'note', text: 'slow' });
    setCardDetails(board, author, id, 'pain', { severity: 'abandon' });
    setCardDetails(board, author, id, 'pain', { severity: null });
    const copy = openBoard();
    writeBoardFile(copy, readBoardFile(board), 'test');
    expect(readBoardFile(copy).cards).toEqual(readBoardFile(board).cards);
  });

  test('[D16] what other programs said of a record comes back as it was', () => {
    const { board, author, steps } = smallBoard();
    const foreign = { mermaid: { score: 7.5, actors: ['Me', 'Cat'] }, csv: {} };
    setFields(board, author, 'steps', steps.look, { ext: { seen: true } });
    setFields(board, author, 'steps', steps.look, { ext: foreign });
    remove(board, author, 'steps', steps.look);
    const copy = openBoard(new Y.Doc());
    writeBoardFile(copy, v.parse(boardFileSchema, throughJson(readBoardFile(board))), 'test');
    expect(readRecord(copy, 'steps', steps.look)).toMatchObject({ ext: foreign, deleted: true });
  });

  test('[D16] a file of another shape is none', () => {
    const { board, author } = smallBoard();
    addCard(board, author, { to: 'inbox', kind: 'note' });
    const file = readBoardFile(board);
    const [[step], [card]] = [file.steps, file.cards];
    for (const broken of [
      { ...file, format: 'other' },
      { ...file, steps: [{ ...step, id: '__proto__' }] },
      { ...file, steps: [{ ...step, dropOff: 2 }] },
      { ...file, cards: [{}] },
      { ...file, cards: [card, card] },
      { ...file, cards: [{ ...card, dormant: { 'content.effects': null } }] },
      { ...file, cards: [{ ...card, ext: { '': 1 } }] },
      readSnapshot(board),
    ])
      expect(v.safeParse(boardFileSchema, throughJson(broken)).success).toBe(false);
    expect(v.safeParse(snapshotSchema, throughJson(readSnapshot(board))).success).toBe(true);
  });
});
