/** The board's copy in this browser: y-indexeddb, with a journal in front of it for what it has not written yet. */
import type { Board } from '@samrejse/model/board';
import type { BoardId } from '@samrejse/model/ids';
import { applyTo } from '@samrejse/model/replica';
import { IndexeddbPersistence } from 'y-indexeddb';
import { openJournal } from './journal.ts';

/** Edits that come this close together are struck off the journal together. */
const SETTLE_MS = 300;
/** A store that has not opened by then is held up by something; the board opens without it. */
const OPEN_MS = 4_000;
/** y-indexeddb's own store of updates. */
const STORE = 'updates';

export interface OfflineCopy {
  /** Resolves when what this browser had is in the document; also where the browser keeps nothing. */
  readonly opened: Promise<void>;
  /** A local edit: kept from now on, whatever happens to the page. */
  readonly note: (update: Uint8Array) => void;
  /** Everything is on the server. */
  readonly settled: () => void;
  /** Forgets the copy: what the server refused must not come back from it. */
  readonly empty: () => Promise<void>;
  readonly close: () => void;
}

/** Whether IndexedDB can be used at all: it may be forbidden, full or broken, and y-indexeddb would wait for ever. */
const canStore = (): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), OPEN_MS);
    try {
      const probe = indexedDB.open('samrejse:probe');
      probe.onerror = () => resolve(false);
      probe.onsuccess = () => {
        probe.result.close();
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });

const takeUp = (board: Board, updates: readonly Uint8Array[]): void => {
  for (const update of updates) {
    try {
      applyTo(board.doc, update, 'journal');
    } catch {
      // Cut off in the middle: the page went away while it was noted.
    }
  }
};

const emptied = (db: IDBDatabase): Promise<void> =>
  new Promise((resolve) => {
    const transaction = db.transaction([STORE], 'readwrite');
    transaction.objectStore(STORE).clear();
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve();
  });

export const openOfflineCopy = (id: BoardId, board: Board): OfflineCopy => {
  const journal = openJournal(id, board.doc.clientID);
  let store: IndexeddbPersistence | null = null;
  let closed = false;
  let waiting = false;

  /** Writes the noted edits once more, in a transaction whose end can be heard, and strikes them off when it has come. */
  const settle = () => {
    waiting = false;
    if (closed || !store?.db) return;
    const { updates, count } = journal.notes();
    try {
      const transaction = store.db.transaction([STORE], 'readwrite');
      for (const update of [...journal.left, ...updates]) transaction.objectStore(STORE).add(update);
      transaction.oncomplete = () => journal.strike(count);
    } catch {
      // The browser has closed the store under us: the journal keeps what it has.
    }
  };

  const open = async () => {
    if ((await canStore()) && !closed) {
      store = new IndexeddbPersistence(`samrejse:${id}`, board.doc);
      await Promise.race([store.whenSynced, new Promise((resolve) => setTimeout(resolve, OPEN_MS))]);
    }
    if (!closed) takeUp(board, journal.left);
  };

  const close = () => {
    closed = true;
    void store?.destroy();
  };

  return {
    opened: open(),
    note: (update) => {
      journal.note(update);
      if (waiting) return;
      waiting = true;
      setTimeout(settle, SETTLE_MS);
    },
    settled: () => journal.strike(journal.notes().count),
    empty: async () => {
      journal.strike(journal.notes().count);
      const db = store?.db;
      // Emptied, not deleted: another tab of this board has the same store open.
      if (db) await emptied(db);
      close();
    },
    close,
  };
};
