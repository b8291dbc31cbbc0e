/**
 * Decides which cursors and dragged cards one client is told of: a change that lies wholly outside the part of the board
 * that the client draws, its view, is not sent to it.
 *
 * After each tick one of two statements holds for a client L and any other attendee s:
 * - L knows exactly what s shows;
 * - s is marked as skipped for L, and both the place where L takes s to be and the place where s is lie outside L's view.
 *
 * So L draws what it would draw had it been told everything. The one exception is the time between a change of L's view
 * and L's next tick, in which it may draw somebody where they were. The statement stays true because
 * - a change of anything but a place is sent to everybody;
 * - a place is skipped only if s was outside L's view at the last tick and is outside now;
 * - an attendee who was skipped is told with both its places as soon as anything of it is told;
 * - when L's view changes, everybody who was skipped becomes stale, and is told at the next tick.
 * Where L takes s to be need not be noted: L was told a place outside its view, and s has stayed outside since.
 */
import { type At, isIn, type Shown, type ShownChange, type View } from '@samrejse/model/wire/presence';
import type { Attendee, PresenceUpdate } from './roster.ts';

/**
 * How a client is told of an attendee: not at all, what changed, or the change with both places, which it may not know.
 */
export const TELL = { nothing: 0, change: 1, places: 2 } as const;
export type Tell = (typeof TELL)[keyof typeof TELL];

/** Whom a change concerns: every client, or those that draw one of the places where the attendee was or is. */
export type Reach = { readonly of: 'all' } | { readonly of: 'places'; readonly places: readonly At[] };

const EVERYBODY: Reach = { of: 'all' };
const PLACES: ReadonlySet<string> = new Set<keyof Shown>(['cursor', 'hang']);

const placesIn = ({ cursor, hang }: Shown): At[] => [cursor, hang].filter((at) => at !== null);

export const reachOf = ({ attendee, before, change }: PresenceUpdate): Reach =>
  Object.keys(change).every((register) => PLACES.has(register))
    ? { of: 'places', places: [...placesIn(before), ...placesIn(attendee.shown)] }
    : EVERYBODY;

/**
 * Both places of an attendee. Where nothing is being dragged there is only the cursor: that a card was let go of went to
 * everybody, and said so.
 */
export const placesOf = ({ shown: { cursor, hang } }: Attendee): ShownChange =>
  hang === null ? { cursor } : { cursor, hang };

const reaches = (reach: Reach, view: View): boolean => {
  if (reach.of === 'all') return true;
  for (const place of reach.places) if (isIn(view, place)) return true;
  return false;
};

/**
 * What a client knows of an attendee: exactly what it shows; a skipped place; a skipped place that may be in its view
 * now.
 */
const [KNOWN, SKIPPED, STALE] = [0, 1, 2];

/** One for each client that was told everything once. */
export class ViewFilter {
  /** By slot. A byte each, because they are read 40,000 times a tick in a full room. */
  #states = new Uint8Array(32);
  #hasStale = false;

  /** Whether somebody must be told of at the next tick, wherever they are. */
  get hasStale(): boolean {
    return this.#hasStale;
  }

  /** The client draws another part of the board. True if it must be told something because of that. */
  viewChanged(): boolean {
    for (const [slot, state] of this.#states.entries()) {
      if (state !== SKIPPED) continue;
      this.#states[slot] = STALE;
      this.#hasStale = true;
    }
    return this.#hasStale;
  }

  /** An attendee has left. Whoever gets the slot next is told to everybody. */
  forget({ slot }: Attendee): void {
    this.#states[slot] = KNOWN;
  }

  /** How the client must be told of a change, and notes that it was. A client without a view is told everything. */
  tell({ slot }: Attendee, reach: Reach, view: View | null): Tell {
    const state = this.#states[slot] ?? KNOWN;
    if (state !== STALE && view !== null && !reaches(reach, view)) {
      this.#skip(slot);
      return TELL.nothing;
    }
    if (state === KNOWN) return TELL.change;
    this.#states[slot] = KNOWN;
    return TELL.places;
  }

  /** Those of `attendees` that are still stale, and notes that the client was told of them. */
  takeStale(attendees: Iterable<Attendee>): readonly Attendee[] {
    if (!this.#hasStale) return [];
    this.#hasStale = false;
    const stale = [...attendees].filter(({ slot }) => this.#states[slot] === STALE);
    for (const { slot } of stale) this.#states[slot] = KNOWN;
    return stale;
  }

  #skip(slot: number): void {
    if (slot >= this.#states.length) {
      const more = new Uint8Array(2 * slot);
      more.set(this.#states);
      this.#states = more;
    }
    this.#states[slot] = SKIPPED;
  }
}
