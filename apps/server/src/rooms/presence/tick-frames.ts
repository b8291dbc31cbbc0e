/** The frames of one tick. Each seat is encoded once, and all who are told the same get the same bytes. */
import type { ShownChange, View } from '@samrejse/model/wire/presence';
import { encodeSlot, frameOfSlots } from '@samrejse/model/wire/presence-frame';
import type { Moved, News, Seat, Seating } from './roster.ts';
import { type Interest, placesOf, type Reach, reachOf, TOLD } from './view-filter.ts';

const encode = ({ slot, shown }: Seat, change: ShownChange): Uint8Array => encodeSlot({ slot, change, shown });

/** One who moved, and their part of the frames, made when it is first asked for. */
class Mover {
  readonly seat: Seat;
  readonly #moved: Moved;
  #reach: Reach | null = null;
  #change: Uint8Array | null = null;
  #places: Uint8Array | null = null;

  constructor(moved: Moved) {
    this.seat = moved.seat;
    this.#moved = moved;
  }

  get reach(): Reach {
    this.#reach ??= reachOf(this.#moved);
    return this.#reach;
  }

  /** For who knew them exactly. */
  get change(): Uint8Array {
    this.#change ??= encode(this.seat, this.#moved.change);
    return this.#change;
  }

  /** For who was spared them. */
  get places(): Uint8Array {
    this.#places ??= encode(this.seat, { ...this.#moved.change, ...placesOf(this.seat) });
    return this.#places;
  }
}

interface Listener {
  /** Its own: of that alone it need not hear. */
  readonly seat: Seat | null;
  /** What it draws; null for all. */
  readonly view: View | null;
}

export class TickFrames {
  /** Who came, left or is called otherwise. */
  readonly people: Uint8Array | null;
  readonly #seating: Seating;
  readonly #movers: readonly Mover[];
  /** What is told to the listener at hand: the parts, and a number for each. */
  readonly #parts: Uint8Array[] = [];
  readonly #numbers: Uint16Array<ArrayBuffer>;
  readonly #numberBytes: Buffer;
  /** By the numbers of their parts. */
  readonly #shared = new Map<string, Uint8Array>();
  #all: Uint8Array | null = null;
  #everything: readonly Uint8Array[] | null = null;

  constructor({ people, moved }: Pick<News, 'people' | 'moved'>, seating: Seating) {
    this.people = people;
    this.#seating = seating;
    this.#movers = moved.map((one) => new Mover(one));
    this.#numbers = new Uint16Array(moved.length);
    this.#numberBytes = Buffer.from(this.#numbers.buffer);
  }

  /** All there is, for who knows nothing. */
  everything(): readonly Uint8Array[] {
    this.#everything ??= this.#seating.everything();
    return this.#everything;
  }

  /** What a listener is told, and is taken to know from then on; null for nothing. */
  frameFor({ seat, view }: Listener, interest: Interest): Uint8Array | null {
    if (view === null && !interest.owes) return this.#movers.some((one) => one.seat !== seat) ? this.#toAll() : null;
    const { others, isAll } = this.#choose({ seat, view }, interest);
    const owed = interest.takeOwed(this.#seating);
    if (owed.length > 0) return frameOfSlots([...this.#parts, ...owed.map((one) => encode(one, placesOf(one)))]);
    if (others === 0) return null;
    return isAll ? this.#toAll() : this.#toSome();
  }

  /** Lays out what a listener is told. `others`: of how many but itself; `isAll`: the same as who is spared nothing. */
  #choose({ seat, view }: Listener, interest: Interest): { readonly others: number; readonly isAll: boolean } {
    this.#parts.length = 0;
    let [index, others, changes] = [0, 0, 0];
    for (const mover of this.#movers) {
      const told = interest.tellOf(mover.seat, mover.reach, view);
      if (told !== TOLD.nothing) {
        this.#numbers[this.#parts.length] = 2 * index + (told === TOLD.change ? 0 : 1);
        this.#parts.push(told === TOLD.change ? mover.change : mover.places);
        if (mover.seat !== seat) others++;
        if (told === TOLD.change) changes++;
      }
      index++;
    }
    return { others, isAll: changes === this.#movers.length };
  }

  #toAll(): Uint8Array {
    this.#all ??= frameOfSlots(this.#movers.map((mover) => mover.change));
    return this.#all;
  }

  #toSome(): Uint8Array {
    const key = this.#numberBytes.toString('latin1', 0, 2 * this.#parts.length);
    let frame = this.#shared.get(key);
    if (frame === undefined) {
      frame = frameOfSlots(this.#parts);
      this.#shared.set(key, frame);
    }
    return frame;
  }
}
