/**
 * The board's copy in this browser: what the document holds and how far in the server's log that reaches, in IndexedDB,
 * with a journal in front of it for what is not written yet.
 */
import type { Board } from '@samrejse/model/document/board';
import { applyAllTo, applyTo, encodeReplica, onUpdate } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { type BoardStore, openBoardStore } from './board-store.ts';
import { openJournal } from './journal.ts';

/** A store that has not opened by then is held up by something; the board opens without it. */
const OPEN_MS = 4_000;
/** Storage that was full may have room again. */
const RETRY_MS = 5_000;
/** Origin of what comes from the store, and need not be written into it. */
const STORE = 'offline copy';

export interface OfflineCopy {
  /** Resolves when what this browser had is in the document, with how far it reaches; also where the browser keeps nothing. */
  readonly opened: Promise<LogPosition | null>;
  /** A local edit: kept from now on, whatever happens to the page. */
  readonly note: (update: Uint8Array) => void;
  /** The document holds the log up to here. */
  readonly stands: (standing: LogPosition) => void;
  /** Everything is on the server. */
  readonly settled: () => void;
  /** Forgets the copy: what the server refused must not come back from it. */
  readonly empty: () => Promise<void>;
  readonly close: () => void;
}

/** Null where IndexedDB is forbidden, full, broken or never answers. */
const openStore = (id: BoardId): Promise<BoardStore | null> => {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), OPEN_MS));
  const store = Promise.resolve()
    .then(() => openBoardStore(id))
    .catch(() => null);
  return Promise.race([store, late]);
};

const takeUp = (board: Board, updates: readonly Uint8Array[]): void => {
  for (const update of updates) {
    try {
      applyTo(board.doc, update, 'journal');
    } catch {
      // Cut off in the middle: the page went away while it was noted.
    }
  }
};

export const openOfflineCopy = (id: BoardId, board: Board): OfflineCopy => {
  const journal = openJournal(id, board.doc.clientID);
  let store: BoardStore | null = null;
  let closed = false;
  /** In the document and not in the store, in order. Together with the store it reaches as far as `standing` says. */
  let unwritten: Uint8Array[] = [];
  let standing: LogPosition | null = null;
  let isChanged = false;
  let isBusy = false;

  const write = async () => {
    if (isBusy || closed || store === null || !isChanged) return;
    isBusy = true;
    isChanged = false;
    const [updates, { count }] = [unwritten, journal.notes()];
    unwritten = [];
    const isWritten = await store.write(updates, standing, () => encodeReplica(board.doc));
    isBusy = false;
    if (isWritten) {
      journal.strike(count);
      void write();
      return;
    }
    // What was not written stays owed, or the next claim would be false.
    unwritten = [...updates, ...unwritten];
    isChanged = true;
    setTimeout(write, RETRY_MS);
  };

  onUpdate(board.doc, (update, origin) => {
    if (origin === STORE) return;
    unwritten.push(update);
    isChanged = true;
    // When whoever else hears of it has noted it.
    queueMicrotask(write);
  });

  const open = async () => {
    store = await openStore(id);
    if (closed) return null;
    applyAllTo(board.doc, store?.stored.updates ?? [], STORE);
    standing = store?.stored.standing ?? null;
    takeUp(board, journal.left);
    void write();
    return standing;
  };

  const close = () => {
    closed = true;
    store?.close();
  };

  return {
    opened: open(),
    note: journal.note,
    stands: (at) => {
      standing = at;
      isChanged = true;
      void write();
    },
    settled: () => journal.strike(journal.notes().count),
    empty: async () => {
      journal.strike(journal.notes().count);
      const emptied = store;
      closed = true;
      await emptied?.empty();
      emptied?.close();
    },
    close,
  };
};
