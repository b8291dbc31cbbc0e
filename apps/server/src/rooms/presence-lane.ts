/**
 * Who is on the board and where their cursor is: awareness as stock clients speak it, lossy, the latest state a tick.
 *
 * - A connection speaks for one awareness client, the first it announces that is nobody else's. Stock clients echo
 *   what they hear of others; those states are ignored.
 * - The role in a state is the server's. A state of another shape than ours is passed on as {}.
 * - A state that is only renewed waits for the heartbeat, so that a room of idle people is quiet.
 * - Who leaves is gone at once, by a clock one higher. Should they come back with a lower clock (stock clients keep
 *   theirs while they reconnect), they are told so, and raise it: y-protocols does that by itself.
 */

import type { Role } from '@samrejse/model/enumerations';
import type { PersonId } from '@samrejse/model/ids';
import { MAX_PRESENCE_BYTES, parsePresence } from '@samrejse/model/presence';
import type { Cancel, Clock } from '../clock.ts';
import { awarenessFrame, type ClientState, readAwareness } from './frames.ts';
import type { Limits } from './limits.ts';

const GONE = 'null';

/** Whoever speaks: a peer of the room. */
export interface Speaker {
  readonly identity: { readonly role: Role };
  person: PersonId | null;
}

interface Deps<S extends Speaker> {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly toAll: (frame: Uint8Array) => void;
  readonly toOne: (speaker: S, frame: Uint8Array) => void;
}

interface Shown {
  readonly speaker: object;
  readonly clock: number;
  readonly json: string;
}

export class PresenceLane<S extends Speaker> {
  readonly #deps: Deps<S>;
  readonly #shown = new Map<number, Shown>();
  readonly #clients = new Map<object, number>();
  readonly #departed = new Map<number, number>();
  #changed = new Set<number>();
  #renewed = new Set<number>();
  #tick: Cancel | null = null;
  #heartbeat: Cancel | null = null;

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
  frame(): Uint8Array {
    return this.#encode(this.#shown.keys());
  }

  /** Call when somebody is there to be sent to. */
  wake(): void {
    this.#heartbeat ??= this.#beat();
  }

  rest(): void {
    this.#tick?.();
    this.#tick = null;
    this.#heartbeat?.();
    this.#heartbeat = null;
  }

  /** What was renewed since the last time; sent even if empty, because a silent line is taken for a dead one. */
  #beat(): Cancel {
    return this.#deps.clock.after(this.#deps.limits.heartbeatMs, () => {
      this.#heartbeat = this.#beat();
      const renewed = this.#renewed;
      this.#renewed = new Set();
      this.#deps.toAll(this.#encode(renewed));
    });
  }

  #mayShow(speaker: S, { client, clock }: ClientState): boolean {
    if (clock > this.#deps.limits.maxPresenceClock) return false;
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
      if (before !== undefined && clock >= before.clock) this.#hide(client, Math.max(clock, before.clock + 1));
      return;
    }
    if (before !== undefined && clock <= before.clock) return;
    const stamped = this.#stamp(speaker, json);
    if (stamped === null) return;
    this.#clients.set(speaker, client);
    this.#departed.delete(client);
    this.#shown.set(client, { speaker, clock, json: stamped });
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
    if (presence === null) return '{}';
    speaker.person = presence.person.id;
    return JSON.stringify({ ...presence, role: speaker.identity.role });
  }

  #hide(client: number, clock: number): void {
    this.#shown.delete(client);
    this.#changed.delete(client);
    this.#renewed.delete(client);
    this.#departed.set(client, clock);
    if (this.#departed.size > this.#deps.limits.departed) {
      for (const oldest of this.#departed.keys()) {
        this.#departed.delete(oldest);
        break;
      }
    }
    this.#deps.toAll(awarenessFrame([{ client, clock, json: GONE }]));
  }

  #change(client: number): void {
    this.#renewed.delete(client);
    this.#changed.add(client);
    this.#tick ??= this.#deps.clock.after(this.#deps.limits.presenceTickMs, () => {
      this.#tick = null;
      const changed = this.#changed;
      this.#changed = new Set();
      this.#deps.toAll(this.#encode(changed));
    });
  }

  #encode(clients: Iterable<number>): Uint8Array {
    const states: ClientState[] = [];
    for (const client of clients) {
      const shown = this.#shown.get(client);
      if (shown !== undefined) states.push({ client, clock: shown.clock, json: shown.json });
    }
    return awarenessFrame(states);
  }
}
