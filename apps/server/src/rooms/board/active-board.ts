/**
 * One board in memory and in the log. Edits are applied here, made durable by the committer, and only then told to anybody.
 * It knows no peers: one listener, the room, hears what happens to it. Its document is in memory only while it is edited;
 * whoever joins is served from its bytes.
 */
import type { Board } from '@samrejse/model/document/board';
import type { BoardId } from '@samrejse/model/records/ids';
import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import type { LogRange } from '@samrejse/model/wire/log-range';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { type BoardLog, DamagedLog, type LogEntry, type LogKey, type StoredDocument } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import { type BoardListener, NO_LISTENER } from './board-listener.ts';
import { BoardReader } from './board-reader.ts';
import { BoardWriter, type Edited, type EditFate, type ServerEdit } from './board-writer.ts';
import { BytesCache } from './bytes-cache.ts';
import type { Committable, Committer } from './committer.ts';
import type { Compact } from './compact.ts';
import { DocumentLoader } from './document-loader.ts';
import { Idempotency } from './idempotency.ts';
import type { Authorise, Sender } from './live-document.ts';
import { type PendingEdit, PendingEdits } from './pending-edits.ts';
import { Snapshots } from './snapshots.ts';
import { BoardClosed, type Waiter } from './waiting.ts';

export interface ActiveBoardOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly committer: Committer;
  readonly compact: Compact;
  /** Bytes or a document were dropped from memory. */
  readonly onReleased: () => void;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
}

export class ActiveBoard implements Committable {
  readonly id: BoardId;
  readonly epoch: number;
  /** For requests that may be sent again. */
  readonly idempotency: Idempotency;
  /** The durable board, for whoever joins. */
  readonly bytes: BytesCache;
  readonly #key: LogKey;
  readonly #options: ActiveBoardOptions;
  readonly #pending: PendingEdits;
  readonly #document: DocumentLoader;
  readonly #reader: BoardReader;
  readonly #writer: BoardWriter;
  readonly #snapshots: Snapshots;
  readonly #isOldShape: boolean;
  #listener = NO_LISTENER;
  #isSaving = true;
  #isDamaged = false;
  #isClosed = false;

