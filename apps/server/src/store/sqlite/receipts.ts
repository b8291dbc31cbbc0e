import { lt } from '@samrejse/runtime/drizzle';
import type { Database } from './database.ts';
import { receipts } from './tables.ts';

/** Nobody sends a request again after so long; Slack gives up within the hour. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export const forgetOldReceipts = (db: Database, now: number): void => {
  db.delete(receipts)
    .where(lt(receipts.at, now - KEPT_MS))
    .run();
};
