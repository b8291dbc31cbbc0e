/** Who may be seen in a room, each in a slot, and what of it has not been told yet. */
import type { Role } from '@samrejse/model/enumerations';
import { NOTHING_SHOWN, type Shown, type ShownChange, shownChange } from '@samrejse/model/presence';
import { encodeSlots } from '@samrejse/model/presence-frame';
import type { Person } from '@samrejse/model/records';
import { encodeMessage, type People } from '@samrejse/model/wire';
import { Slots } from './slots.ts';

/** Somebody others may see. */
export interface Seat {
  readonly slot: number;
  readonly speaksWire: boolean;
  readonly role: Role;
  readonly person: Person;
  readonly shown: Shown;
}

/** What there is to tell since the last time: for our own clients as frames, null where there is nothing. */
export interface News {
  readonly people: Uint8Array | null;
  readonly slots: Uint8Array | null;
  /** The only one who moved: need not hear of it. */
  readonly alone: Seat | null;
  /** Who came, moved or is called otherwise; and who left. */
  readonly changed: ReadonlySet<Seat>;
  readonly left: readonly Seat[];
}

type Writable = { -readonly [K in keyof Seat]: Seat[K] };

const hereOf = ({ slot, person, role }: Seat): People['here'][number] => ({ slot, person, role });

function* changesOf(seats: ReadonlyMap<Seat, ShownChange>) {
  for (const [{ slot, shown }, change] of seats) yield { slot, change, shown };
}

export class Seating {
  readonly #seats = new Set<Writable>();
  readonly #slots = new Slots();
  readonly #onNews: () => void;
  #introduced = new Set<Seat>();
  #moved = new Map<Seat, ShownChange>();
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
    seat.shown = { ...seat.shown, ...change };
    this.#moved.set(seat, { ...this.#moved.get(seat), ...change });
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
    const [alone = null] = moved.size === 1 ? moved.keys() : [];
    return {
      people: isNews ? encodeMessage({ type: 'people', all: false, left: gone, here }) : null,
      slots: moved.size === 0 ? null : encodeSlots(changesOf(moved)),
      alone,
      changed: new Set([...introduced, ...moved.keys()]),
      left,
    };
  }

  /** All there is, for one of our own clients that knows nothing. */
  everything(): Uint8Array[] {
    const here = [...this.#seats].map(hereOf);
    const people = encodeMessage({ type: 'people', all: true, left: [], here });
    const shown = new Map<Seat, ShownChange>();
    for (const seat of this.#seats) {
      const change = shownChange(NOTHING_SHOWN, seat.shown);
      if (change !== null) shown.set(seat, change);
    }
    return shown.size === 0 ? [people] : [people, encodeSlots(changesOf(shown))];
  }
}
