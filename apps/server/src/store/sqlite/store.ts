import type { Clock } from '@samrejse/runtime/clock';
import type { Store } from '../store.ts';
import { createBoardStore } from './boards.ts';
import type { Database } from './database.ts';
import { createLinkStore } from './links.ts';
import { createBoardLog } from './log.ts';
import { createReceiptStore } from './receipts.ts';
import { createSessionStore } from './sessions.ts';

/** Everything the server stores, in one SQLite database. */
export const createStore = (db: Database, clock: Clock): Store => ({
  log: createBoardLog(db, clock),
  boards: createBoardStore(db),
  links: createLinkStore(db),
  sessions: createSessionStore(db),
  receipts: createReceiptStore(db),
});
