/** The same request twice is done once: what is under way is waited for, what was done is answered from the log. */
import type { Receipt } from '../../store/board-log.ts';

interface UnderWay {
  readonly request: string;
  readonly answer: Promise<string | null>;
}

export class Idempotency {
  readonly #find: (key: string) => Promise<Receipt | null>;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(find: (key: string) => Promise<Receipt | null>) {
    this.#find = find;
  }

  /** `run` must leave a receipt of its answer with its edit. Null: the key was used for another request. */
  async once(key: string, request: string, run: () => Promise<string>): Promise<string | null> {
    const same = this.#underWay.get(key);
    if (same !== undefined) return same.request === request ? same.answer : null;
    // Noted before the log is read: whoever comes during that waits for us.
    const answer = this.#findOrRun(key, request, run);
    this.#underWay.set(key, { request, answer });
    try {
      return await answer;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #findOrRun(key: string, request: string, run: () => Promise<string>): Promise<string | null> {
    const done = await this.#find(key);
    if (done === null) return run();
    return done.request === request ? done.answer : null;
  }
}
