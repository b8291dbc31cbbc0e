/** Puts together a frame that comes in parts, as our own client sends what is too large for one message. */
import type { Limits } from '../limits.ts';

export type Assembled =
  | { readonly state: 'whole'; readonly frame: Uint8Array }
  | { readonly state: 'waiting' }
  /** Too much, too slow, or out of order. */
  | { readonly state: 'bad'; readonly reason: string };

export class FrameAssembler {
  readonly #limits: Limits;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #left: number | null = null;
  #startedAt = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** `left`: how many parts follow this one. */
  add(part: Uint8Array, left: number, now: number): Assembled {
    if (this.#left === null) this.#startedAt = now;
    else if (left !== this.#left - 1) return this.#drop('parts out of order');
    this.#left = left;
    this.#bytes += part.byteLength;
    this.#parts.push(part);
    if (this.#bytes > this.#limits.partsBytes) return this.#drop('too large, even in parts');
    if (now - this.#startedAt > this.#limits.partsMs) return this.#drop('parts came too slowly');
    if (left > 0) return { state: 'waiting' };
    const frame = new Uint8Array(this.#bytes);
    let at = 0;
    for (const each of this.#parts) {
      frame.set(each, at);
      at += each.byteLength;
    }
    this.#reset();
    return { state: 'whole', frame };
  }

  #drop(reason: string): Assembled {
    this.#reset();
    return { state: 'bad', reason };
  }

  #reset(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#left = null;
  }
}
