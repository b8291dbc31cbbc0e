/**
 * Does a request that is sent twice once: a request under way is waited for, and one that was done is answered from the
 * log.
 */
import type { Receipt } from '../../store/board-log.ts';

interface UnderWay {
  readonly requestHash: string;
  readonly answer: Promise<string | null>;
}

export class Idempotency {
  readonly #find: (key: string) => Promise<Receipt | null>;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(find: (key: string) => Promise<Receipt | null>) {
    this.#find = find;
  }

  /**
   * Gives the answer to the request `key`, from `run` the first time. `run` must leave a receipt of its answer with its
   * edit. Null if the key was used for another request. Rejects with what `run` throws; then the next one runs again.
   */
  async once(key: string, requestHash: string, run: () => Promise<string>): Promise<string | null> {
    const same = this.#underWay.get(key);
    if (same !== undefined) return same.requestHash === requestHash ? same.answer : null;
    // Noted before the log is read, so that the same request waits for us if it comes meanwhile.
    const answer = this.#findOrRun(key, requestHash, run);
    this.#underWay.set(key, { requestHash, answer });
    try {
      return await answer;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #findOrRun(key: string, requestHash: string, run: () => Promise<string>): Promise<string | null> {
    const done = await this.#find(key);
    if (done === null) return run();
    return done.request === requestHash ? done.answer : null;
  }
}
