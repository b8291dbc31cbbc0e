/** Who is shown to the others in a room, what each of them shows, and which changes have not been told yet. */

import type { Person } from '@samrejse/model/records/records';
import { encodeMessage, type People } from '@samrejse/model/wire/messages';
import { NOTHING_SHOWN, type Shown, type ShownChange, shownChange } from '@samrejse/model/wire/presence';
import { encodeSlot, frameOfSlots } from '@samrejse/model/wire/presence-frame';
import type { Role } from '@samrejse/model/words/roles';

/** Somebody whom the others may see. A person with two tabs is two attendees. */
export interface Attendee {
  /** A small number by which presence frames name them. */
  readonly slot: number;
  readonly speaksWire: boolean;
  readonly role: Role;
  readonly person: Person;
  /** What they show now: cursor, selection, dragged cards. */
  readonly shown: Shown;
}

/** What one attendee has changed since the last tick. */
export interface PresenceUpdate {
  readonly attendee: Attendee;
  /** What they showed at the last tick. */
  readonly before: Shown;
  readonly change: ShownChange;
}

/** What has changed since the last tick. */
export interface RosterChanges {
  /** A frame for our own clients that names who came, left or has another name. Null if nobody did. */
  readonly people: Uint8Array | null;
  readonly updates: readonly PresenceUpdate[];
  /** Everybody who came, has another name or shows something else. */
  readonly changed: ReadonlySet<Attendee>;
  readonly left: readonly Attendee[];
}

/** Slots are given out lowest first, so that they stay small: a number under 128 takes one byte. */
class Slots {
  readonly #free: number[] = [];
  #next = 0;

  take(): number {
    return this.#free.pop() ?? this.#next++;
  }

  giveBack(slot: number): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => b - a);
  }
}

type Writable = { -readonly [K in keyof Attendee]: Attendee[K] };

const hereOf = ({ slot, person, role }: Attendee): People['here'][number] => ({ slot, person, role });

export class Roster {
  readonly #attendees = new Set<Writable>();
  readonly #slots = new Slots();
  readonly #onChange: () => void;
  #introduced = new Set<Attendee>();
  #updates = new Map<Attendee, PresenceUpdate>();
  #left: Attendee[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  [Symbol.iterator](): IterableIterator<Attendee> {
    return this.#attendees.values();
  }

  add(who: Pick<Attendee, 'speaksWire' | 'role' | 'person'>): Attendee {
    const attendee: Writable = { ...who, slot: this.#slots.take(), shown: NOTHING_SHOWN };
    this.#attendees.add(attendee);
    this.#introduced.add(attendee);
    this.#onChange();
    return attendee;
  }

  /** Takes over another name and colour. The id stays. */
  rename(attendee: Writable, { name, colour }: Person): void {
    attendee.person = { id: attendee.person.id, name, colour };
    this.#introduced.add(attendee);
    this.#onChange();
  }

  show(attendee: Writable, change: ShownChange | null): void {
    if (change === null) return;
    const update = this.#updates.get(attendee);
    const before = update?.before ?? attendee.shown;
    this.#updates.set(attendee, { attendee, before, change: { ...update?.change, ...change } });
    attendee.shown = { ...attendee.shown, ...change };
    this.#onChange();
  }

  remove(attendee: Attendee): void {
    this.#attendees.delete(attendee);
    this.#introduced.delete(attendee);
    this.#updates.delete(attendee);
    this.#slots.giveBack(attendee.slot);
    this.#left.push(attendee);
    this.#onChange();
  }

  /** The changes since this was last called. */
  takeChanges(): RosterChanges {
    const [introduced, updates, left] = [this.#introduced, this.#updates, this.#left];
    this.#introduced = new Set();
    this.#updates = new Map();
    this.#left = [];
    const [here, gone] = [[...introduced].map(hereOf), left.map((attendee) => attendee.slot)];
    const hasPeople = here.length > 0 || gone.length > 0;
    return {
      people: hasPeople ? encodeMessage({ type: 'people', all: false, left: gone, here }) : null,
      updates: [...updates.values()],
      changed: new Set([...introduced, ...updates.keys()]),
      left,
    };
  }

  /** The frames that tell one of our own clients who is here and what they show, whatever it knew before. */
  everything(): Uint8Array[] {
    const here = [...this.#attendees].map(hereOf);
    const people = encodeMessage({ type: 'people', all: true, left: [], here });
    const parts: Uint8Array[] = [];
    for (const { slot, shown } of this.#attendees) {
      const change = shownChange(NOTHING_SHOWN, shown);
      if (change !== null) parts.push(encodeSlot({ slot, change, shown }));
    }
    return parts.length === 0 ? [people] : [people, frameOfSlots(parts)];
  }
}
