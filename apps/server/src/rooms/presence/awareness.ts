/**
 * Presence in the protocol of stock clients: awareness states, each with a client and a clock.
 *
 * - A peer has one awareness client: the first that it announces and no other peer has. Stock clients send back the
 *   states of others; those are ignored.
 * - Id, name and role in a state are set by the server. A state of another shape than ours is passed on as {}.
 * - A state that is renewed without a change waits for the heartbeat, so that a room of idle people is quiet.
 * - Leaving is sent as a null state with clock + 1. A client that comes back with a lower clock (stock clients keep theirs
 *   while they reconnect) is sent that state, and raises its clock: y-protocols does so by itself.
 */
import { MAX_PRESENCE_BYTES, type Presence, parsePresence } from '@samrejse/model/wire/presence';
import { awarenessFrame, type ClientState, readAwareness } from '../../wire/frames.ts';
import type { Limits } from '../limits.ts';

export const GONE = 'null';

/** Client numbers from here on are the server's, for our own clients. Yjs draws its client numbers below. */
export const FIRST_OWN_CLIENT = 2 ** 32;

interface AwarenessOptions<S> {
  readonly limits: Limits;
  readonly toOne: (peer: S, frame: Uint8Array) => void;
  /** A peer shows something: gives back what the others may see of it. */
  readonly onShow: (peer: S, presence: Presence) => Presence;
  /** A peer shows nothing, or nothing any more. */
  readonly onHide: (peer: S) => void;
  /** There is something to pass on at the next tick. */
  readonly onChange: () => void;
}

interface State {
  readonly clock: number;
  readonly json: string;
}

export class Awareness<S> {
  readonly #options: AwarenessOptions<S>;
  readonly #shown = new Map<number, State>();
  readonly #clients = new Map<S, number>();
  readonly #departed = new Map<number, number>();
  #changed = new Set<number>();
  #renewed = new Set<number>();

  constructor(options: AwarenessOptions<S>) {
    this.#options = options;
  }

  /** An awareness frame of a peer. False if the bytes are none. */
  receive(peer: S, payload: Uint8Array): boolean {
    const states = readAwareness(payload);
    if (states === null) return false;
    for (const state of states) if (this.#mayShow(peer, state)) this.#show(peer, state);
    return true;
  }

  leave(peer: S): void {
    const client = this.#clients.get(peer);
    this.#clients.delete(peer);
    const shown = client === undefined ? undefined : this.#shown.get(client);
    if (client !== undefined && shown !== undefined) this.#hide(client, shown.clock + 1);
  }

  /** The states of everybody present. */
  everyone(): ClientState[] {
    return this.#states(this.#shown.keys());
  }

  /** The states that have changed since this was last called, those of clients that left included. */
  takeChanged(): ClientState[] {
    const changed = this.#changed;
    this.#changed = new Set();
    return this.#states(changed);
  }

  /** The states that were renewed without a change since this was last called. */
  takeRenewed(): ClientState[] {
    const renewed = this.#renewed;
    this.#renewed = new Set();
    return this.#states(renewed);
  }

  #mayShow(peer: S, { client, clock }: ClientState): boolean {
    if (clock > this.#options.limits.maxPresenceClock || client >= FIRST_OWN_CLIENT) return false;
    const own = this.#clients.get(peer);
    if (own !== undefined) return own === client;
    return !this.#shown.has(client);
  }

  #show(peer: S, { client, clock, json }: ClientState): void {
    const before = this.#shown.get(client);
    const departedAt = this.#departed.get(client);
    if (departedAt !== undefined && before === undefined && clock <= departedAt) {
      if (json !== GONE) this.#options.toOne(peer, awarenessFrame([{ client, clock: departedAt, json: GONE }]));
      return;
    }
    if (json === GONE) {
      if (before === undefined || clock < before.clock) return;
      this.#hide(client, Math.max(clock, before.clock + 1));
      this.#options.onHide(peer);
      return;
    }
    if (before !== undefined && clock <= before.clock) return;
    const stamped = this.#stamp(peer, json);
    if (stamped === null) return;
    this.#clients.set(peer, client);
    this.#departed.delete(client);
    this.#shown.set(client, { clock, json: stamped });
    if (before?.json === stamped) this.#renewed.add(client);
    else this.#change(client);
  }

  /** The state as the others will see it; null if the JSON is no state at all. */
  #stamp(peer: S, json: string): string | null {
    if (json.length > MAX_PRESENCE_BYTES) return null;
    let state: unknown;
    try {
      state = JSON.parse(json);
    } catch {
      // From outside, and no JSON.
      return null;
    }
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return null;
    const presence = parsePresence(state);
    if (presence !== null) return JSON.stringify(this.#options.onShow(peer, presence));
    this.#options.onHide(peer);
    return '{}';
  }

  #hide(client: number, clock: number): void {
    this.#shown.delete(client);
    this.#departed.set(client, clock);
    if (this.#departed.size > this.#options.limits.departed) {
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
    this.#options.onChange();
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
