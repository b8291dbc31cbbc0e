/**
 * Everyone else on the board, as the server tells: who has which slot, and what each shows. Changes are passed on once
 * per frame of the screen, however many messages came.
 */

import type { Person } from '@samrejse/model/records/records';
import type { People } from '@samrejse/model/wire/messages';
import { NOTHING_SHOWN, type Presence, presenceOf, type Shown } from '@samrejse/model/wire/presence';
import type { SlotChange } from '@samrejse/model/wire/presence-frame';

/** The presence of each peer that changed, by slot; null for a peer that has left. */
export type PeerChanges = ReadonlyMap<number, Presence | null>;

interface Peer {
  readonly person: Person;
  readonly role: People['here'][number]['role'];
  readonly shown: Shown;
}

export class Peers {
  readonly #peers = new Map<number, Peer>();
  readonly #onChange: (changes: PeerChanges) => void;
  readonly #inNextFrame: (run: () => void) => void;
  #changed = new Set<number>();
  /** Our own slot: we are not among our peers. */
  #own: number | null = null;

  constructor(
    onChange: (changes: PeerChanges) => void,
    inNextFrame: (run: () => void) => void = (run) => void requestAnimationFrame(run),
  ) {
    this.#onChange = onChange;
    this.#inNextFrame = inNextFrame;
  }

  /** The server says which slot is ours. */
  setOwn(slot: number): void {
    this.#own = slot;
    this.#noteChange(slot);
  }

  /** Somebody came, left or was renamed. With `all`, `here` lists everyone and who is not in it has left. */
  update({ all, left, here }: People): void {
    for (const slot of all ? [...this.#peers.keys()] : left) {
      this.#peers.delete(slot);
      this.#noteChange(slot);
    }
    for (const { slot, person, role } of here) {
      this.#peers.set(slot, { person, role, shown: this.#peers.get(slot)?.shown ?? NOTHING_SHOWN });
      this.#noteChange(slot);
    }
  }

  /** Peers show something else now. A slot that the server has not named is ignored. */
  show(changes: readonly SlotChange[]): void {
    for (const { slot, change } of changes) {
      const peer = this.#peers.get(slot);
      if (peer === undefined) continue;
      this.#peers.set(slot, { ...peer, shown: { ...peer.shown, ...change } });
      this.#noteChange(slot);
    }
  }

  /** The connection is lost: we no longer know who is there. */
  clear(): void {
    this.#own = null;
    for (const slot of this.#peers.keys()) this.#noteChange(slot);
    this.#peers.clear();
  }

  #noteChange(slot: number): void {
    if (this.#changed.size === 0) this.#inNextFrame(() => this.#flush());
    this.#changed.add(slot);
  }

  #flush(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    const changes = new Map<number, Presence | null>();
    for (const slot of changed) {
      const peer = slot === this.#own ? undefined : this.#peers.get(slot);
      changes.set(slot, peer === undefined ? null : presenceOf(peer.person, peer.role, peer.shown));
    }
    this.#onChange(changes);
  }
}
