/**
 * One board in memory and in the log: edits are applied here, made durable by the committer, and only then told to
 * anybody. Knows no peers. Its document is there only while it is edited; who joins is served from its bytes.
 */
import type { Board } from '@samrejse/model/document/board';
import { readText } from '@samrejse/model/document/text';
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { clip, TEXT_LIMITS } from '@samrejse/model/records/limits';
import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import { may } from '@samrejse/model/rights/permission';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import {
  type BoardLog,
  DamagedLog,
  type LogRange,
  type Receipt,
  type Snapshot,
  type StoredBoard,
} from '../../store/board-log.ts';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import { BytesCache } from './bytes-cache.ts';
import type { Committable, Committer } from './committer.ts';
import type { Compact } from './compact.ts';
import { DurableView } from './durable-view.ts';
import type { EncodedBoard } from './encoded-board.ts';
import { Idempotency } from './idempotency.ts';
import { type Authorise, type LiveDocument, NOTHING_NEW, type Received, type Sender } from './live-document.ts';
import { LoadedDocument } from './loaded-document.ts';
import { type PendingEdit, PendingEdits } from './pending-edits.ts';
import { Snapshots } from './snapshots.ts';

export interface RoomDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly committer: Committer;
  readonly compact: Compact;
  /** Bytes or a document were let go of. */
  readonly onReleased: () => void;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
  readonly counters?: Counters | undefined;
}

interface Listener {
  readonly peerCount: () => number;
  /** These are durable now, and everything before them. */
  readonly onDurable: (entries: readonly PendingEdit[]) => void;
  /** Commits began to fail, or work again. */
  readonly onSaving: (isSaving: boolean) => void;
  /** The board is over its soft limit. Told once. */
  readonly onNearlyFull: () => void;
  /** The log cannot be read: the board is of no use until somebody mends it. */
  readonly onDamaged: () => void;
}

type From = Pick<PendingEdit, 'author' | 'from' | 'receipt' | 'owned'>;

/** Read alone: it is asked for after each commit. */
const titleOf = (board: Board): string => clip(readText(board, { in: 'meta', field: 'title' }), TEXT_LIMITS.title);

/** Owns the clients under which the server itself writes. */
const SERVER = 'samrejse:server' as PersonId;
export type Answered = Exclude<Received, { fate: 'broken' }>;

/** What can be said of an update without the document: that it is known, or that this role may not write. */
const knownOrForbidden = (bytes: EncodedBoard, update: Uint8Array, { role }: Sender): Answered | null => {
  try {
    if (bytes.covers(update)) return NOTHING_NEW;
  } catch {
    // Bytes from outside: the judge has the word for it.
  }
  return may(role, 'edit') ? null : { fate: 'refused', reason: 'forbidden', objection: 'viewer' };
};

export class ActiveBoard implements Committable {
  readonly id: BoardId;
  readonly epoch: number;
  /** For requests that may be sent again. */
  readonly idempotency: Idempotency;
  /** The board as it durably is, for who joins. */
  readonly bytes: BytesCache;
  readonly #deps: RoomDeps;
  readonly #listener: Listener;
  readonly #pendingEdits: PendingEdits;
  readonly #document: LoadedDocument;
  readonly #view: DurableView;
  readonly #snapshots: Snapshots;
  readonly #owners: Map<number, PersonId>;
  #isSaving = true;
  #isNearlyFull = false;
  #isDamaged = false;
  /** As durably saved; null where nobody has looked yet. */
  #title: string | null;

