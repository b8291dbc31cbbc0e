/** What every log of boards must do, wherever it keeps them. */
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardLog, LogEntry, Snapshot } from '../src/store/board-log.ts';

interface Opened {
  readonly log: BoardLog;
  /** There, with one edit: `FIRST`. */
  readonly board: BoardId;
  readonly close: () => void;
}

export const FIRST = Uint8Array.of(1, 1, 1);
const NOWHERE = 'ZZZZZZZZZZZZZZZZ' as BoardId;
const anna = 'anna' as PersonId;
const bo = 'bo' as PersonId;

export const boardLogContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`a log of boards: ${name}`, () => {
    let log: BoardLog;
    let board: BoardId;
    let close: () => void;
    beforeEach(async () => {
      ({ log, board, close } = await open());
    });
    afterEach(() => close());

    const entry = (seq: number, more: Partial<LogEntry> = {}): LogEntry => ({
      board,
      seq,
      update: Uint8Array.of(seq, 0, 255),
      author: anna,
      at: 7,
      receipt: null,
      owned: [],
      ...more,
    });
    const bytesOf = (updates: readonly Uint8Array[]) => updates.map((update) => [...update]);

    test('gives back what was appended, in order, byte for byte', async () => {
      await log.append([entry(2), entry(3)]);
      await log.append([entry(4)]);
      const { updates, seq } = await log.since(board, 1);
      expect(seq).toBe(4);
      expect(bytesOf(updates)).toEqual([2, 3, 4].map((n) => [n, 0, 255]));
      expect(bytesOf((await log.since(board, 3)).updates)).toEqual([[4, 0, 255]]);
      expect(await log.since(board, 4)).toEqual({ updates: [], seq: 4 });
    });

    test('appends all or nothing, and never twice under one number', async () => {
      await log.append([entry(2)]);
      await expect(log.append([entry(3), entry(2)])).rejects.toThrow();
      expect((await log.since(board, 0)).seq).toBe(2);
      await log.append([entry(3)]);
      expect((await log.since(board, 0)).seq).toBe(3);
    });

    test('gives a portion that ends with the edit that makes it so many, or so many bytes, and never none', async () => {
      await log.append([2, 3, 4, 5, 6].map((seq) => entry(seq, { update: new Uint8Array(100).fill(seq) })));
      expect((await log.since(board, 1, { edits: 2, bytes: 1_000_000 })).seq).toBe(3);
      expect((await log.since(board, 1, { edits: 100, bytes: 250 })).seq).toBe(4);
      expect((await log.since(board, 1, { edits: 100, bytes: 200 })).seq).toBe(3);
      expect((await log.since(board, 1, { edits: 100, bytes: 1 })).seq).toBe(2);
      expect((await log.since(board, 6, { edits: 100, bytes: 1 })).seq).toBe(6);
    });

    test('loads a board with its owners, and no board where there is none', async () => {
      const owned = [
        { client: 11, person: anna },
        { client: 12, person: bo },
      ];
      await log.append([entry(2, { owned }), entry(3, { owned: [{ client: 11, person: bo }] })]);
      const loaded = await log.load(board);
      expect(bytesOf(loaded?.tail.updates ?? [])).toEqual([[...FIRST], [2, 0, 255], [3, 0, 255]]);
      expect(loaded?.owners).toEqual(
        new Map([
          [11, anna],
          [12, bo],
        ]),
      );
      expect(await log.load(NOWHERE)).toBeNull();
    });

    test('loads from the newest snapshot on, and keeps the log before it', async () => {
      const snapshot = (seq: number): Snapshot => ({ seq, state: Uint8Array.of(9, seq), outline: null, version: 2 });
      await log.append([entry(2), entry(3), entry(4)]);
      await log.saveSnapshot(board, snapshot(3));
      await log.saveSnapshot(board, snapshot(2));
      const loaded = await log.load(board);
      expect(loaded?.snapshot?.seq).toBe(3);
      expect([...(loaded?.snapshot?.state ?? [])]).toEqual([9, 3]);
      expect(bytesOf(loaded?.tail.updates ?? [])).toEqual([[4, 0, 255]]);
      expect((await log.since(board, 0)).updates).toHaveLength(4);
    });

    test('keeps what was answered to a request with the edit it caused', async () => {
      const receipt = { key: 'k', request: 'hash', answer: '{"id":"c"}' };
      await log.append([entry(2, { receipt })]);
      expect(await log.findReceipt(board, 'k')).toEqual(receipt);
      expect(await log.findReceipt(board, 'other')).toBeNull();
    });

    test('says the title it was told', async () => {
      await log.saveTitle(board, 'Rejsen');
      expect((await log.load(board))?.title).toBe('Rejsen');
    });
  });
};
