/** While a replica is rebuilt from the log, what would touch it waits here, in order. */
import { type Clock, sleep } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Limits } from './limits.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  /** Makes the replica sound again. */
  readonly load: () => Promise<void>;
}

export class Repair {
  readonly #deps: Deps;
  /** What waits; null while all is well. */
  #waiting: (() => void)[] | null = null;
  #closed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isUnderWay(): boolean {
    return this.#waiting !== null;
  }

  /** Runs now, or after the repair. */
  inOrder(run: () => void): void {
    if (this.#waiting === null) run();
    else this.#waiting.push(run);
  }

  begin(): void {
    if (this.#waiting !== null) return;
    this.#waiting = [];
    void this.#untilSound();
  }

  close(): void {
    this.#closed = true;
  }

  async #untilSound(): Promise<void> {
    const { first, longest } = this.#deps.limits.retryMs;
    for (let wait = first; !this.#closed; wait = Math.min(longest, wait * 2)) {
      try {
        await this.#deps.load();
        break;
      } catch (error) {
        this.#deps.log.error({ err: error }, 'rebuilding a replica failed; trying again');
        await sleep(this.#deps.clock, wait);
      }
    }
    if (this.#closed) return;
    const waited = this.#waiting ?? [];
    this.#waiting = null;
    // One of them may break the replica again: then the rest goes back into the queue.
    for (const run of waited) this.inOrder(run);
  }
}
