import type { BoardId } from '@samrejse/model/records/ids';
import { lt } from '@samrejse/runtime/drizzle';
import type { ReceiptStore } from '../receipts.ts';
import type { Database } from './database.ts';
import { receipts } from './tables.ts';

/** Counted by the index alone; most boards are far below the bound, and of those no row is read. */
const CROWDED = 'select board from clients group by board having count(*) > ?';
/** SQLite numbers rows in the order they are inserted. */
const FORGET_OLDEST = `
  delete from clients where board = ? and rowid <= (
    select rowid from clients where board = ? order by rowid desc limit 1 offset ?
  )`;

export const createReceiptStore = (db: Database): ReceiptStore => {
  const crowded = db.$client.prepare<[number], { board: BoardId }>(CROWDED);
  const forgetOldest = db.$client.prepare<[BoardId, BoardId, number]>(FORGET_OLDEST);
  return {
    forgetReceipts: async (at) => void db.delete(receipts).where(lt(receipts.at, at)).run(),
    forgetOwners: async (most) => {
      for (const { board } of crowded.all(most)) forgetOldest.run(board, board, most);
    },
  };
};
