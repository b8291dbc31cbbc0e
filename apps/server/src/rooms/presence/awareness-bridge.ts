/** Shows our own clients to stock clients, as awareness states that the server makes. */
import { presenceOf } from '@samrejse/model/wire/presence';
import type { Clock } from '@samrejse/runtime/clock';
import type { ClientState } from '../../wire/frames.ts';
import { FIRST_OWN_CLIENT, GONE } from './awareness.ts';
import type { Attendee } from './roster.ts';

export class AwarenessBridge {
  readonly #clock: Clock;
  /**
   * The clock of the last states. It is never below the time of day, so that it is higher after a restart, too: stock
   * clients ignore a state that is older than one they have seen.
   */
  #stamp = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The states of those of our own clients that are among `attendees`. */
  states(attendees: Iterable<Attendee>): ClientState[] {
    const clock = this.#next();
    const states: ClientState[] = [];
    for (const { slot, speaksWire, person, role, shown } of attendees) {
      if (!speaksWire) continue;
      states.push({ client: FIRST_OWN_CLIENT + slot, clock, json: JSON.stringify(presenceOf(person, role, shown)) });
    }
    return states;
  }

  /** The states that say that our own clients among `left` are gone. */
  gone(left: readonly Attendee[]): ClientState[] {
    const clock = this.#next();
    return left
      .filter((attendee) => attendee.speaksWire)
      .map(({ slot }) => ({ client: FIRST_OWN_CLIENT + slot, clock, json: GONE }));
  }

  #next(): number {
    this.#stamp = Math.max(this.#stamp + 1, this.#clock.now());
    return this.#stamp;
  }
}
