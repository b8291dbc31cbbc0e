import type { Down } from '@samrejse/model/wire';
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

  tell(message: () => Down): void {
    for (const peer of this.#peers) peer.tell(message());
  }

  acknowledge(durableSeq: number): void {
    for (const peer of this.#peers) peer.acknowledge(durableSeq);
  }

  /** The same bytes to everybody but `sender`, who has what is in them. */
  document(frame: Uint8Array, seq: number, options: { readonly sender: object | null; readonly now: number }): void {
    for (const peer of this.#peers) {
      if (peer === options.sender) peer.outbox.skip(seq);
      else peer.outbox.document(frame, seq, options.now);
    }
  }
}
