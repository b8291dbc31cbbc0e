/**
 * Of where others are, what one listener is told: who is off their screen, and was, they are spared.
 *
 * After each tick, of a listener L who is current, and of each seat s but L's own, one of two holds:
 * - L knows s exactly;
 * - s is among those that L is spared, and neither where L takes s to be nor where s is lies in L's view.
 *
 * So L draws what it would draw had it been told everything. It holds because a change of more than a place goes to
 * everybody; because a place is kept from L only where the seat was outside L's view at the last tick and is now; because
 * who was spared is told both its places when it is told anything; and because all who were spared are told when L's
 * view changes. What L takes a seat to be needs no note: it was told outside, and has been outside since.
 */
import type { Shown, ShownChange } from '@samrejse/model/presence';
import { type At, isIn, type View } from '@samrejse/model/view';
import type { Moved, Seat } from './seating.ts';

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

/** What a listener that knew everything has been spared since. */
export class Interest {
  readonly #spared = new Set<Seat>();
  /** Spared until the view changed: told at the next tick, wherever they are. */
  readonly #owed = new Set<Seat>();

  /** Nothing has been kept from it. */
  get isWhole(): boolean {
    return this.#spared.size === 0 && this.#owed.size === 0;
  }

  /** Its view is another. True if there is something to tell it. */
  look(): boolean {
    for (const seat of this.#spared) this.#owed.add(seat);
    this.#spared.clear();
    return this.#owed.size > 0;
  }

  /** It has left. */
  forget(seat: Seat): void {
    this.#spared.delete(seat);
    this.#owed.delete(seat);
  }

  /** How it is told of a seat that moved. Without a view, all is of interest. */
  choose(seat: Seat, reach: Reach, view: View | null): Told {
    if (this.#owed.size > 0 && this.#owed.delete(seat)) return TOLD.places;
    if (view !== null && !reaches(reach, view)) {
      this.#spared.add(seat);
      return TOLD.nothing;
    }
    return this.#spared.size > 0 && this.#spared.delete(seat) ? TOLD.places : TOLD.change;
  }

  /** Those still to be told of their places. */
  takeOwed(): readonly Seat[] {
    if (this.#owed.size === 0) return [];
    const owed = [...this.#owed];
    this.#owed.clear();
    return owed;
  }
}
