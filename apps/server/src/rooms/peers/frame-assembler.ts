/**
 * Puts together a frame that comes in parts, as our own client sends what is too large for one message. The parts are held
 * in memory until the last one has come, so there is a bound on their bytes, of one frame and of a whole board, and on
 * their time.
 */
import { CLOSE } from '@samrejse/model/wire/messages';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Limits } from '../limits.ts';

export type Assembled =
  | { readonly state: 'whole'; readonly frame: Uint8Array }
  | { readonly state: 'waiting' }
  /** The parts are too many, too large or out of order. They are dropped; the connection is closed with `code`. */
  | { readonly state: 'bad'; readonly reason: string; readonly code: number };

/** Bytes of parts that one board holds, of all its peers. */
export class PartsBudget {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isSpent(): boolean {
    return this.#held > this.#most;
  }

  hold(bytes: number): void {
    this.#held += bytes;
  }

  drop(bytes: number): void {
    this.#held -= bytes;
  }
}

interface FrameAssemblerOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly budget: PartsBudget;
  /** The last part did not come in time; the parts were dropped. */
  readonly onTooSlow: () => void;
}

export class FrameAssembler {
  readonly #options: FrameAssemblerOptions;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  /** How many parts follow the last one that came; null while there are no parts. */
  #left: number | null = null;
  #timer: Cancel | null = null;

  constructor(options: FrameAssemblerOptions) {
    this.#options = options;
  }

  /** `left`: how many parts follow this one. */
  add(part: Uint8Array, left: number): Assembled {
    const { budget, clock, limits, onTooSlow } = this.#options;
    if (this.#left !== null && left !== this.#left - 1) return this.#reject('parts out of order', CLOSE.protocol);
    this.#left = left;
    this.#bytes += part.byteLength;
    budget.hold(part.byteLength);
    if (this.#bytes > limits.partsBytes) return this.#reject('too large, even in parts', CLOSE.protocol);
    // Others are sending much: the client may come again.
    if (budget.isSpent) return this.#reject('the board is receiving too much at once', CLOSE.overloaded);
    this.#parts.push(part);
    if (left === 0) return this.#assemble();
    this.#timer ??= clock.after(limits.partsMs, () => {
      this.drop();
      onTooSlow();
    });
    return { state: 'waiting' };
  }

  /** Forgets the parts that have come. */
  drop(): void {
    this.#options.budget.drop(this.#bytes);
    this.#timer?.();
    this.#timer = null;
    this.#parts = [];
    this.#bytes = 0;
    this.#left = null;
  }

  #assemble(): Assembled {
    const frame = new Uint8Array(this.#bytes);
    let at = 0;
    for (const part of this.#parts) {
      frame.set(part, at);
      at += part.byteLength;
    }
    this.drop();
    return { state: 'whole', frame };
  }

  #reject(reason: string, code: number): Assembled {
    this.drop();
    return { state: 'bad', reason, code };
  }
}