  /** Throws `DamagedLog` where the known ids of the stored snapshot cannot be read. */
  constructor(key: LogKey, stored: StoredDocument, options: ActiveBoardOptions) {
    const { boardLog, clock, compact, limits, log, onReleased } = options;
    const { board } = key;
    this.id = board;
    this.epoch = stored.epoch;
    this.#key = key;
    this.#options = options;
    this.#isOldShape = (stored.snapshot?.version ?? 0) < SCHEMA_VERSION;
    const onDamaged = (error: DamagedLog) => this.noteDamage(error);
    const load = () => this.#load();
    const pending = new PendingEdits(key, stored.tail.seq);
    const bytes = new BytesCache(stored, { clock, limits, log, onDamaged, onReleased, load });
    const document = new DocumentLoader({
      authorise: options.authorise,
      bytes,
      clock,
      limits,
      log,
      onDamaged,
      onReleased,
      pending: () => pending.edits,
    });
    this.#pending = pending;
    this.bytes = bytes;
    this.#document = document;
    this.idempotency = new Idempotency((request) => boardLog.findReceipt(board, request));
    this.#reader = new BoardReader({
      board,
      bytes,
      document,
      limits,
      log,
      pending,
      title: stored.title,
      isSaving: () => this.#isSaving,
      saveTitle: (id, title) => boardLog.saveTitle(id, title),
    });
    this.#writer = new BoardWriter({
      board,
      clock,
      document,
      limits,
      log,
      pending,
      owners: stored.owners,
      holdsTooMuch: () => this.#holdsTooMuch(),
      onPending: () => options.committer.wake(this),
      onNearlyFull: () => this.#listener.onNearlyFull(),
    });
    this.#snapshots = new Snapshots({
      bytes,
      clock,
      compact,
      limits,
      log,
      onDamaged,
      save: (snapshot) => boardLog.saveSnapshot(key, snapshot),
    });
  }

  /** From now on the listener hears of the board. An old board is brought to today's shape first. */
  open(listener: BoardListener): void {
    this.#listener = listener;
    const lookAtTail = () => this.#snapshots.note(0);
    // A migration is an edit, and each commit looks at whether a snapshot is due.
    if (this.#isOldShape) this.#writer.migrate(lookAtTail);
    else lookAtTail();
  }

  get peerCount(): number {
    return this.#listener.peerCount();
  }

  get pending(): readonly PendingEdit[] {
    return this.#pending.edits;
  }

  get pendingBytes(): number {
    return this.#pending.bytes;
  }

  /** The edits that wait for their commit, as they are kept for the next start of the server. */
  get unsaved(): readonly LogEntry[] {
    return this.#pending.withExpectedNumbers();
  }

  /** Number, in the log, of the last edit that is durable. */
  get committedSeq(): number {
    return this.#pending.committedSeq;
  }

  /** How many edits were made durable since the board was opened. */
  get savedCount(): number {
    return this.#pending.savedCount;
  }

  /** How many edits were applied since the board was opened, durable or not. */
  get appliedCount(): number {
    return this.#pending.appliedCount;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  get isNearlyFull(): boolean {
    return this.#writer.isNearlyFull;
  }

  /** Everything that was done here is durable. */
  get isSaved(): boolean {
    return this.#pending.edits.length === 0 && !this.#document.isLoading;
  }

  /** Whether the document is in memory. */
  get isLoaded(): boolean {
    return this.#document.document !== null;
  }

  /** The board as a state vector, durable or not: to ask a peer for what is missing here. */
  stateVector({ run, fail }: Waiter<Uint8Array>): void {
    const { document } = this.#document;
    if (document !== null) run(document.stateVector());
    else this.bytes.use({ run: (bytes) => run(bytes.stateVector()), fail });
  }

  /** An edit from the peer `from`. */
  receive(update: Uint8Array, senderNow: () => Sender, from: object, waiter: Waiter<EditFate>): void {
    this.#writer.receive(update, senderNow, from, waiter);
  }

  /** An edit for a request. Resolves when it is durable, or at once where it is refused. Rejects with what the verbs throw. */
  edit<T>(edit: ServerEdit<T>): Promise<Edited<T>> {
    return this.#writer.edit(edit);
  }

  /** Looks at the board. Resolves with what was seen once all of it is durable. */
  read<T>(look: (board: Board) => T): Promise<T> {
    return this.#reader.read(look);
  }

  title(): Promise<string> {
    return this.#reader.title();
  }

  /** The edits after `seq`, from the log, as many as are read at once. */
  async since(seq: number): Promise<LogRange> {
    try {
      return await this.#options.boardLog.since(this.#key, seq, this.#options.limits.catchUp);
    } catch (error) {
      if (error instanceof DamagedLog) this.noteDamage(error);
      throw error;
    }
  }

  onCommitted(seqs: readonly number[]): void {
    if (this.#isClosed) return;
    const areNumbersExpected = this.#pending.areNext(seqs);
    const edits = this.#pending.commit(seqs);
    if (!areNumbersExpected) {
      this.#onOutdated(seqs);
      return;
    }
    this.bytes.add(edits);
    if (!this.#isSaving) {
      this.#isSaving = true;
      this.#listener.onCanSave(true);
    }
    this.#pending.release();
    this.#listener.onDurable(edits);
    this.#snapshots.note(edits.length);
    this.#reader.noteTitle();
  }

  onNotSaving(): void {
    this.#isSaving = false;
    this.#listener.onCanSave(false);
  }

  /** The log cannot be read. Logs it and tells the listener, once. */
  noteDamage(error: DamagedLog): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#options.log.error({ err: error, board: this.id }, 'the log of this board is damaged; it is closed');
    this.#listener.onDamaged();
  }

  /** Leaves a short tail of log to the next start. Never rejects. */
  shortenTail(): Promise<void> {
    return this.#snapshots.shortenTail();
  }

  /** Whoever still waits for something is told that the board was closed. */
  close(): void {
    this.#isClosed = true;
    this.#snapshots.close();
    this.#document.close();
    this.bytes.close();
    this.#pending.abandon(new BoardClosed());
  }

  /** What waits for its commit is in memory alone: while commits fail, it must not grow without end. */
  #holdsTooMuch(): boolean {
    const { committer, limits } = this.#options;
    if (this.#pending.bytes > limits.pendingBytes.board) return true;
    return !this.#isSaving && committer.pendingBytes > limits.pendingBytes.server;
  }

  async #load(): Promise<StoredDocument> {
    const stored = await this.#options.boardLog.load(this.#key);
    if (stored === null) throw new DamagedLog('the log of a loaded board is gone');
    return stored;
  }

  /** Our edits are durable, and so are others between them that this replica has never seen. */
  #onOutdated(seqs: readonly number[]): void {
    const [got] = seqs;
    this.#options.log.error(
      { board: this.id, got },
      'somebody else writes to the log of this board; it is loaded anew',
    );
    this.#pending.release();
    this.#listener.onOutdated();
  }
}
