/** The frames of one tick. Each seat is encoded once, and all who are told the same get the same bytes. */
import type { ShownChange } from '@samrejse/model/presence';
import { encodeSlot, frameOfSlots } from '@samrejse/model/presence-frame';
import type { View } from '@samrejse/model/view';
import { type Interest, placesOf, type Reach, reachOf, TOLD } from './interest.ts';
import type { Moved, News, Seat } from './seating.ts';

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
  readonly #encodeEverything: () => readonly Uint8Array[];
  readonly #movers: readonly Mover[];
  /** How the listener at hand is told of each. */
  readonly #told: Buffer;
  /** By how each is told. */
  readonly #shared = new Map<string, Uint8Array>();
  #all: Uint8Array | null = null;
  #everything: readonly Uint8Array[] | null = null;

  constructor({ people, moved }: Pick<News, 'people' | 'moved'>, everything: () => readonly Uint8Array[]) {
    this.people = people;
    this.#encodeEverything = everything;
    this.#movers = moved.map((one) => new Mover(one));
    this.#told = Buffer.alloc(moved.length);
  }

  /** All there is, for who knows nothing. */
  everything(): readonly Uint8Array[] {
    this.#everything ??= this.#encodeEverything();
    return this.#everything;
  }

  /** What a listener is told, and is taken to know from then on; null for nothing. */
  frameFor({ seat, view }: Listener, interest: Interest): Uint8Array | null {
    if (view === null && interest.isWhole)
      return this.#movers.some((mover) => mover.seat !== seat) ? this.#toAll() : null;
    let [others, changes] = [0, 0];
    let at = 0;
    for (const mover of this.#movers) {
      const told = interest.choose(mover.seat, mover.reach, view);
      this.#told[at++] = told;
      if (told !== TOLD.nothing && mover.seat !== seat) others++;
      if (told === TOLD.change) changes++;
    }
    const owed = interest.takeOwed();
    if (owed.length > 0) return frameOfSlots([...this.#parts(), ...owed.map((one) => encode(one, placesOf(one)))]);
    if (others === 0) return null;
    return changes === this.#movers.length ? this.#toAll() : this.#toSome();
  }

  #toAll(): Uint8Array {
    this.#all ??= frameOfSlots(this.#movers.map((mover) => mover.change));
    return this.#all;
  }

  #toSome(): Uint8Array {
    const key = this.#told.toString('latin1');
    let frame = this.#shared.get(key);
    if (frame === undefined) {
      frame = frameOfSlots(this.#parts());
      this.#shared.set(key, frame);
    }
    return frame;
  }

  #parts(): Uint8Array[] {
    const parts: Uint8Array[] = [];
    for (const [at, mover] of this.#movers.entries()) {
      const told = this.#told[at];
      if (told === TOLD.change) parts.push(mover.change);
      else if (told === TOLD.places) parts.push(mover.places);
    }
    return parts;
  }
}
