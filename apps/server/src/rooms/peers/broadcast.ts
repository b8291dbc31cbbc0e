/** The edits of one tick as frames, made once for all who speak the same. */
import { encodeLogRange, type LogRange } from '@samrejse/model/wire/log-range';
import { type Bytes, updateFrame } from '../../wire/frames.ts';
import { mergeSome } from '../board/encoded-board.ts';
import type { Peer } from './peer.ts';

export class Broadcast {
  readonly #range: LogRange;
  #numbered: readonly Bytes[] | null = null;
  #stock: readonly Bytes[] | null = null;

  constructor(range: LogRange) {
    this.#range = range;
  }

  get seq(): number {
    return this.#range.seq;
  }

  framesFor(peer: Peer): readonly Bytes[] {
    if (peer.identity.speaksWire) {
      this.#numbered ??= [encodeLogRange(this.#range)];
      return this.#numbered;
    }
    this.#stock ??= mergeSome(this.#range.updates).map((update) => updateFrame(update));
    return this.#stock;
  }
}
