/**
 * One board in IndexedDB: its updates, and beside them how far in the server's log they reach. The two are written in
 * one transaction, so that the number never claims an edit which is not there; y-indexeddb, whose stores these are,
 * cannot do that.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { type LogPosition, logPositionSchema } from '@samrejse/model/wire/log-range';
import * as v from 'valibot';

const UPDATES = 'updates';
const CUSTOM = 'custom';
const STANDING = 'standing';
/** Changes when the store is emptied: another tab must then write all it has, not only what is new. */
const GENERATION = 'generation';

interface Stored {
  readonly updates: readonly Uint8Array[];
  readonly standing: LogPosition | null;
}

export interface BoardStore {
  readonly stored: Stored;
  /**
   * Adds updates; `standing`: with them, the store holds the log up to there. `whole` gives the document as one update,
   * for when the store was emptied meanwhile or has grown long. False if nothing was written.
   */
  readonly write: (
    updates: readonly Uint8Array[],
    standing: LogPosition | null,
    whole: () => Uint8Array,
  ) => Promise<boolean>;
  readonly empty: () => Promise<void>;
  readonly close: () => void;
}

/** So many updates are put together into one, to keep opening quick. */
const MANY = 500;

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

/** Runs requests in one transaction. False if it did not come to its end: then nothing of it is there. */
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
      // The browser has closed the store under us.
      resolve(false);
    }
  });

const readStanding = (value: unknown): LogPosition | null => {
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
    const [standing, generation] = [custom.get(STANDING), custom.get(GENERATION)];
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB does not read'));
    transaction.oncomplete = () =>
      resolve({
        updates: all.result.filter((update) => update instanceof Uint8Array),
        keys: keys.result,
        standing: readStanding(standing.result),
        generation: generation.result,
      });
  });

/** Rejects where the browser keeps nothing. */
export const openBoardStore = async (id: BoardId): Promise<BoardStore> => {
  const db = await open(`samrejse:${id}`);
  const { updates, standing, ...rest } = await read(db);
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
        const isWhole = seen !== generation || keys.length + added.length > MANY;
        if (isWhole) {
          for (const key of keys) store.delete(key);
          kept = [];
        }
        for (const update of isWhole ? [whole()] : added) requests.push(store.add(update));
        if (at !== null) custom.put(at, STANDING);
      };
    });
    if (!isWritten) return false;
    keys = [...kept, ...requests.map((request) => request.result)];
    generation = seen;
    return true;
  };

  return {
    stored: { updates, standing },
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
