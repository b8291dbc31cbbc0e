import type { Log } from '../log.ts';
import type { Journal } from './journal.ts';
import type { LiveDocument } from './live-document.ts';

interface Deps {
  readonly document: LiveDocument;
  readonly journal: Journal;
  readonly every: number;
  /** Seq of the snapshot that is there; 0 for none. */
  readonly last: number;
  readonly save: (seq: number, state: Uint8Array) => Promise<void>;
  readonly log: Log;
}

/** Keeps the stretch of log that loading must read short. Only the log is the truth: a snapshot may fail. */
export class Snapshots {
  readonly #deps: Deps;
  #last: number;
  #isUnderWay = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#last = deps.last;
  }

  takeIfDue(): void {
    const { document, journal, every } = this.#deps;
    if (this.#isUnderWay || journal.committed - this.#last < every) return;
    this.#isUnderWay = true;
    const seq = journal.applied;
    const state = document.encode();
    // What is in it must be in the log first.
    journal.whenDurable(() => void this.#save(seq, state));
  }

  async #save(seq: number, state: Uint8Array): Promise<void> {
    try {
      await this.#deps.save(seq, state);
      this.#last = seq;
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'writing a snapshot failed; the next commit tries again');
    }
    this.#isUnderWay = false;
  }
}
