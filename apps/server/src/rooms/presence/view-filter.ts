/**
 * Of where others are, what one listener is told: who is off their screen, and was, they are spared.
 *
 * After each tick, of a listener L who is current, and of each seat s but L's own, one of two holds:
 * - L knows s exactly;
 * - s is among those that L is spared, and neither where L takes s to be nor where s is lies in L's view.
 *
 * So L draws what it would draw had it been told everything; but for the moment from when its view changes to its next
 * tick, in which it may draw somebody where they were. It holds because a change of more than a place goes to
 * everybody; because a place is kept from L only where the seat was outside L's view at the last tick and is now; because
 * who was spared is told both its places when it is told anything; and because all who were spared are told when L's
 * view changes. What L takes a seat to be needs no note: it was told outside, and has been outside since.
 */
import type { Shown, ShownChange } from '@samrejse/model/wire/presence';
import { type At, isIn, type View } from '@samrejse/model/wire/presence';
import type { Moved, Seat } from './roster.ts';

/** How a listener is told of a seat: what changed, or its places as they are, to one who may know neither. */
export const TOLD = { nothing: 0, change: 1, places: 2 } as const;
export type Told = (typeof TOLD)[keyof typeof TOLD];

/** Whom a change concerns: whoever draws one of the places where somebody was or is, or everybody. */
export type Reach = { readonly of: 'all' } | { readonly of: 'places'; readonly places: readonly At[] };

const EVERYBODY: Reach = { of: 'all' };
const PLACES: ReadonlySet<string> = new Set<keyof Shown>(['cursor', 'hang']);

const placesIn = ({ cursor, hang }: Shown): At[] => [cursor, hang].filter((at) => at !== null);

export const reachOf = ({ seat, before, change }: Moved): Reach =>
  Object.keys(change).every((register) => PLACES.has(register))
    ? { of: 'places', places: [...placesIn(before), ...placesIn(seat.shown)] }
    : EVERYBODY;

/** Both places of a seat. One where nothing hangs needs no saying: that was told with what was let go of, to everybody. */
export const placesOf = ({ shown: { cursor, hang } }: Seat): ShownChange =>
  hang === null ? { cursor } : { cursor, hang };

const reaches = (reach: Reach, view: View): boolean => {
  if (reach.of === 'all') return true;
  for (const place of reach.places) if (isIn(view, place)) return true;
  return false;
};

const [KNOWN, SPARED, OWED] = [0, 1, 2];

/** Of a listener that knew everything, what it does not know since. */
export class Interest {
  /** By slot: known exactly, spared, or spared until the view changed. A byte each, for it is asked 40,000 times a tick. */
  #states = new Uint8Array(32);
  #owes = false;

  /** Seats that were spared are to be told at the next tick, wherever they are. */
  get owes(): boolean {
    return this.#owes;
  }

  /** Its view is another. True if it is owed something now. */
  viewChanged(): boolean {
    for (const [slot, state] of this.#states.entries()) {
      if (state !== SPARED) continue;
      this.#states[slot] = OWED;
      this.#owes = true;
    }
    return this.#owes;
  }

  /** Somebody has left. Whoever takes the slot is told of to all. */
  forget({ slot }: Seat): void {
    this.#states[slot] = KNOWN;
  }

  /** How it is told of a seat that moved; it is taken to be told. Without a view, all is of interest. */
  tellOf({ slot }: Seat, reach: Reach, view: View | null): Told {
    const state = this.#states[slot] ?? KNOWN;
    if (state !== OWED && view !== null && !reaches(reach, view)) {
      this.#spare(slot);
      return TOLD.nothing;
    }
    if (state === KNOWN) return TOLD.change;
    this.#states[slot] = KNOWN;
    return TOLD.places;
  }

  /** Those of `seats` that it is owed still; it is taken to be told of them. */
  takeOwed(seats: Iterable<Seat>): readonly Seat[] {
    if (!this.#owes) return [];
    this.#owes = false;
    const owed = [...seats].filter(({ slot }) => this.#states[slot] === OWED);
    for (const { slot } of owed) this.#states[slot] = KNOWN;
    return owed;
  }

  #spare(slot: number): void {
    if (slot >= this.#states.length) {
      const more = new Uint8Array(2 * slot);
      more.set(this.#states);
      this.#states = more;
    }
    this.#states[slot] = SPARED;
  }
}
