/**
 * The board's replica while the board is edited: loaded when an edit needs it, unloaded when idle, and loaded anew after
 * a failed apply. Whatever needs the replica while it is being loaded waits, in order.
 */
import { assertNever } from '@samrejse/model/records/assert';
import { backoffMs } from '@samrejse/runtime/backoff';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { DamagedLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import type { EncodedBoard } from './encoded-board.ts';
import { type Authorise, LiveDocument } from './live-document.ts';
import { BoardClosed, type Waiter } from './waiting.ts';

export interface DocumentTask extends Waiter<LiveDocument> {
  /** What it holds in memory while it waits, in bytes. */
  readonly bytes?: number;
  /** Does the task without the replica, if the bytes are enough; false if they are not. Called while the replica is not loaded. */
  readonly tryWithBytes?: (bytes: EncodedBoard) => boolean;
}

interface DocumentLoaderOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly bytes: BytesCache;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
  /** Edits that were applied and are not durable: a replica that is loaded anew has them too. */
  readonly pending: () => readonly { readonly update: Uint8Array }[];
  readonly onDamaged: (error: DamagedLog) => void;
  /** The replica was unloaded. */
  readonly onReleased: () => void;
}

type State =
  | { readonly state: 'unloaded' }
  | { readonly state: 'loading'; readonly waiting: DocumentTask[]; waitingBytes: number; readonly failures: number }
  | { readonly state: 'loaded'; readonly document: LiveDocument }
  | { readonly state: 'damaged'; readonly error: DamagedLog }
  | { readonly state: 'closed' };

export class DocumentLoader {
  readonly #options: DocumentLoaderOptions;
  #state: State = { state: 'unloaded' };
  #timer: Cancel | null = null;
  #usedAt = 0;

  constructor(options: DocumentLoaderOptions) {
    this.#options = options;
  }

  /** The replica, if it is loaded. */
  get document(): LiveDocument | null {
    return this.#state.state === 'loaded' ? this.#state.document : null;
  }

  get isLoading(): boolean {
    return this.#state.state === 'loading';
  }

  /** What the tasks that wait hold in memory. */
  get waitingBytes(): number {
    const state = this.#state;
    return state.state === 'loading' ? state.waitingBytes : 0;
  }

  /**
   * Runs a task now, or when the replica is loaded and the tasks before it have run. Before the replica is built,
   * `#loadFrom` asks each waiting task whether the bytes alone are enough (`tryWithBytes`).
   */
  use(task: DocumentTask): void {
    this.#usedAt = this.#options.clock.elapsed();
    const state = this.#state;
    switch (state.state) {
      case 'unloaded':
        this.#state = { state: 'loading', waiting: [task], waitingBytes: task.bytes ?? 0, failures: 0 };
        this.#load();
        break;
      case 'loading':
        state.waiting.push(task);
        state.waitingBytes += task.bytes ?? 0;
        break;
      case 'loaded':
        task.run(state.document);
        break;
      case 'damaged':
        task.fail(state.error);
        break;
      case 'closed':
        task.fail(new BoardClosed());
        break;
      default:
        assertNever(state);
    }
  }

  /** The replica cannot be trusted any more: it is loaded anew. */
  discard(): void {
    if (this.#state.state !== 'loaded') return;
    this.#state.document.close();
    this.#state = { state: 'loading', waiting: [], waitingBytes: 0, failures: 0 };
    // Not at once: the task that broke the replica is still running.
    this.#after(0, () => this.#load());
  }

  close(): void {
    this.#end({ state: 'closed' }, new BoardClosed());
  }

  /** Ends in a last state; the tasks that wait are told why. */
  #end(last: State & { state: 'closed' | 'damaged' }, error: Error, left?: readonly DocumentTask[]): void {
    const waiting = left ?? (this.#state.state === 'loading' ? this.#state.waiting : []);
    this.#timer?.();
    this.document?.close();
    this.#state = last;
    // First, so that everybody on the board is sent away with the true reason.
    if (error instanceof DamagedLog) this.#options.onDamaged(error);
    for (const task of waiting) task.fail(error);
  }

  #after(ms: number, run: () => void): void {
    this.#timer?.();
    this.#timer = ms === 0 ? this.#options.clock.soon(run) : this.#options.clock.after(ms, run);
  }

  #load(): void {
    this.#options.bytes.use({
      run: (bytes) => this.#loadFrom(bytes),
      fail: (error) => {
        if (error instanceof DamagedLog) this.#end({ state: 'damaged', error }, error);
        else this.#tryAgain(error);
      },
    });
  }

  #loadFrom(bytes: EncodedBoard): void {
    if (this.#state.state !== 'loading') return;
    const { waiting } = this.#state;
    const pending = this.#options.pending();
    // Pending edits are not in the bytes yet: while there are any, every task needs the replica.
    const firstInNeed = pending.length > 0 ? 0 : waiting.findIndex((task) => task.tryWithBytes?.(bytes) !== true);
    const left = firstInNeed === -1 ? [] : waiting.slice(firstInNeed);
    if (left.length === 0 && pending.length === 0) {
      this.#state = { state: 'unloaded' };
      return;
    }
    try {
      const updates = [...bytes.updates(), ...pending.map((edit) => edit.update)];
      this.#state = { state: 'loaded', document: new LiveDocument(updates, this.#options) };
    } catch (cause) {
      const error = new DamagedLog('an edit in the log cannot be applied', { cause });
      this.#end({ state: 'damaged', error }, error, left);
      return;
    }
    this.#unloadWhenIdle();
    // Any of them may break the replica: then the rest goes back into the queue.
    for (const task of left) this.#runLater(task);
  }

  /** The caller of a task that waited is gone and cannot hear a throw, and the tasks behind it must run. */
  #runLater(task: DocumentTask): void {
    try {
      this.use(task);
    } catch (error) {
      this.#options.log.error({ err: error }, 'a task that waited for the board failed');
      task.fail(error);
    }
  }

  #tryAgain(error: unknown): void {
    if (this.#state.state !== 'loading') return;
    const failures = this.#state.failures + 1;
    this.#state = { ...this.#state, failures };
    const { limits, log } = this.#options;
    // Once for each outage, however long it is.
    if (failures === 1) log.error({ err: error }, 'reading a board for an edit failed; trying again');
    this.#after(backoffMs(limits.retry, failures), () => this.#load());
  }

  #unloadWhenIdle(): void {
    const { clock, limits, pending } = this.#options;
    this.#after(limits.documentIdleMs, () => {
      if (this.#state.state !== 'loaded') return;
      if (clock.elapsed() - this.#usedAt < limits.documentIdleMs || pending().length > 0) return this.#unloadWhenIdle();
      this.#state.document.close();
      this.#state = { state: 'unloaded' };
      this.#options.onReleased();
    });
  }
}
