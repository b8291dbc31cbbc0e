/** The frames of one tick. Each change is encoded once, and all clients that are told the same get the same bytes. */
import type { ShownChange, View } from '@samrejse/model/wire/presence';
import { encodeSlot, frameOfSlots } from '@samrejse/model/wire/presence-frame';
import type { Attendee, PresenceUpdate, Roster, RosterChanges } from './roster.ts';
import { placesOf, type Reach, reachOf, TELL, type ViewFilter } from './view-filter.ts';

const encode = ({ slot, shown }: Attendee, change: ShownChange): Uint8Array => encodeSlot({ slot, change, shown });

/** One change as a part of frames. Each is encoded at its first use. */
class EncodedUpdate {
  readonly attendee: Attendee;
  readonly #update: PresenceUpdate;
  #reach: Reach | null = null;
  #change: Uint8Array | null = null;
  #places: Uint8Array | null = null;

  constructor(update: PresenceUpdate) {
    this.attendee = update.attendee;
    this.#update = update;
  }

  get reach(): Reach {
    this.#reach ??= reachOf(this.#update);
    return this.#reach;
  }

  /** For a client that knew the attendee exactly. */
  get change(): Uint8Array {
    this.#change ??= encode(this.attendee, this.#update.change);
    return this.#change;
  }

  /** For a client to which earlier places of the attendee were not sent. */
  get places(): Uint8Array {
    this.#places ??= encode(this.attendee, { ...this.#update.change, ...placesOf(this.attendee) });
    return this.#places;
  }
}

/** The client that a frame is made for. */
interface Receiver {
  /** Itself: a frame that would tell it of nobody else is not sent. */
  readonly attendee: Attendee | null;
  /** The part of the board that it draws; null for all of it. */
  readonly view: View | null;
}

export class TickFrames {
  /** Names who came, left or has another name. */
  readonly people: Uint8Array | null;
  readonly #roster: Roster;
  readonly #updates: readonly EncodedUpdate[];
  /** The parts for the receiver at hand, and a number for each. */
  readonly #parts: Uint8Array[] = [];
  readonly #numbers: Uint16Array<ArrayBuffer>;
  readonly #numberBytes: Buffer;
  /** Frames that were made already, by the numbers of their parts. */
  readonly #shared = new Map<string, Uint8Array>();
  #all: Uint8Array | null = null;
  #everything: readonly Uint8Array[] | null = null;

  constructor({ people, updates }: Pick<RosterChanges, 'people' | 'updates'>, roster: Roster) {
    this.people = people;
    this.#roster = roster;
    this.#updates = updates.map((update) => new EncodedUpdate(update));
    this.#numbers = new Uint16Array(updates.length);
    this.#numberBytes = Buffer.from(this.#numbers.buffer);
  }

  /** For a client that knows nothing: the frames that say who is here and what they show. */
  everything(): readonly Uint8Array[] {
    this.#everything ??= this.#roster.everything();
    return this.#everything;
  }

  /** The frame for one client, noted in its filter as told; null if there is nothing to tell it. */
  frameFor({ attendee, view }: Receiver, filter: ViewFilter): Uint8Array | null {
    if (view === null && !filter.hasStale)
      return this.#updates.some((update) => update.attendee !== attendee) ? this.#toAll() : null;
    const { others, isAll } = this.#choose({ attendee, view }, filter);
    const stale = filter.takeStale(this.#roster);
    if (stale.length > 0) return frameOfSlots([...this.#parts, ...stale.map((one) => encode(one, placesOf(one)))]);
    if (others === 0) return null;
    return isAll ? this.#toAll() : this.#toSome();
  }

  /**
   * Fills `#parts` with what the receiver is told. `others`: how many of them are about somebody else; `isAll`: they are
   * the same as for a client without a filter.
   */
  #choose({ attendee, view }: Receiver, filter: ViewFilter): { readonly others: number; readonly isAll: boolean } {
    this.#parts.length = 0;
    let [index, others, changes] = [0, 0, 0];
    for (const update of this.#updates) {
      const tell = filter.tell(update.attendee, update.reach, view);
      if (tell !== TELL.nothing) {
        this.#numbers[this.#parts.length] = 2 * index + (tell === TELL.change ? 0 : 1);
        this.#parts.push(tell === TELL.change ? update.change : update.places);
        if (update.attendee !== attendee) others++;
        if (tell === TELL.change) changes++;
      }
      index++;
    }
    return { others, isAll: changes === this.#updates.length };
  }

  #toAll(): Uint8Array {
    this.#all ??= frameOfSlots(this.#updates.map((update) => update.change));
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