  constructor(board: BoardId, stored: StoredBoard, deps: RoomDeps & Listener) {
    const { authorise, boardLog, clock, compact, limits, log, onReleased } = deps;
    this.id = board;
    this.epoch = stored.epoch;
    this.#deps = deps;
    this.#listener = deps;
    const pendingEdits = new PendingEdits(board, stored.tail.seq);
    const onDamaged = (error: DamagedLog) => this.#onDamaged(error);
    const bytesCache = new BytesCache(stored, { clock, limits, onDamaged, onReleased, load: () => this.#load() });
    const document = new LoadedDocument({
      authorise,
      clock,
      limits,
      log,
      bytesCache,
      onDamaged,
      onReleased,
      pending: () => pendingEdits.pending,
    });
    this.#title = stored.title;
    this.#owners = new Map(stored.owners);
    this.#pendingEdits = pendingEdits;
    this.bytes = bytesCache;
    this.#document = document;
    this.idempotency = new Idempotency((key) => boardLog.findReceipt(board, key));
    const isSaving = () => this.#isSaving;
    this.#view = new DurableView({ document, pendingEdits, limits, isSaving, bytesCache });
    const save = (snapshot: Snapshot) => boardLog.saveSnapshot(board, snapshot);
    this.#snapshots = new Snapshots({ clock, bytesCache, limits, log, compact, onDamaged, save });
    // A migration is an edit: with its commit comes a look at whether a snapshot is due.
    if ((stored.snapshot?.version ?? 0) < SCHEMA_VERSION) this.#migrate();
    else this.#snapshots.note(0);
  }

  get peerCount(): number {
    return this.#listener.peerCount();
  }

  get pending(): readonly PendingEdit[] {
    return this.#pendingEdits.pending;
  }

  /** The last edit that is durable. */
  get committed(): number {
    return this.#pendingEdits.committed;
  }

  /** The last edit, durable or not. */
  get applied(): number {
    return this.#pendingEdits.applied;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  get isNearlyFull(): boolean {
    return this.#isNearlyFull;
  }

  /** Everything that was done here is durable. */
  get isSaved(): boolean {
    return this.#pendingEdits.pending.length === 0 && !this.#document.isWaiting;
  }

  /** Whether the document is in memory. */
  get isLoaded(): boolean {
    return this.#document.document !== null;
  }

  /** What is here already, as a state vector to ask a peer for the rest. */
  stateVector(done: (stateVector: Uint8Array) => void, fail: (error: unknown) => void): void {
    const { document } = this.#document;
    if (document !== null) done(document.stateVector());
    else this.bytes.use((bytes) => done(bytes.stateVector()), fail);
  }

  /**
   * An edit from a peer. What brings nothing new, or comes from who may not edit, is answered without the document. One
   * that broke the replica counts as malformed, and the replica is loaded anew.
   */
  receive(
    update: Uint8Array,
    sender: Sender,
    from: object,
    then: { readonly done: (received: Answered) => void; readonly fail: (error: unknown) => void },
  ): void {
    const run = (document: LiveDocument) => then.done(this.#apply(document, update, sender, from));
    const byBytes = (bytes: EncodedBoard) => {
      const received = knownOrForbidden(bytes, update, sender);
      if (received !== null) then.done(received);
      return received !== null;
    };
    this.#document.use({ byBytes, run, fail: then.fail });
  }

  /** An edit by verbs of the model. Resolves when it is durable; null: the board is full. */
  edit<T>(options: {
    readonly author: PersonId | null;
    readonly verbs: (board: Board) => T;
    readonly receipt?: ((result: T) => Receipt) | undefined;
  }): Promise<{ readonly result: T } | null> {
    return new Promise((resolve, reject) => {
      const run = (document: LiveDocument) => {
        if (document.isFull(1)) {
          resolve(null);
          return;
        }
        const { outcome, change } = document.edit(options.verbs);
        const receipt = 'result' in outcome ? options.receipt?.(outcome.result) : null;
        const owned = [{ client: document.client, person: SERVER }];
        this.#record(change, { author: options.author, from: null, receipt: receipt ?? null, owned });
        if ('result' in outcome) this.#pendingEdits.whenDurable(() => resolve(outcome));
        else reject(outcome.error);
      };
      this.#document.use({ run, fail: reject });
    });
  }

  /** What the board durably holds. */
  read<T>(look: (board: Board) => T): Promise<T> {
    return this.#view.look(look);
  }

  /** Told without the document, where it is known. */
  async title(): Promise<string> {
    this.#title ??= await this.read(titleOf);
    return this.#title;
  }

  /** What comes after `seq`, from the log. */
  async since(seq: number): Promise<LogRange> {
    try {
      return await this.#deps.boardLog.since(this.id, seq, this.#deps.limits.catchUp);
    } catch (error) {
      if (error instanceof DamagedLog) this.#onDamaged(error);
      throw error;
    }
  }

  onCommitted(count: number): void {
    const entries = this.#pendingEdits.commit(count);
    this.bytes.add(entries);
    if (!this.#isSaving) {
      this.#isSaving = true;
      this.#listener.onSaving(true);
    }
    this.#pendingEdits.release();
    this.#listener.onDurable(entries);
    this.#snapshots.note(entries.length);
    this.#noteTitle();
  }

  onNotSaving(): void {
    this.#isSaving = false;
    this.#listener.onSaving(false);
  }

  /** Leaves a short tail of log to the next start. */
  shortenTail(): Promise<void> {
    return this.#snapshots.shortenTail();
  }

  close(): void {
    this.#snapshots.close();
    this.#document.close();
    this.bytes.close();
  }

  #apply(document: LiveDocument, update: Uint8Array, sender: Sender, from: object): Answered {
    const received = document.receive(update, sender, (client) => this.#owners.get(client) ?? null);
    if (received.fate === 'broken') {
      this.#deps.log.error({ err: received.cause, board: this.id }, 'an update judged sound broke the replica');
      this.#document.discard();
      return { fate: 'refused', reason: 'malformed' };
    }
    if (received.fate === 'applied') {
      const { change, person, owned } = received;
      this.#record(change, { author: person, from, receipt: null, owned });
    }
    return received;
  }

  #record(change: Uint8Array | null, from: From): void {
    if (change === null) return;
    const owned = from.owned.filter(({ client }) => !this.#owners.has(client));
    for (const { client, person } of owned) this.#owners.set(client, person);
    this.#pendingEdits.add({ update: change, at: this.#deps.clock.now(), ...from, owned });
    this.#deps.committer.wake(this);
    if (this.#isNearlyFull || this.#document.document?.isNearlyFull !== true) return;
    this.#isNearlyFull = true;
    this.#listener.onNearlyFull();
  }

  #noteTitle(): void {
    const { document } = this.#document;
    // With more pending, what it says may not be durable yet; then the next commit looks.
    if (document === null || this.#pendingEdits.pending.length > 0) return;
    const title = document.read(titleOf);
    if (title === this.#title) return;
    this.#title = title;
    const { boardLog, log } = this.#deps;
    const warn = (error: unknown) => log.warn({ err: error }, 'the title of a board could not be saved');
    boardLog.saveTitle(this.id, title).catch(warn);
  }

  /** Brings an old board to today's shape, before anybody is told of it. */
  #migrate(): void {
    const run = (document: LiveDocument) => {
      const change = document.migrate();
      if (change === null) this.#snapshots.note(0);
      else
        this.#record(change, {
          author: null,
          from: null,
          receipt: null,
          owned: [{ client: document.client, person: SERVER }],
        });
    };
    this.#document.use({ run, fail: () => {} });
  }

  async #load(): Promise<StoredBoard> {
    const stored = await this.#deps.boardLog.load(this.id);
    if (stored === null) throw new DamagedLog('the log of a loaded board is gone');
    return stored;
  }

  #onDamaged(error: DamagedLog): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#deps.log.error({ err: error, board: this.id }, 'the log of this board is damaged; it is closed');
    this.#listener.onDamaged();
  }
}
