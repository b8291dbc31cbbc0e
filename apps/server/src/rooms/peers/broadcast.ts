/** The edits of one tick as frames, made once for all who speak the same. */
import { encodeStretch, type StretchOfLog } from '@samrejse/model/wire/messages';
import { type Bytes, updateFrame } from '../../wire/frames.ts';
import { mergeSome } from '../board/encoded-board.ts';
import type { Peer } from './peer.ts';

export class Release {
  readonly #stretch: StretchOfLog;
  #numbered: readonly Bytes[] | null = null;
  #stock: readonly Bytes[] | null = null;

  constructor(stretch: StretchOfLog) {
    this.#stretch = stretch;
  }

  get seq(): number {
    return this.#stretch.seq;
  }

  framesFor(peer: Peer): readonly Bytes[] {
    if (peer.identity.speaksWire) {
      this.#numbered ??= [encodeStretch(this.#stretch)];
      return this.#numbered;
    }
    this.#stock ??= mergeSome(this.#stretch.updates).map((update) => updateFrame(update));
    return this.#stock;
  }
}
