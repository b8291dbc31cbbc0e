/** The peers of one room, and the edits of one tick as frames for all of them. */
import { encodeLogRange, type LogRange } from '@samrejse/model/wire/log-range';
import type { Down } from '@samrejse/model/wire/messages';
import { type Bytes, updateFrame } from '../../wire/frames.ts';
import { mergeInGroups } from '../../wire/merge-updates.ts';
import type { Peer } from './peer.ts';

/** A range of the log as frames, made once for all peers that speak the same. */
export class Broadcast {
  readonly #range: LogRange;
  #own: readonly Bytes[] | null = null;
  #stock: readonly Bytes[] | null = null;

  constructor(range: LogRange) {
    this.#range = range;
  }

  get seq(): number {
    return this.#range.seq;
  }

  framesFor(peer: Peer): readonly Bytes[] {
    if (peer.identity.speaksWire) {
      this.#own ??= [encodeLogRange(this.#range)];
      return this.#own;
    }
    this.#stock ??= mergeInGroups(this.#range.updates).map((update) => updateFrame(update));
    return this.#stock;
  }
}

export class Peers {
  readonly #peers = new Set<Peer>();

  get size(): number {
    return this.#peers.size;
  }

  [Symbol.iterator](): IterableIterator<Peer> {
    return [...this.#peers].values();
  }

  add(peer: Peer): void {
    this.#peers.add(peer);
  }

  has(peer: Peer): boolean {
    return this.#peers.has(peer);
  }

  /** False if it was not there. */
  delete(peer: Peer): boolean {
    return this.#peers.delete(peer);
  }

  /** Runs `send`; what it sends goes out to each peer in one write. */
  corked(send: () => void): void {
    const peers = [...this.#peers];
    for (const peer of peers) peer.outbox.cork();
    try {
      send();
    } finally {
      for (const peer of peers) peer.outbox.uncork();
    }
  }

  /** Makes a message for each peer anew: its times may differ. */
  tell(message: () => Down): void {
    for (const peer of this.#peers) peer.tell(message());
  }

  /**
   * Edits are durable: their authors are told so, then everybody gets them, except the `sender` who wrote all of them.
   * `savedCount`: how many edits of this board are durable, as `Peer.acknowledge` takes it.
   */
  broadcast(
    broadcast: Broadcast,
    { sender, savedCount, now }: { readonly sender: object | null; readonly savedCount: number; readonly now: number },
  ): void {
    for (const peer of this.#peers) {
      // A sender who is behind skips nothing: the catch-up brings these edits too.
      const hasAll = peer === sender && peer.outbox.skip(broadcast.seq);
      peer.acknowledge(savedCount, hasAll ? broadcast.seq : undefined);
    }
    for (const peer of this.#peers) {
      if (peer !== sender) peer.outbox.document(broadcast.framesFor(peer), broadcast.seq, now);
    }
  }
}
