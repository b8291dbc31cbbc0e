import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardId } from '@samrejse/model/records/ids';
import { systemClock } from '@samrejse/runtime/clock';
import { boardStoreContract } from '../../../testing/board-store-contract.ts';
import { linkStoreContract } from '../../../testing/link-store-contract.ts';
import { createMemoryStore } from '../../../testing/memory-store.ts';
import { receiptStoreContract } from '../../../testing/receipt-store-contract.ts';
import { sessionStoreContract } from '../../../testing/session-store-contract.ts';
import { boardDocument, type LogEntry, updatesOf } from '../board-log.ts';
import { openStore } from './open.ts';

const openSqlite = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  const { store, close } = openStore(folder, systemClock);
  const { log } = store;
  const append = async (board: BoardId, more: Pick<LogEntry, 'at' | 'receipt' | 'owned'>): Promise<void> => {
    await log.append([{ ...boardDocument(board), update: Uint8Array.of(0), author: null, ...more }]);
  };
  return {
    ...store,
    firstEdit: async (board: BoardId) => {
      const stored = await log.load(boardDocument(board));
      return stored === null ? null : (updatesOf(stored)[0] ?? null);
    },
    receive: (board: BoardId, key: string, at: number) =>
      append(board, { at, receipt: { key, request: 'hash', answer: '{}' }, owned: [] }),
    own: (board: BoardId, owner: LogEntry['owned'][number]) => append(board, { at: 0, receipt: null, owned: [owner] }),
    hasReceipt: async (board: BoardId, key: string) => (await log.findReceipt(board, key)) !== null,
    owned: async (board: BoardId) => [...((await log.load(boardDocument(board)))?.owners.keys() ?? [])],
    close: () => {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openMemory = async () => {
  const store = createMemoryStore();
  const { kept } = store;
  return {
    ...store,
    firstEdit: async (board: BoardId) => kept.boards.get(board)?.first.state ?? null,
    receive: async (board: BoardId, key: string, at: number) =>
      void kept.receipts.push({ board, key, request: 'hash', answer: '{}', at }),
    own: async (board: BoardId, owner: LogEntry['owned'][number]) =>
      void kept.owners.set(board, [...(kept.owners.get(board) ?? []), owner]),
    hasReceipt: async (board: BoardId, key: string) =>
      kept.receipts.some((receipt) => receipt.board === board && receipt.key === key),
    owned: async (board: BoardId) => (kept.owners.get(board) ?? []).map(({ client }) => client),
    close: () => {},
  };
};

for (const [name, open] of [
  ['SQLite', openSqlite],
  ['in memory, for tests', openMemory],
] as const) {
  boardStoreContract(name, open);
  linkStoreContract(name, open);
  sessionStoreContract(name, open);
  receiptStoreContract(name, open);
}
