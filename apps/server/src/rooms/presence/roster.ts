/** Who may be seen in a room, each in a slot, and what of it has not been told yet. */

import type { Person } from '@samrejse/model/records/records';
import { encodeMessage, type People } from '@samrejse/model/wire/messages';
import { NOTHING_SHOWN, type Shown, type ShownChange, shownChange } from '@samrejse/model/wire/presence';
import { encodeSlot, frameOfSlots } from '@samrejse/model/wire/presence-frame';
import type { Role } from '@samrejse/model/words/enumerations';
import { Slots } from './slots.ts';

/** Somebody others may see. */
export interface Seat {
  readonly slot: number;
  readonly speaksWire: boolean;
  readonly role: Role;
  readonly person: Person;
  readonly shown: Shown;
}

/** Somebody who shows something else than at the last tick. What they show now their seat says. */
export interface Moved {
  readonly seat: Seat;
  readonly before: Shown;
  readonly change: ShownChange;
}

/** What there is to tell since the last time. */
export interface News {
  /** For our own clients: who came, left or is called otherwise. Null where nobody did. */
  readonly people: Uint8Array | null;
  readonly moved: readonly Moved[];
  /** Who came, moved or is called otherwise; and who left. */
  readonly changed: ReadonlySet<Seat>;
  readonly left: readonly Seat[];
}

type Writable = { -readonly [K in keyof Seat]: Seat[K] };

const hereOf = ({ slot, person, role }: Seat): People['here'][number] => ({ slot, person, role });

export class Seating {
  readonly #seats = new Set<Writable>();
  readonly #slots = new Slots();
  readonly #onNews: () => void;
  #introduced = new Set<Seat>();
  #moved = new Map<Seat, Moved>();
  #left: Seat[] = [];

  constructor(onNews: () => void) {
    this.#onNews = onNews;
  }

  [Symbol.iterator](): IterableIterator<Seat> {
    return this.#seats.values();
  }

  take(who: Pick<Seat, 'speaksWire' | 'role' | 'person'>): Seat {
    const seat: Writable = { ...who, slot: this.#slots.take(), shown: NOTHING_SHOWN };
    this.#seats.add(seat);
    this.#introduced.add(seat);
    this.#onNews();
    return seat;
  }

  /** A name or a colour said anew. The id stays. */
  rename(seat: Writable, { name, colour }: Person): void {
    seat.person = { id: seat.person.id, name, colour };
    this.#introduced.add(seat);
    this.#onNews();
  }

  show(seat: Writable, change: ShownChange | null): void {
    if (change === null) return;
    const moved = this.#moved.get(seat);
    this.#moved.set(seat, { seat, before: moved?.before ?? seat.shown, change: { ...moved?.change, ...change } });
    seat.shown = { ...seat.shown, ...change };
    this.#onNews();
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat);
    this.#introduced.delete(seat);
    this.#moved.delete(seat);
    this.#slots.giveBack(seat.slot);
    this.#left.push(seat);
    this.#onNews();
  }

  takeNews(): News {
    const [introduced, moved, left] = [this.#introduced, this.#moved, this.#left];
    this.#introduced = new Set();
    this.#moved = new Map();
    this.#left = [];
    const [here, gone] = [[...introduced].map(hereOf), left.map((seat) => seat.slot)];
    const isNews = here.length > 0 || gone.length > 0;
    return {
      people: isNews ? encodeMessage({ type: 'people', all: false, left: gone, here }) : null,
      moved: [...moved.values()],
      changed: new Set([...introduced, ...moved.keys()]),
      left,
    };
  }

  /** All there is, for one of our own clients that knows nothing. */
  everything(): Uint8Array[] {
    const here = [...this.#seats].map(hereOf);
    const people = encodeMessage({ type: 'people', all: true, left: [], here });
    const parts: Uint8Array[] = [];
    for (const { slot, shown } of this.#seats) {
      const change = shownChange(NOTHING_SHOWN, shown);
      if (change !== null) parts.push(encodeSlot({ slot, change, shown }));
    }
    return parts.length === 0 ? [people] : [people, frameOfSlots(parts)];
  }
}
