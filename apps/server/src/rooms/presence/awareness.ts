/**
 * Presence as stock clients speak it: awareness states, each with a client and a clock.
 *
 * - A connection speaks for one awareness client, the first it announces that is nobody else's. Stock clients echo
 *   what they hear of others; those states are ignored.
 * - Who somebody is, and their role, is the server's word; a state of another shape than ours is passed on as {}.
 * - A state that is only renewed waits for the heartbeat, so that a room of idle people is quiet.
 * - Who leaves is gone by a clock one higher. Should they come back with a lower clock (stock clients keep theirs while
 *   they reconnect), they are told so, and raise it: y-protocols does that by itself.
 */
import { MAX_PRESENCE_BYTES, type Presence, parsePresence } from '@samrejse/model/wire/presence';
import { awarenessFrame, type ClientState, readAwareness } from '../../wire/frames.ts';
import type { Limits } from '../limits.ts';

export const GONE = 'null';

/** Numbers from here on are the server's own, for people who are no stock clients; Yjs draws its numbers below. */
export const FIRST_OWN_CLIENT = 2 ** 32;

interface Deps<S> {
  readonly limits: Limits;
  readonly toOne: (speaker: S, frame: Uint8Array) => void;
  /** What somebody shows: gives back what others may see of it. */
  readonly onShow: (speaker: S, presence: Presence) => Presence;
  /** They show nothing (any more). */
  readonly onHide: (speaker: S) => void;
  /** There is something to pass on. */
  readonly onChange: () => void;
}

interface State {
  readonly clock: number;
  readonly json: string;
}

export class Awareness<S> {
  readonly #deps: Deps<S>;
  readonly #shown = new Map<number, State>();
  readonly #clients = new Map<S, number>();
  readonly #departed = new Map<number, number>();
  #changed = new Set<number>();
  #renewed = new Set<number>();

  constructor(deps: Deps<S>) {
    this.#deps = deps;
  }

  /** An awareness frame of a peer. False if the bytes are none. */
  receive(speaker: S, payload: Uint8Array): boolean {
    const states = readAwareness(payload);
    if (states === null) return false;
    for (const state of states) if (this.#mayShow(speaker, state)) this.#show(speaker, state);
    return true;
  }

  leave(speaker: S): void {
    const client = this.#clients.get(speaker);
    this.#clients.delete(speaker);
    const shown = client === undefined ? undefined : this.#shown.get(client);
    if (client !== undefined && shown !== undefined) this.#hide(client, shown.clock + 1);
  }

  /** Everyone present. */
  everyone(): ClientState[] {
    return this.#states(this.#shown.keys());
  }

  /** What is to be passed on since the last time, departures included. */
  takeChanged(): ClientState[] {
    const changed = this.#changed;
    this.#changed = new Set();
    return this.#states(changed);
  }

  /** What was renewed since the last time. */
  takeRenewed(): ClientState[] {
    const renewed = this.#renewed;
    this.#renewed = new Set();
    return this.#states(renewed);
  }

  #mayShow(speaker: S, { client, clock }: ClientState): boolean {
    if (clock > this.#deps.limits.maxPresenceClock || client >= FIRST_OWN_CLIENT) return false;
    const own = this.#clients.get(speaker);
    if (own !== undefined) return own === client;
    return !this.#shown.has(client);
  }

  #show(speaker: S, { client, clock, json }: ClientState): void {
    const before = this.#shown.get(client);
    const departedAt = this.#departed.get(client);
    if (departedAt !== undefined && before === undefined && clock <= departedAt) {
      if (json !== GONE) this.#deps.toOne(speaker, awarenessFrame([{ client, clock: departedAt, json: GONE }]));
      return;
    }
    if (json === GONE) {
      if (before === undefined || clock < before.clock) return;
      this.#hide(client, Math.max(clock, before.clock + 1));
      this.#deps.onHide(speaker);
      return;
    }
    if (before !== undefined && clock <= before.clock) return;
    const stamped = this.#stamp(speaker, json);
    if (stamped === null) return;
    this.#clients.set(speaker, client);
    this.#departed.delete(client);
    this.#shown.set(client, { clock, json: stamped });
    if (before?.json === stamped) this.#renewed.add(client);
    else this.#change(client);
  }

  /** The state as others will see it; null for what is no state at all. */
  #stamp(speaker: S, json: string): string | null {
    if (json.length > MAX_PRESENCE_BYTES) return null;
    let state: unknown;
    try {
      state = JSON.parse(json);
    } catch {
      // From outside: not JSON.
      return null;
    }
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return null;
    const presence = parsePresence(state);
    if (presence !== null) return JSON.stringify(this.#deps.onShow(speaker, presence));
    this.#deps.onHide(speaker);
    return '{}';
  }

  #hide(client: number, clock: number): void {
    this.#shown.delete(client);
    this.#departed.set(client, clock);
    if (this.#departed.size > this.#deps.limits.departed) {
      for (const oldest of this.#departed.keys()) {
        this.#departed.delete(oldest);
        break;
      }
    }
    this.#change(client);
  }

  #change(client: number): void {
    this.#renewed.delete(client);
    this.#changed.add(client);
    this.#deps.onChange();
  }

  #states(clients: Iterable<number>): ClientState[] {
    const states: ClientState[] = [];
    for (const client of clients) {
      const shown = this.#shown.get(client);
      const departedAt = this.#departed.get(client);
      if (shown !== undefined) states.push({ client, ...shown });
      else if (departedAt !== undefined) states.push({ client, clock: departedAt, json: GONE });
    }
    return states;
  }
}
