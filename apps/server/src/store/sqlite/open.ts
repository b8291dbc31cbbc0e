import type { Clock } from '@samrejse/runtime/clock';
import type { Store } from '../store.ts';
import { openDatabase } from './database.ts';
import { createStore } from './store.ts';

/** Opens the database in `dataDir`, making it where there is none. Throws a StartError that says what to do. */
export const openStore = (dataDir: string, clock: Clock): { readonly store: Store; readonly close: () => void } => {
  const { db, close } = openDatabase(dataDir);
  return { store: createStore(db, clock), close };
};
