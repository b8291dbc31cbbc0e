import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { runs } from '../../testing/runs.ts';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import { addCard } from '../edits/cards.ts';
import { setFeeling } from '../edits/feelings.ts';
import { addLink } from '../edits/links.ts';
import { introduce } from '../edits/people.ts';
import { addPersona } from '../edits/personas.ts';
import { DETAIL_FIELDS_BY_KEY } from '../records/cards.ts';
import { COLLECTIONS, META_TEXTS, ROOTS } from '../records/collections.ts';
import type { PersonId, StepId } from '../records/ids.ts';
import { SCHEMA_VERSION } from '../records/records.ts';
import { boardFileSchema, snapshotSchema } from '../records/snapshot-schema.ts';
import { openBoard, type TextRef } from './board.ts';
import { writeBoardFile } from './board-file.ts';
import { openHistory } from './history.ts';
import {
  feelingKey,
  inspectBoard,
  readAll,
  readBoardFile,
  readFeeling,
  readFeelings,
  readMeta,
  readPeople,
  readPerson,
  readRecord,
  readSnapshot,
} from './reads.ts';
import { readText } from './text.ts';

const keys = fc.oneof(
  fc.constantFrom('place', 'rank', 'details', 'text', 'name', 'deleted', 'createdAt', 'milestones', 'refersTo'),
  fc.constantFrom('step', 'persona', 'kind', 'valence', 'word', 'phase', 'lane', 'title', 'type', 'colour', 'dropOff'),
  fc.constantFrom(
    'ends',
    'target',
    'thread',
    'personas/one',
    'tags/__proto__',
    'ext/a',
    'pain.severity',
    'metric.points/x',
  ),
  fc.constantFrom('personas', 'ext', 'pain', 'metric.points', '__proto__', 'milestones/mot', 'points/1'),
  fc.constantFrom(...DETAIL_FIELDS_BY_KEY.keys()),
  fc.string({ maxLength: 5 }),
);

// Parsed, because Yjs refuses objects without a prototype.
const json = fc.json().map((text): unknown => JSON.parse(text));

const values = fc.oneof(
  json,
  fc.dictionary(keys, json, { noNullPrototype: true }),
  fc.constantFrom<unknown>(Number.NaN, 1e308, -0, 'x'.repeat(100_000), 'a0', 'one', ['mot'], {
    phase: 'one',
    rank: 'a0',
  }),
  fc.constantFrom<unknown>({ step: 'one', lane: 'one', rank: 'z'.repeat(600) }, true, null),
  fc.constantFrom<() => unknown>(
    () => new Y.Array(),
    () => Y.Array.from([1, 'x']),
    () => new Y.Text('text'),
    () => new Y.Map([['rank', 'a0']]),
    () => new Y.XmlFragment(),
    () => new Uint8Array(3),
    () => 3n,
  ),
);

const ids = fc.oneof(fc.constantFrom('one', 'two', 'one/one/actual', '__proto__', '', 'not an id'), fc.string());

/** One thing a hostile client does: it puts a value into a root or into a record. */
const mischief = fc.record({ root: fc.constantFrom(...ROOTS), id: ids, field: fc.option(keys), value: values });

const made = (value: unknown): unknown => (typeof value === 'function' ? value() : value);

const boardAfter = (acts: readonly { root: string; id: string; field: string | null; value: unknown }[]) => {
  const board = openBoard();
  for (const { root, id, field, value } of acts) {
    const map = board.doc.getMap(root);
    const record = map.get(id);
    if (field === null) map.set(id, made(value));
    else if (record instanceof Y.Map) record.set(field, made(value));
    else map.set(id, new Y.Map([[field, made(value)]]));
  }
  return board;
};

