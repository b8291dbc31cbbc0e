/** What every log of boards must do, wherever it keeps them. */
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type BoardLog,
  boardDocument,
  type LogKey,
  type NewLogEntry,
  type StoredSnapshot,
} from '../src/store/board-log.ts';

interface Opened {
  readonly log: BoardLog;
  /** Its document `board` has one edit: `FIRST`. */
  readonly board: BoardId;
  readonly close: () => void;
}

export const FIRST = Uint8Array.of(1, 1, 1);
const NOWHERE = 'ZZZZZZZZZZZZZZZZ' as BoardId;
const anna = 'anna' as PersonId;
const bo = 'bo' as PersonId;

const receipt = { key: 'k', request: 'hash', answer: '{"id":"c"}' };

const bytesOf = (updates: readonly Uint8Array[]) => updates.map((update) => [...update]);
const snapshot = (seq: number): StoredSnapshot => ({ seq, state: Uint8Array.of(9, seq), knownIds: null, version: 2 });

type Open = () => Promise<Opened>;

/** Opens a log before each test, and closes it after. */
const openEach = (open: Open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());
  return () => {
    const { log, board } = opened;
    const key = boardDocument(board);
    const draft: LogKey = { board, document: 'draft:anna' };
    /** An edit that can be told from others by `byte`. */
    const entry = (byte: number, more: Partial<NewLogEntry> = {}): NewLogEntry => ({
      ...key,
      update: Uint8Array.of(byte, 0, 255),
      author: anna,
      at: 7,
      receipt: null,
      owned: [],
      ...more,
    });
    return { log, board, key, draft, entry };
  };
};

const editsContract = (open: Open): void => {
  const opened = openEach(open);

  test('gives back what was appended, in order, byte for byte', async () => {
    const { log, key, entry } = opened();
    await log.append([entry(2), entry(3)]);
    await log.append([entry(4)]);
    const { updates, seq } = await log.since(key, 1);
    expect(seq).toBe(4);
    expect(bytesOf(updates)).toEqual([2, 3, 4].map((n) => [n, 0, 255]));
    expect(bytesOf((await log.since(key, 3)).updates)).toEqual([[4, 0, 255]]);
    expect(await log.since(key, 4)).toEqual({ after: 4, updates: [], seq: 4 });
  });

  test('gives each edit the next number of its log, and says which', async () => {
    const { log, draft, entry } = opened();
    expect(await log.append([entry(2), entry(3, draft), entry(4)])).toEqual([2, 1, 3]);
    expect(await log.append([entry(5, draft), entry(6)])).toEqual([2, 4]);
    expect(await log.append([])).toEqual([]);
  });

  test('appends all or nothing, and never twice under one number', async () => {
    const { log, key, entry } = opened();
    await log.append([entry(2, { receipt })]);
    await expect(log.append([entry(3), entry(4, { receipt })])).rejects.toThrow();
    expect((await log.since(key, 0)).seq).toBe(2);
    const numbers = await Promise.all([log.append([entry(3), entry(4)]), log.append([entry(5)])]);
    expect(numbers.flat().sort()).toEqual([3, 4, 5]);
    expect((await log.since(key, 0)).seq).toBe(5);
  });

  test('gives a portion that ends with the edit that makes it so many, or so many bytes, and never none', async () => {
    const { log, key, entry } = opened();
    await log.append([2, 3, 4, 5, 6].map((n) => entry(n, { update: new Uint8Array(100).fill(n) })));
    expect((await log.since(key, 1, { edits: 2, bytes: 1_000_000 })).seq).toBe(3);
    expect((await log.since(key, 1, { edits: 100, bytes: 250 })).seq).toBe(4);
    expect((await log.since(key, 1, { edits: 100, bytes: 200 })).seq).toBe(3);
    expect((await log.since(key, 1, { edits: 100, bytes: 1 })).seq).toBe(2);
    expect((await log.since(key, 6, { edits: 100, bytes: 1 })).seq).toBe(6);
  });

  test('loads a board with its owners, and no board where there is none', async () => {
    const { log, key, entry } = opened();
    const owned = [
      { client: 11, person: anna },
      { client: 12, person: bo },
    ];
    await log.append([entry(2, { owned }), entry(3, { owned: [{ client: 11, person: bo }] })]);
    const loaded = await log.load(key);
    expect(bytesOf(loaded?.tail.updates ?? [])).toEqual([[...FIRST], [2, 0, 255], [3, 0, 255]]);
    expect(loaded?.owners).toEqual(
      new Map([
        [11, anna],
        [12, bo],
      ]),
    );
    expect(await log.load(boardDocument(NOWHERE))).toBeNull();
  });
};

const loadingContract = (open: Open): void => {
  const opened = openEach(open);

  test('loads from the newest snapshot on, and keeps the log before it', async () => {
    const { log, key, entry } = opened();
    await log.append([entry(2), entry(3), entry(4)]);
    await log.saveSnapshot(key, snapshot(3));
    await log.saveSnapshot(key, snapshot(2));
    const loaded = await log.load(key);
    expect(loaded?.snapshot?.seq).toBe(3);
    expect([...(loaded?.snapshot?.state ?? [])]).toEqual([9, 3]);
    expect(loaded?.tail).toMatchObject({ after: 3, seq: 4 });
    expect(bytesOf(loaded?.tail.updates ?? [])).toEqual([[4, 0, 255]]);
    expect((await log.since(key, 0)).updates).toHaveLength(4);
  });

  test('keeps the documents of a board apart: edits, snapshots and owners', async () => {
    const { log, key, draft, entry } = opened();
    expect(await log.load(draft)).toMatchObject({ snapshot: null, tail: { after: 0, seq: 0, updates: [] } });
    await log.append([
      entry(2, { owned: [{ client: 11, person: anna }] }),
      entry(3, { ...draft, owned: [{ client: 11, person: bo }] }),
      entry(4, draft),
    ]);
    await log.saveSnapshot(draft, snapshot(1));
    const [ofBoard, ofDraft] = [await log.load(key), await log.load(draft)];
    expect(ofBoard).toMatchObject({ snapshot: null, tail: { after: 0, seq: 2 } });
    expect(bytesOf(ofBoard?.tail.updates ?? [])).toEqual([[...FIRST], [2, 0, 255]]);
    expect(ofBoard?.owners).toEqual(new Map([[11, anna]]));
    expect(ofDraft).toMatchObject({ snapshot: { seq: 1 }, tail: { after: 1, seq: 2 } });
    expect(bytesOf(ofDraft?.tail.updates ?? [])).toEqual([[4, 0, 255]]);
    expect(ofDraft?.owners).toEqual(new Map([[11, bo]]));
    expect(bytesOf((await log.since(draft, 0)).updates)).toEqual([3, 4].map((n) => [n, 0, 255]));
  });

  test('keeps what was answered to a request with the edit it caused', async () => {
    const { log, board, entry } = opened();
    await log.append([entry(2, { receipt })]);
    expect(await log.findReceipt(board, 'k')).toEqual(receipt);
    expect(await log.findReceipt(board, 'other')).toBeNull();
  });

  test('says the title it was told', async () => {
    const { log, board, key } = opened();
    await log.saveTitle(board, 'Rejsen');
    expect((await log.load(key))?.title).toBe('Rejsen');
  });
};

export const boardLogContract = (name: string, open: Open): void => {
  describe(`a log of boards: ${name}`, () => {
    editsContract(open);
    loadingContract(open);
  });
};
