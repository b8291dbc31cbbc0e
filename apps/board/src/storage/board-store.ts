/**
 * One board in IndexedDB: its updates, and beside them how far in the server's log they reach. The two are written in
 * one transaction, so that the position never claims an edit that is not in the store. The two object stores are those
 * of y-indexeddb, which cannot write both at once.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { type LogPosition, logPositionSchema } from '@samrejse/model/wire/log-range';
import * as v from 'valibot';
import { MAX_STORED_UPDATES } from './limits.ts';

const UPDATES = 'updates';
const CUSTOM = 'custom';
/** Called so since version 0.1. */
const POSITION = 'standing';
/** Changes when the store is emptied: another tab must then write all it has, not only what is new. */
const GENERATION = 'generation';

interface Stored {
  readonly updates: readonly Uint8Array[];
  readonly position: LogPosition | null;
}

export interface BoardStore {
  /** What the store held when it was opened. */
  readonly stored: Stored;
  /**
   * Adds updates, or with `null` replaces everything by the whole document; with them, the store holds the log up to
   * `position`. `whole` gives the document as one update. It is also written if the store was emptied meanwhile or has
   * grown long. Resolves to false if nothing was written.
   */
  readonly write: (
    updates: readonly Uint8Array[] | null,
    position: LogPosition | null,
    whole: () => Uint8Array,
  ) => Promise<boolean>;
  readonly empty: () => Promise<void>;
  readonly close: () => void;
}

const open = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true });
      request.result.createObjectStore(CUSTOM);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB does not open'));
  });

/** Runs requests in one transaction. Resolves to false if it was not completed: then it has changed nothing. */
const transact = (
  db: IDBDatabase,
  mode: IDBTransactionMode,
  run: (updates: IDBObjectStore, custom: IDBObjectStore) => void,
): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const transaction = db.transaction([UPDATES, CUSTOM], mode);
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
      run(transaction.objectStore(UPDATES), transaction.objectStore(CUSTOM));
    } catch {
      // The browser has closed the database.
      resolve(false);
    }
  });

const readPosition = (value: unknown): LogPosition | null => {
  const parsed = v.safeParse(logPositionSchema, value);
  return parsed.success ? parsed.output : null;
};

interface Read extends Stored {
  readonly keys: readonly IDBValidKey[];
  readonly generation: unknown;
}

const read = (db: IDBDatabase): Promise<Read> =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction([UPDATES, CUSTOM], 'readonly');
    const custom = transaction.objectStore(CUSTOM);
    const all: IDBRequest<unknown[]> = transaction.objectStore(UPDATES).getAll();
    const keys = transaction.objectStore(UPDATES).getAllKeys();
    const [position, generation] = [custom.get(POSITION), custom.get(GENERATION)];
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB does not read'));
    transaction.oncomplete = () =>
      resolve({
        updates: all.result.filter((update) => update instanceof Uint8Array),
        keys: keys.result,
        position: readPosition(position.result),
        generation: generation.result,
      });
  });

/** Rejects where the browser stores nothing. */
export const openBoardStore = async (id: BoardId): Promise<BoardStore> => {
  const db = await open(`samrejse:${id}`);
  const { updates, position, ...rest } = await read(db);
  /** Of everything in the store that this page has in its document; another tab may have added more. */
  let keys = rest.keys;
  let generation = rest.generation;

  const write: BoardStore['write'] = async (added, at, whole) => {
    let kept = keys;
    let seen: unknown;
    const requests: IDBRequest<IDBValidKey>[] = [];
    const isWritten = await transact(db, 'readwrite', (store, custom) => {
      const asked = custom.get(GENERATION);
      asked.onsuccess = () => {
        seen = asked.result;
        const isAppended = added !== null && seen === generation && keys.length + added.length <= MAX_STORED_UPDATES;
        if (!isAppended) {
          for (const key of keys) store.delete(key);
          kept = [];
        }
        for (const update of isAppended ? added : [whole()]) requests.push(store.add(update));
        if (at !== null) custom.put(at, POSITION);
      };
    });
    if (!isWritten) return false;
    keys = [...kept, ...requests.map((request) => request.result)];
    generation = seen;
    return true;
  };

  return {
    stored: { updates, position },
    write,
    empty: async () => {
      await transact(db, 'readwrite', (store, custom) => {
        store.clear();
        custom.clear();
        custom.put(crypto.randomUUID(), GENERATION);
      });
    },
    close: () => db.close(),
  };
};
