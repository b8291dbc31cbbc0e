import type { Clock } from '@samrejse/runtime/clock';
import type { Store } from '../store.ts';
import { createBoardStore } from './boards.ts';
import { type Database, openDatabase } from './database.ts';
import { createLinkStore } from './links.ts';
import { createBoardLog } from './log.ts';
import { createReceiptStore } from './receipts.ts';
import { createSessionStore } from './sessions.ts';

export const createStore = (db: Database, clock: Clock): Store => ({
  log: createBoardLog(db, clock),
  boards: createBoardStore(db),
  links: createLinkStore(db),
  sessions: createSessionStore(db),
  receipts: createReceiptStore(db),
});

/** Opens the database in `dataDir`, making it where there is none. Throws a StartError that says what to do. */
export const openStore = (dataDir: string, clock: Clock): { readonly store: Store; readonly close: () => void } => {
  const { db, close } = openDatabase(dataDir);
  return { store: createStore(db, clock), close };
};
