import { lt } from '@samrejse/runtime/drizzle';
import type { LogKey } from '../board-log.ts';
import type { ReceiptStore } from '../receipts.ts';
import type { Database } from './database.ts';
import { receipts } from './tables.ts';

/** Counted by the index alone; most documents are far below the bound, and of those no row is read. */
const CROWDED = 'select board, document from clients group by board, document having count(*) > ?';
/** SQLite numbers rows in the order they are inserted. */
const FORGET_OLDEST = `
  delete from clients where board = :board and document = :document and rowid <= (
    select rowid from clients where board = :board and document = :document order by rowid desc limit 1 offset :most
  )`;

export const createReceiptStore = (db: Database): ReceiptStore => {
  const crowded = db.$client.prepare<[number], LogKey>(CROWDED);
  const forgetOldest = db.$client.prepare<[LogKey & { readonly most: number }]>(FORGET_OLDEST);
  return {
    forgetReceipts: async (at) => void db.delete(receipts).where(lt(receipts.at, at)).run(),
    forgetOwners: async (most) => {
      for (const key of crowded.all(most)) forgetOldest.run({ ...key, most });
    },
  };
};
