/**
 * A board's replica while the board is edited: loaded when an edit needs it, unloaded after a quiet time, and loaded anew
 * when it broke. What would touch it meanwhile waits, in order.
 */
import { assertNever } from '@samrejse/model/records/assert';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import { DamagedLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import type { EncodedBoard } from './encoded-board.ts';
import { type Authorise, LiveDocument } from './live-document.ts';

export interface DocumentTask {
  /** Does without the replica, if the bytes tell enough; false if they do not. */
  readonly byBytes?: (bytes: EncodedBoard) => boolean;
  readonly run: (document: LiveDocument) => void;
  /** The board is damaged: no replica can be had. */
  readonly fail: (error: unknown) => void;
}

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly bytesCache: BytesCache;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
  /** Edits that were made and are not durable: a replica loaded anew has them too. */
  readonly pending: () => readonly { readonly update: Uint8Array }[];
  readonly onDamaged: (error: DamagedLog) => void;
  readonly onReleased: () => void;
}

type State =
  | { readonly state: 'unloaded' }
  | { readonly state: 'loading'; readonly waiting: DocumentTask[]; readonly attempt: number }
  | { readonly state: 'loaded'; readonly document: LiveDocument }
  | { readonly state: 'damaged'; readonly error: DamagedLog }
  | { readonly state: 'closed' };

export class LoadedDocument {
  readonly #deps: Deps;
  #state: State = { state: 'unloaded' };
  #timer: Cancel | null = null;
  #usedAt = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The replica, if it is loaded. */
  get document(): LiveDocument | null {
    return this.#state.state === 'loaded' ? this.#state.document : null;
  }

  get isWaiting(): boolean {
    return this.#state.state === 'loading';
  }

  /** Runs now, or when the replica is loaded and what came before has run. */
  use(work: DocumentTask): void {
    this.#usedAt = this.#deps.clock.elapsed();
    const state = this.#state;
    switch (state.state) {
      case 'unloaded':
        this.#state = { state: 'loading', waiting: [work], attempt: 0 };
        this.#load();
        break;
      case 'loading':
        state.waiting.push(work);
        break;
      case 'loaded':
        work.run(state.document);
        break;
      case 'damaged':
        work.fail(state.error);
        break;
      case 'closed':
        break;
      default:
        assertNever(state);
    }
  }

  /** The replica cannot be trusted any more. */
  discard(): void {
    if (this.#state.state !== 'loaded') return;
    this.#state.document.close();
    this.#state = { state: 'loading', waiting: [], attempt: 0 };
    // Later, because what broke it is under way still.
    this.#after(0, () => this.#load());
  }

  close(): void {
    this.#timer?.();
    this.document?.close();
    this.#state = { state: 'closed' };
  }

  #after(ms: number, run: () => void): void {
    this.#timer?.();
    this.#timer = ms === 0 ? this.#deps.clock.soon(run) : this.#deps.clock.after(ms, run);
  }

  #load(): void {
    this.#deps.bytesCache.use(
      (bytes) => this.#loadFrom(bytes),
      (error) => (error instanceof DamagedLog ? this.#onDamaged(error) : this.#tryAgain(error)),
    );
  }

  #loadFrom(bytes: EncodedBoard): void {
    if (this.#state.state !== 'loading') return;
    const { waiting } = this.#state;
    const pending = this.#deps.pending();
    // What is pending is in no bytes yet.
    const done = pending.length > 0 ? 0 : waiting.findIndex((work) => work.byBytes?.(bytes) !== true);
    const left = done === -1 ? [] : waiting.slice(done);
    if (left.length === 0 && pending.length === 0) {
      this.#state = { state: 'unloaded' };
      return;
    }
    try {
      const updates = [...bytes.updates(), ...pending.map((entry) => entry.update)];
      this.#state = { state: 'loaded', document: new LiveDocument(updates, this.#deps) };
    } catch (error) {
      this.#onDamaged(new DamagedLog('an edit in the log cannot be applied', { cause: error }), left);
      return;
    }
    this.#unloadWhenIdle();
    // One of them may break the replica: then the rest goes back into the queue.
    for (const work of left) this.#take(work);
  }

  /** What waited has no caller left to hear of its trouble, and those behind it have none of it. */
  #take(work: DocumentTask): void {
    try {
      this.use(work);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'what waited for the board could not be done');
      work.fail(error);
    }
  }

  #tryAgain(error: unknown): void {
    if (this.#state.state !== 'loading') return;
    const { attempt } = this.#state;
    this.#state = { ...this.#state, attempt: attempt + 1 };
    this.#deps.log.error({ err: error }, 'reading a board for an edit failed; trying again');
    const { first, longest } = this.#deps.limits.retryMs;
    this.#after(Math.min(longest, first * 2 ** attempt), () => this.#load());
  }

  #onDamaged(
    error: DamagedLog,
    left: readonly DocumentTask[] = this.#state.state === 'loading' ? this.#state.waiting : [],
  ): void {
    this.close();
    this.#state = { state: 'damaged', error };
    // First, so that everybody is sent away with the true reason.
    this.#deps.onDamaged(error);
    for (const work of left) work.fail(error);
  }

  #unloadWhenIdle(): void {
    const { clock, limits, pending } = this.#deps;
    this.#after(limits.documentIdleMs, () => {
      if (this.#state.state !== 'loaded') return;
      if (clock.elapsed() - this.#usedAt < limits.documentIdleMs || pending().length > 0) return this.#unloadWhenIdle();
      this.#state.document.close();
      this.#state = { state: 'unloaded' };
      this.#deps.onReleased();
    });
  }
}
