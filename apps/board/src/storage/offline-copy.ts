/**
 * The board's copy in this browser: what the document holds and how far in the server's log that reaches, in IndexedDB,
 * with a journal in front of it for what is not written yet.
 */
import type { Board } from '@samrejse/model/document/board';
import { applyAllTo, encodeReplica, onUpdate } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { systemClock, within } from '@samrejse/runtime/clock';
import { type BoardStore, openBoardStore } from './board-store.ts';
import { type Journal, openJournal } from './journal.ts';
import { MAX_STORED_UPDATES, MAX_UNWRITTEN_BYTES, STORE_OPEN_MS, STORE_RETRY_MS } from './limits.ts';
import { WaitingUpdates } from './waiting-updates.ts';

/** Origin of updates that come from the store, and need not be written into it. */
const FROM_STORE = 'offline copy';

/** Null where IndexedDB is forbidden, full, broken or never answers. */
const openStore = async (id: BoardId): Promise<BoardStore | null> => {
  const opening = openBoardStore(id).catch(() => null);
  const store = await within(systemClock, STORE_OPEN_MS, opening);
  // One that opens too late is not used.
  if (store === null) void opening.then((late) => late?.close());
  return store;
};

/** Updates that the store does not have yet, in order; null if there were too many to keep. */
class Unwritten {
  #updates: Uint8Array[] | null = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  add(update: Uint8Array): void {
    if (this.#updates === null) return;
    this.#updates.push(update);
    this.#bytes += update.length;
    if (this.#updates.length > MAX_STORED_UPDATES || this.#bytes > MAX_UNWRITTEN_BYTES) this.#forget();
  }

  /** Hands the updates over, to be written. */
  take(): readonly Uint8Array[] | null {
    const taken = this.#updates;
    this.#updates = [];
    this.#bytes = 0;
    return taken;
  }

  /** What was handed over has not been written. */
  putBack(taken: readonly Uint8Array[] | null): void {
    const since = this.take();
    if (taken === null || since === null) this.#forget();
    else for (const update of [...taken, ...since]) this.add(update);
  }

  #forget(): void {
    this.#updates = null;
    this.#bytes = 0;
  }
}

type StoreState =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly store: BoardStore }
  /** The browser stores nothing: then nothing is held for it either. */
  | { readonly state: 'none' }
  | { readonly state: 'closed' };

export class OfflineCopy {
  readonly #board: Board;
  readonly #journal: Journal;
  readonly #stopListening: () => void;
  readonly #unwritten = new Unwritten();
  readonly #waiting: WaitingUpdates;
  #store: StoreState = { state: 'opening' };
  /** The store and `#unwritten` together hold the log up to here. */
  #position: LogPosition | null = null;
  #isChanged = false;
  #isWriting = false;
  /**
   * Resolves when what this browser had is in the document, with its position in the log. Null where there is none, or
   * where the browser stores nothing.
   */
  readonly opened: Promise<LogPosition | null>;

  constructor(id: BoardId, board: Board) {
    this.#board = board;
    this.#journal = openJournal(id, board.doc.clientID);
    this.#waiting = new WaitingUpdates(board);
    this.#stopListening = onUpdate(board.doc, (update, origin) => {
      if (origin !== FROM_STORE) this.#changed(update);
    });
    this.opened = this.#open(id);
  }

  /** Bytes of updates that wait to be written into the store. */
  get unwrittenBytes(): number {
    return this.#unwritten.bytes;
  }

  /** A local edit: kept from now on, whatever happens to the page. */
  note(update: Uint8Array): void {
    this.#journal.note(update);
  }

  /** The document holds the log up to here. */
  stands(position: LogPosition): void {
    this.#position = position;
    this.#isChanged = true;
    void this.#write();
  }

  /** The document holds all that the server has: what an update of the journal still waits for is lost. */
  upToDate(): void {
    this.#waiting.forget();
  }

  /** The server has all edits. */
  settled(): void {
    this.#strike(this.#journal.count());
  }

  /** Deletes the copy: edits that the server refused must not come back from it. */
  async empty(): Promise<void> {
    const { store } = this.#close();
    this.#journal.strike(this.#journal.count());
    await store?.empty();
    store?.close();
  }

  close(): void {
    this.#close().store?.close();
  }

  #close(): { readonly store: BoardStore | null } {
    const store = this.#store.state === 'open' ? this.#store.store : null;
    this.#store = { state: 'closed' };
    this.#stopListening();
    this.#waiting.close();
    return { store };
  }

  async #open(id: BoardId): Promise<LogPosition | null> {
    const store = await openStore(id);
    if (this.#store.state === 'closed') {
      store?.close();
      return null;
    }
    if (store === null) {
      this.#store = { state: 'none' };
      this.#stopListening();
      this.#unwritten.take();
      this.#waiting.apply(this.#journal.left);
      return null;
    }
    this.#store = { state: 'open', store };
    applyAllTo(this.#board.doc, store.stored.updates, FROM_STORE);
    this.#position = store.stored.position;
    this.#waiting.apply(this.#journal.left);
    void this.#write();
    return this.#position;
  }

  /** While an update waits it is in the journal alone, so nothing is struck out. */
  #strike(count: number): void {
    if (this.#waiting.isEmpty) this.#journal.strike(count);
  }

  #changed(update: Uint8Array): void {
    this.#unwritten.add(update);
    this.#isChanged = true;
    // Not before all who listen to the document have heard of this update: one of them notes it in the journal.
    queueMicrotask(() => void this.#write());
  }

  async #write(): Promise<void> {
    if (this.#isWriting || this.#store.state !== 'open' || !this.#isChanged) return;
    this.#isWriting = true;
    this.#isChanged = false;
    const [updates, noted] = [this.#unwritten.take(), this.#journal.count()];
    const isWritten = await this.#store.store.write(updates, this.#position, () => encodeReplica(this.#board.doc));
    this.#isWriting = false;
    if (isWritten) {
      this.#strike(noted);
      void this.#write();
      return;
    }
    // Otherwise the next write would claim a position without these.
    this.#unwritten.putBack(updates);
    this.#isChanged = true;
    setTimeout(() => void this.#write(), STORE_RETRY_MS);
  }
}
