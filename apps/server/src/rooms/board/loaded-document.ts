/**
 * Where a board's replica lies while the board is edited: laid out when an edit needs it, put away after a quiet time,
 * and laid out anew when it broke. What would touch it meanwhile waits, in order.
 */
import { assertNever } from '@samrejse/model/records/assert';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import { DamagedLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { Shelf } from './bytes-cache.ts';
import type { BoardBytes } from './encoded-board.ts';
import { type Authorise, LiveDocument } from './live-document.ts';

export interface Work {
  /** Does without the replica, if the bytes tell enough; false if they do not. */
  readonly byBytes?: (bytes: BoardBytes) => boolean;
  readonly run: (document: LiveDocument) => void;
  /** The board is damaged: no replica can be had. */
  readonly fail: (error: unknown) => void;
}

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly shelf: Shelf;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
  /** Edits that were made and are not durable: a replica laid out anew has them too. */
  readonly pending: () => readonly { readonly update: Uint8Array }[];
  readonly onDamaged: (error: DamagedLog) => void;
  readonly onReleased: () => void;
}

type State =
  | { readonly state: 'clear' }
  | { readonly state: 'laying'; readonly waiting: Work[]; readonly attempt: number }
  | { readonly state: 'laid'; readonly document: LiveDocument }
  | { readonly state: 'damaged'; readonly error: DamagedLog }
  | { readonly state: 'closed' };

export class Desk {
  readonly #deps: Deps;
  #state: State = { state: 'clear' };
  #timer: Cancel | null = null;
  #usedAt = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The replica, if it lies here. */
  get document(): LiveDocument | null {
    return this.#state.state === 'laid' ? this.#state.document : null;
  }

  get isWaiting(): boolean {
    return this.#state.state === 'laying';
  }

  /** Runs now, or when the replica is laid out and what came before has run. */
  use(work: Work): void {
    this.#usedAt = this.#deps.clock.elapsed();
    const state = this.#state;
    switch (state.state) {
      case 'clear':
        this.#state = { state: 'laying', waiting: [work], attempt: 0 };
        this.#layOut();
        break;
      case 'laying':
        state.waiting.push(work);
        break;
      case 'laid':
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
    if (this.#state.state !== 'laid') return;
    this.#state.document.close();
    this.#state = { state: 'laying', waiting: [], attempt: 0 };
    // Later, because what broke it is under way still.
    this.#after(0, () => this.#layOut());
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

  #layOut(): void {
    this.#deps.shelf.use(
      (bytes) => this.#layOutFrom(bytes),
      (error) => (error instanceof DamagedLog ? this.#onDamaged(error) : this.#tryAgain(error)),
    );
  }

  #layOutFrom(bytes: BoardBytes): void {
    if (this.#state.state !== 'laying') return;
    const { waiting } = this.#state;
    const pending = this.#deps.pending();
    // What is pending is in no bytes yet.
    const done = pending.length > 0 ? 0 : waiting.findIndex((work) => work.byBytes?.(bytes) !== true);
    const left = done === -1 ? [] : waiting.slice(done);
    if (left.length === 0 && pending.length === 0) {
      this.#state = { state: 'clear' };
      return;
    }
    try {
      const updates = [...bytes.updates(), ...pending.map((entry) => entry.update)];
      this.#state = { state: 'laid', document: new LiveDocument(updates, this.#deps) };
    } catch (error) {
      this.#onDamaged(new DamagedLog('an edit in the log cannot be applied', { cause: error }), left);
      return;
    }
    this.#putAwayWhenQuiet();
    // One of them may break the replica: then the rest goes back into the queue.
    for (const work of left) this.#take(work);
  }

  /** What waited has no caller left to hear of its trouble, and those behind it have none of it. */
  #take(work: Work): void {
    try {
      this.use(work);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'what waited for the board could not be done');
      work.fail(error);
    }
  }

  #tryAgain(error: unknown): void {
    if (this.#state.state !== 'laying') return;
    const { attempt } = this.#state;
    this.#state = { ...this.#state, attempt: attempt + 1 };
    this.#deps.log.error({ err: error }, 'reading a board for an edit failed; trying again');
    const { first, longest } = this.#deps.limits.retryMs;
    this.#after(Math.min(longest, first * 2 ** attempt), () => this.#layOut());
  }

  #onDamaged(
    error: DamagedLog,
    left: readonly Work[] = this.#state.state === 'laying' ? this.#state.waiting : [],
  ): void {
    this.close();
    this.#state = { state: 'damaged', error };
    // First, so that everybody is sent away with the true reason.
    this.#deps.onDamaged(error);
    for (const work of left) work.fail(error);
  }

  #putAwayWhenQuiet(): void {
    const { clock, limits, pending } = this.#deps;
    this.#after(limits.documentIdleMs, () => {
      if (this.#state.state !== 'laid') return;
      if (clock.elapsed() - this.#usedAt < limits.documentIdleMs || pending().length > 0)
        return this.#putAwayWhenQuiet();
      this.#state.document.close();
      this.#state = { state: 'clear' };
      this.#deps.onReleased();
    });
  }
}
