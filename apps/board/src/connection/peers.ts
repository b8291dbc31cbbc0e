/**
 * Everyone else on the board, as the server tells: who sits in which slot, and what each shows. What changed goes on once
 * a frame of the screen, however much came.
 */

import type { Person } from '@samrejse/model/records/records';
import type { People } from '@samrejse/model/wire/messages';
import { NOTHING_SHOWN, type Presence, presenceOf, type Shown } from '@samrejse/model/wire/presence';
import type { SlotChange } from '@samrejse/model/wire/presence-frame';

/** Whose presence changed, by slot; null for who has left. */
export type PeerChanges = ReadonlyMap<number, Presence | null>;

interface Seat {
  readonly person: Person;
  readonly role: People['here'][number]['role'];
  readonly shown: Shown;
}

export class Neighbours {
  readonly #seats = new Map<number, Seat>();
  readonly #onChange: (changes: PeerChanges) => void;
  readonly #inNextFrame: (run: () => void) => void;
  #changed = new Set<number>();
  /** Our own slot: nobody is their own neighbour. */
  #own: number | null = null;

  constructor(
    onChange: (changes: PeerChanges) => void,
    inNextFrame: (run: () => void) => void = (run) => void requestAnimationFrame(run),
  ) {
    this.#onChange = onChange;
    this.#inNextFrame = inNextFrame;
  }

  /** The server says where we sit ourselves. */
  sit(slot: number): void {
    this.#own = slot;
    this.#change(slot);
  }

  meet({ all, left, here }: People): void {
    for (const slot of all ? [...this.#seats.keys()] : left) {
      this.#seats.delete(slot);
      this.#change(slot);
    }
    for (const { slot, person, role } of here) {
      this.#seats.set(slot, { person, role, shown: this.#seats.get(slot)?.shown ?? NOTHING_SHOWN });
      this.#change(slot);
    }
  }

  show(changes: readonly SlotChange[]): void {
    for (const { slot, change } of changes) {
      const seat = this.#seats.get(slot);
      if (seat === undefined) continue;
      this.#seats.set(slot, { ...seat, shown: { ...seat.shown, ...change } });
      this.#change(slot);
    }
  }

  /** The line is cut: nobody is known to be there any more. */
  forget(): void {
    this.#own = null;
    for (const slot of this.#seats.keys()) this.#change(slot);
    this.#seats.clear();
  }

  #change(slot: number): void {
    if (this.#changed.size === 0) this.#inNextFrame(() => this.#flush());
    this.#changed.add(slot);
  }

  #flush(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    const changes = new Map<number, Presence | null>();
    for (const slot of changed) {
      const seat = slot === this.#own ? undefined : this.#seats.get(slot);
      changes.set(slot, seat === undefined ? null : presenceOf(seat.person, seat.role, seat.shown));
    }
    this.#onChange(changes);
  }
}
