import type { Down } from '@samrejse/model/wire/messages';
import type { Broadcast } from './broadcast.ts';
import type { Peer } from './peer.ts';

/** The peers of one room, told things together. */
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

  /** What is sent to each of them meanwhile goes out in one piece. */
  corked(send: () => void): void {
    const held = [...this.#peers];
    for (const peer of held) peer.outbox.cork();
    try {
      send();
    } finally {
      for (const peer of held) peer.outbox.uncork();
    }
  }

  tell(message: () => Down): void {
    for (const peer of this.#peers) peer.tell(message());
  }

  /**
   * Edits up to `seq` are durable: their authors hear it, then everybody gets them, the same bytes to all who speak the
   * same. `sender`, who wrote all of them, has them.
   */
  broadcast(broadcast: Broadcast, { sender, now }: { readonly sender: object | null; readonly now: number }): void {
    for (const peer of this.#peers) {
      const standsAt = peer === sender && peer.outbox.skip(broadcast.seq) ? broadcast.seq : undefined;
      peer.acknowledge(broadcast.seq, standsAt);
    }
    for (const peer of this.#peers) {
      if (peer !== sender) peer.outbox.document(broadcast.framesFor(peer), broadcast.seq, now);
    }
  }
}