describe('hostile documents', () => {
  test('[D15] whatever stands in the document, reading it never throws and gives a valid snapshot', () => {
    fc.assert(
      fc.property(fc.array(mischief, { maxLength: 30 }), (acts) => {
        const board = boardAfter(acts);
        const before = Y.encodeStateAsUpdate(board.doc);
        const { snapshot } = inspectBoard(board);
        v.parse(snapshotSchema, snapshot);
        v.parse(boardFileSchema, readBoardFile(board));
        expect(readSnapshot(board)).toEqual(snapshot);
        readMeta(board);
        readFeelings(board);
        readPeople(board);
        for (const { id } of acts) {
          readPerson(board, id);
          readFeeling(board, id);
          for (const collection of COLLECTIONS) readRecord(board, collection, id);
          readText(board, { in: 'cards', id, field: 'text' });
        }
        for (const field of META_TEXTS) readText(board, { in: 'meta', field });
        expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before);
      }),
      { numRuns: runs(300) },
    );
  });

  test('[D16] whatever stands in the document, a board made from its file gives the same file and snapshot', () => {
    const throughJson = (value: object): object => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(fc.array(mischief, { minLength: 5, maxLength: 60, size: 'max' }), (acts) => {
        const board = boardAfter(acts);
        const file = readBoardFile(board);
        const copy = openBoard();
        writeBoardFile(copy, v.parse(boardFileSchema, throughJson(file)), 'test');
        expect(throughJson(readBoardFile(copy))).toEqual(throughJson({ ...file, schemaVersion: SCHEMA_VERSION }));
        expect(throughJson({ ...readSnapshot(copy), schemaVersion: 0 })).toEqual(
          throughJson({ ...readSnapshot(board), schemaVersion: 0 }),
        );
      }),
      { numRuns: runs(200) },
    );
  });

  test('[D4] a field that cannot be read has its default, and the record is there all the same', () => {
    const { board, author, steps } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'pain', text: 'slow' });
    const fields = board.records.cards.get(card);
    for (const field of ['kind', 'place', 'span', 'via', 'createdBy', 'createdAt']) fields?.set(field, 'nonsense');
    board.records.steps.get(steps.look)?.set('place', 'nowhere');
    expect(readRecord(board, 'cards', card)).toMatchObject({ kind: 'note', place: null, createdAt: 0, text: 'slow' });
    const snapshot = readSnapshot(board);
    expect(snapshot.cards).toMatchObject([{ id: card, place: { step: null, lane: null } }]);
    expect(snapshot.steps.map((step) => step.id)).toContain(steps.look);
  });

  test('[D4] links in circles, to themselves, or to what is gone, are read like any', () => {
    const { board, author, steps } = smallBoard();
    const [look, buy] = [steps.look, steps.buy].map((id) => ({ in: 'steps', id }) as const);
    const gone = { in: 'steps', id: 'gone' as StepId } as const;
    if (look === undefined || buy === undefined) throw new Error('a step is missing');
    for (const [from, to] of [
      [look, buy],
      [buy, look],
      [look, look],
      [look, gone],
    ] as const)
      addLink(board, author, { kind: 'loop', from, to });
    expect(readSnapshot(board).links).toHaveLength(3);
    expect(readSnapshot(board).steps).toHaveLength(4);
  });

  test('[D4] a record whose id is no id is not read', () => {
    const { board } = smallBoard();
    board.records.cards.set('no id at all', new Y.Map([['text', 'x']]));
    board.registers.people.set('no id at all', { name: 'X', colour: 1 });
    expect([readAll(board, 'cards'), readPeople(board)]).toEqual([[], []]);
  });
});

describe('snapshots', () => {
  test('[D6] a register that says other coordinates than its key is not read', () => {
    const { board, author, steps, persona } = smallBoard();
    setFeeling(board, author, { step: steps.look, persona, kind: 'actual' }, { valence: 1, word: 'glad' });
    const key = feelingKey(steps.look, persona, 'actual');
    board.registers.feelings.set(feelingKey(steps.buy, persona, 'actual'), board.registers.feelings.get(key));
    expect(readFeelings(board)).toMatchObject([{ step: steps.look, valence: 1, setBy: 'anna' }]);
    expect(readFeeling(board, feelingKey(steps.buy, persona, 'actual'))).toBeNull();
  });

  test('[D6] two who set a feeling at once leave one', () => {
    const { board, author, steps, persona } = smallBoard();
    const bo = fork(board);
    const at = { step: steps.look, persona, kind: 'actual' } as const;
    setFeeling(board, author, at, { valence: 1 });
    setFeeling(bo.board, bo.author, at, { valence: -2 });
    exchange(board, bo.board);
    expect(readFeelings(board)).toHaveLength(1);
    expect(readFeelings(board)).toEqual(readFeelings(bo.board));
  });

  test('[D9] replicas with the same updates give the same snapshot, in the order of the journey', () => {
    const { board, author, steps, persona } = smallBoard();
    const bo = fork(board);
    const second = addPersona(board, author, { name: 'Ada' });
    exchange(board, bo.board);
    const ada = { id: 'anna' as PersonId, name: 'Anna', colour: 1 };
    introduce(board, author, ada);
    introduce(bo.board, bo.author, { ...ada, id: 'aa' as PersonId });
    setFeeling(board, author, { step: steps.use, persona, kind: 'desired' }, { valence: 1 });
    setFeeling(board, author, { step: steps.use, persona, kind: 'actual' }, { valence: 1 });
    setFeeling(bo.board, bo.author, { step: steps.look, persona: second, kind: 'actual' }, { valence: 1 });
    setFeeling(bo.board, bo.author, { step: steps.look, persona, kind: 'actual' }, { valence: 1 });
    exchange(board, bo.board);
    const snapshot = readSnapshot(board);
    expect(readSnapshot(bo.board)).toEqual(snapshot);
    expect(snapshot.feelings.map((f) => [f.step, f.persona, f.kind])).toEqual([
      [steps.look, persona, 'actual'],
      [steps.look, second, 'actual'],
      [steps.use, persona, 'actual'],
      [steps.use, persona, 'desired'],
    ]);
    expect(snapshot.people.map((person) => person.id)).toEqual(['aa', 'anna']);
  });

  test('[D4] looking at a board, or opening a history of it, writes nothing', () => {
    const { board, author, phases } = smallBoard();
    const before = Y.encodeStateAsUpdate(board.doc);
    const ref: TextRef = { in: 'phases', id: phases.before, field: 'name' };
    readSnapshot(board);
    readText(board, ref);
    const history = openHistory(board, author);
    history.track(ref);
    history.undo();
    history.close();
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before);
  });
});
