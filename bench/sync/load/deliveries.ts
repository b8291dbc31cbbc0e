/** When each marked edit was sent, and when each client that looks for it saw it. */
import { findMarks } from './marks.ts';

export class Deliveries {
  /** ms from sent to seen, of the period under way. */
  latencies: number[] = [];
  readonly #sentAt: Float64Array;
  readonly #sender: Uint16Array;
  readonly #seen = new Map<number, Uint8Array>();
  #next = 0;

  /** For at most so many marked edits. */
  constructor(capacity: number) {
    this.#sentAt = new Float64Array(capacity);
    this.#sender = new Uint16Array(capacity);
  }

  /** The number of a mark that was not given before. */
  mark(): number {
    if (this.#next >= this.#sentAt.length) throw new Error('more marks than there is room for');
    return this.#next++;
  }

  sent(mark: number, sender: number): void {
    this.#sentAt[mark] = performance.now();
    this.#sender[mark] = sender;
  }

  /** A listener for one client: notes each mark that somebody else sent, the first time it comes. */
  watcher(client: number, onMark?: (mark: number) => void): (update: Uint8Array) => void {
    const seen = new Uint8Array(this.#sentAt.length);
    this.#seen.set(client, seen);
    return (update) => {
      const now = performance.now();
      findMarks(update, (mark) => {
        const sentAt = this.#sentAt[mark] ?? 0;
        if (sentAt === 0 || seen[mark] !== 0 || this.#sender[mark] === client) return;
        seen[mark] = 1;
        this.latencies.push(now - sentAt);
        onMark?.(mark);
      });
    };
  }

  /** Begins a period; gives back what the last one measured. */
  next(): readonly number[] {
    const { latencies } = this;
    this.latencies = [];
    return latencies;
  }

  /** How many times a client that looks has not seen what another sent. */
  missing(except: ReadonlySet<number> = new Set()): number {
    let missing = 0;
    for (const [client, seen] of this.#seen) {
      if (except.has(client)) continue;
      for (let mark = 0; mark < this.#next; mark++) {
        if (seen[mark] === 0 && this.#sentAt[mark] !== 0 && this.#sender[mark] !== client) missing++;
      }
    }
    return missing;
  }
}
