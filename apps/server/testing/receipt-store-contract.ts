/** What every store must forget when it is told to, and what it must not. */
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClientOwner } from '../src/store/board-log.ts';
import type { BoardStore } from '../src/store/boards.ts';
import type { ReceiptStore } from '../src/store/receipts.ts';
import { newBoard } from './new-board.ts';

interface Opened {
  readonly boards: BoardStore;
  readonly receipts: ReceiptStore;
  /** Saves, with the next edit of a board, the answer to a request with this key. */
  readonly receive: (board: BoardId, key: string, at: number) => Promise<void>;
  /** Saves, with the next edit of a board, who owns a client. */
  readonly own: (board: BoardId, owner: ClientOwner) => Promise<void>;
  readonly hasReceipt: (board: BoardId, key: string) => Promise<boolean>;
  /** The clients that somebody owns. */
  readonly owned: (board: BoardId) => Promise<readonly number[]>;
  readonly close: () => void;
}

const anna = 'anna' as PersonId;

export const receiptStoreContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`what a store forgets: ${name}`, () => {
    let opened: Opened;
    const [board, other] = [newBoard(), newBoard()];
    beforeEach(async () => {
      opened = await open();
      await opened.boards.insert(board);
      await opened.boards.insert(other);
    });
    afterEach(() => opened.close());

    test('the answers to requests before a moment, and none from then on', async () => {
      const { receipts, receive, hasReceipt } = opened;
      await receive(board.id, 'old', 999);
      await receive(board.id, 'new', 1_000);
      await receive(other.id, 'old', 5);
      await receipts.forgetReceipts(1_000);
      const kept = await Promise.all([
        hasReceipt(board.id, 'old'),
        hasReceipt(board.id, 'new'),
        hasReceipt(other.id, 'old'),
      ]);
      expect(kept).toEqual([false, true, false]);
    });

    test('on each board the owners of all clients but so many of the newest', async () => {
      const { receipts, own, owned } = opened;
      for (const client of [9, 2, 7, 4]) await own(board.id, { client, person: anna });
      for (const client of [3, 1]) await own(other.id, { client, person: anna });
      await receipts.forgetOwners(2);
      expect([...(await owned(board.id))].sort()).toEqual([4, 7]);
      expect([...(await owned(other.id))].sort()).toEqual([1, 3]);
      await receipts.forgetOwners(2);
      expect(await owned(board.id)).toHaveLength(2);
    });
  });
};
