/** Our own clients as stock clients see them: awareness states of the server's making. */
import { presenceOf } from '@samrejse/model/wire/presence';
import type { Clock } from '@samrejse/runtime/clock';
import type { ClientState } from '../../wire/frames.ts';
import { FIRST_OWN_CLIENT, GONE } from './awareness.ts';
import type { Seat } from './roster.ts';

export class OwnAwareness {
  readonly #clock: Clock;
  /** The time, so that it is higher after a restart too: stock clients remember the highest they have seen. */
  #stamp = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  states(seats: Iterable<Seat>): ClientState[] {
    const clock = this.#next();
    const states: ClientState[] = [];
    for (const { slot, speaksWire, person, role, shown } of seats) {
      if (!speaksWire) continue;
      states.push({ client: FIRST_OWN_CLIENT + slot, clock, json: JSON.stringify(presenceOf(person, role, shown)) });
    }
    return states;
  }

  gone(left: readonly Seat[]): ClientState[] {
    const clock = this.#next();
    return left
      .filter((seat) => seat.speaksWire)
      .map(({ slot }) => ({ client: FIRST_OWN_CLIENT + slot, clock, json: GONE }));
  }

  #next(): number {
    this.#stamp = Math.max(this.#stamp + 1, this.#clock.now());
    return this.#stamp;
  }
}
