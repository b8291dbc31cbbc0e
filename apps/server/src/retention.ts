/** Forgets the rows that the store need not keep: when the server starts, and regularly from then on. */
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { Limits } from './rooms/limits.ts';
import type { ReceiptStore } from './store/receipts.ts';

interface RetentionOptions {
  readonly store: ReceiptStore;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
}

export class Retention {
  readonly #options: RetentionOptions;
  #timer: Cancel | null = null;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, limits, log } = this.#options;
    this.#timer = clock.after(limits.forgetEveryMs, () => this.start());
    // A database that is busy or full now may not be so next time.
    this.#forget().catch((error: unknown) => log.warn({ err: error }, 'old rows could not be removed'));
  }

  close(): void {
    this.#timer?.();
    this.#timer = null;
  }

  async #forget(): Promise<void> {
    const { clock, limits, store } = this.#options;
    await store.forgetReceipts(clock.now() - limits.receiptsMs);
    await store.forgetOwners(limits.ownersPerDocument);
  }
}
