/**
 * One board in memory and in the log: edits are applied here, made durable by the committer, and only then told to
 * anybody. Knows no peers.
 */
import type { Board } from '@samrejse/model/board';
import type { Role } from '@samrejse/model/enumerations';
import type { BoardId, PersonId } from '@samrejse/model/ids';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { BoardLog, Receipt, Stretch } from './board-log.ts';
import type { Committable, Committer } from './committer.ts';
import { DurableView } from './durable-view.ts';
import { type Entry, Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import { type Judge, LiveDocument, type Received } from './live-document.ts';
import { Once } from './once.ts';
import { Repair } from './repair.ts';
import { Snapshots } from './snapshots.ts';
import type { Tally } from './tally.ts';

export interface RoomDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly committer: Committer;
  /** For tests: a judge that errs. */
  readonly judge?: Judge | undefined;
  readonly tally?: Tally | undefined;
}

export type StoredBoard = NonNullable<Awaited<ReturnType<BoardLog['load']>>>;

interface Listener {
  readonly peerCount: () => number;
  /** These are durable now, and everything before them. */
  readonly onDurable: (entries: readonly Entry[]) => void;
  /** Commits began to fail, or work again. */
  readonly onSaving: (isSaving: boolean) => void;
}

type From = Pick<Entry, 'author' | 'from' | 'receipt'>;

export class LivingBoard implements Committable {
  readonly board: BoardId;
  /** For requests that may be sent again. */
  readonly once: Once;
  readonly #deps: RoomDeps;
  readonly #listener: Listener;
  readonly #document: LiveDocument;
  readonly #journal: Journal;
  readonly #repair: Repair;
  readonly #view: DurableView;
  readonly #snapshots: Snapshots;
  #isSaving = true;

  constructor(board: BoardId, stored: StoredBoard, deps: RoomDeps & Listener) {
    const { boardLog, clock, limits, log } = deps;
    this.board = board;
    this.#deps = deps;
    this.#listener = deps;
    const document = new LiveDocument(stored.updates, deps);
    const journal = new Journal(board, stored.seq);
    this.#document = document;
    this.#journal = journal;
    this.once = new Once((key) => boardLog.findReceipt(board, key));
    this.#repair = new Repair({ clock, limits, log, load: () => this.#reload() });
    const isSaving = () => this.#isSaving;
    this.#view = new DurableView({ document, journal, limits, isSaving, openLog: () => this.#openLog() });
    this.#snapshots = new Snapshots({
      document,
      journal,
      every: limits.snapshotEvery,
      last: stored.snapshotSeq,
      save: (seq, state) => boardLog.saveSnapshot(board, seq, state),
      log,
    });
    this.#record(document.migrate(), { author: null, from: null, receipt: null });
    this.#snapshots.takeIfDue();
  }

  get peerCount(): number {
    return this.#listener.peerCount();
  }

  get pending(): readonly Entry[] {
    return this.#journal.pending;
  }

  /** The last edit that is durable. */
  get committed(): number {
    return this.#journal.committed;
  }

  /** The last edit, durable or not. */
  get applied(): number {
    return this.#journal.applied;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** Everything that was done here is durable. */
  get isSaved(): boolean {
    return this.#journal.pending.length === 0 && !this.#repair.isUnderWay;
  }

  /** Runs when the replica is sound: now, unless it is being rebuilt. */
  inOrder(run: () => void): void {
    this.#repair.inOrder(run);
  }

  stateVector(): Uint8Array {
    return this.#document.stateVector();
  }

  /** An edit from a peer; call `inOrder`. One that broke the replica counts as malformed, and the replica is rebuilt. */
  receive(update: Uint8Array, role: Role, from: From): Exclude<Received, { fate: 'broken' }> {
    const received = this.#document.receive(update, role);
    if (received.fate === 'broken') {
      this.#deps.log.error({ err: received.cause, board: this.board }, 'an update judged sound broke the replica');
      this.#repair.begin();
      return { fate: 'refused', reason: 'malformed' };
    }
    if (received.fate === 'applied') this.#record(received.change, from);
    return received;
  }

  /** An edit by verbs of the model. Resolves when it is durable; null: the board is full. */
  edit<T>(options: {
    readonly author: PersonId | null;
    readonly verbs: (board: Board) => T;
    readonly receipt?: ((result: T) => Receipt) | undefined;
  }): Promise<{ readonly result: T } | null> {
    return new Promise((resolve, reject) => {
      this.inOrder(() => {
        if (this.#document.isFull(1)) {
          resolve(null);
          return;
        }
        const { outcome, change } = this.#document.edit(options.verbs);
        const receipt = 'result' in outcome ? options.receipt?.(outcome.result) : null;
        this.#record(change, { author: options.author, from: null, receipt: receipt ?? null });
        if ('result' in outcome) this.#journal.whenDurable(() => resolve(outcome));
        else reject(outcome.error);
      });
    });
  }

  /** What the board durably holds. */
  read<T>(look: (board: Board) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.inOrder(() => this.#view.look((document) => document.read(look), resolve, reject));
    });
  }

  /** What a peer with this state vector lacks of what is durable, and up to which edit; call `inOrder`. Null: no state vector. */
  diff(
    stateVector: Uint8Array,
    done: (diff: Uint8Array | null, seq: number) => void,
    fail: (error: unknown) => void,
  ): void {
    this.#view.look((document) => document.diff(stateVector), done, fail);
  }

  since(seq: number): Promise<Stretch> {
    return this.#deps.boardLog.since(this.board, seq);
  }

  onCommitted(count: number): void {
    const entries = this.#journal.commit(count);
    if (!this.#isSaving) {
      this.#isSaving = true;
      this.#listener.onSaving(true);
    }
    this.#journal.release();
    this.#listener.onDurable(entries);
    this.#snapshots.takeIfDue();
  }

  onNotSaving(): void {
    this.#isSaving = false;
    this.#listener.onSaving(false);
  }

  close(): void {
    this.#repair.close();
    this.#document.close();
  }

  #record(change: Uint8Array | null, from: From): void {
    if (change === null) return;
    this.#journal.add({ update: change, at: this.#deps.clock.now(), ...from });
    this.#deps.committer.wake(this);
  }

  async #openLog(): Promise<Stretch> {
    const stored = await this.#deps.boardLog.load(this.board);
    if (stored === null) throw new Error('the log of a loaded board is gone');
    return stored;
  }

  async #reload(): Promise<void> {
    const stored = await this.#openLog();
    // Some of what is pending may be in the log by now: applying it twice is applying it once.
    this.#document.rebuild([...stored.updates, ...this.#journal.pending.map((entry) => entry.update)]);
  }
}
