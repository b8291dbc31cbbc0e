import type { BoardId } from '@samrejse/model/ids';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { BoardLog, LogEntry, Receipt, Stretch } from '../rooms/board-log.ts';
import type { Database } from './database.ts';
import { boardLog, boardSnapshots, boards, receipts } from './tables.ts';

/** SQLite takes so many values a statement, five a row. */
const ROWS_PER_INSERT = 1_000;

const since = (db: Database, board: BoardId, seq: number): Stretch => {
  const rows = db
    .select({ seq: boardLog.seq, update: boardLog.update })
    .from(boardLog)
    .where(and(eq(boardLog.board, board), gt(boardLog.seq, seq)))
    .orderBy(asc(boardLog.seq))
    .all();
  const gap = rows.findIndex((row, i) => row.seq !== seq + i + 1);
  if (gap !== -1) throw new Error(`the log of board ${board} has a gap before ${rows[gap]?.seq}`);
  return { updates: rows.map((row) => row.update), seq: seq + rows.length };
};

const append = (db: Database, entries: readonly LogEntry[]): void => {
  db.transaction((tx) => {
    for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
      const rows = entries.slice(from, from + ROWS_PER_INSERT).map(({ board, seq, update, author, at }) => {
        return { board, seq, update: Buffer.from(update.buffer, update.byteOffset, update.byteLength), author, at };
      });
      tx.insert(boardLog).values(rows).run();
    }
    for (const { board, receipt, at } of entries)
      if (receipt !== null)
        tx.insert(receipts)
          .values({ board, ...receipt, at })
          .run();
  });
};

const load = (db: Database, board: BoardId): (Stretch & { readonly snapshotSeq: number }) | null => {
  const known = db.select({ id: boards.id }).from(boards).where(eq(boards.id, board)).get();
  if (known === undefined) return null;
  const snapshot = db.select().from(boardSnapshots).where(eq(boardSnapshots.board, board)).get();
  const snapshotSeq = snapshot?.seq ?? 0;
  const tail = since(db, board, snapshotSeq);
  return { updates: snapshot ? [snapshot.state, ...tail.updates] : tail.updates, seq: tail.seq, snapshotSeq };
};

const findReceipt = (db: Database, board: BoardId, key: string): Receipt | null =>
  db
    .select({ key: receipts.key, request: receipts.request, answer: receipts.answer })
    .from(receipts)
    .where(and(eq(receipts.board, board), eq(receipts.key, key)))
    .get() ?? null;

/** Transactions are synchronous by the driver: an async one would commit before its work is done. */
export const createBoardLog = (db: Database, clock: Clock): BoardLog => ({
  load: async (board) => load(db, board),
  append: async (entries) => append(db, entries),
  since: async (board, seq) => since(db, board, seq),
  saveSnapshot: async (board, seq, state) => {
    const row = { seq, state: Buffer.from(state), at: clock.now() };
    db.insert(boardSnapshots)
      .values({ board, ...row })
      .onConflictDoUpdate({ target: boardSnapshots.board, set: row })
      .run();
  },
  findReceipt: async (board, key) => findReceipt(db, board, key),
});
