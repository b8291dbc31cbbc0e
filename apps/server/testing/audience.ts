/** A room's presence presence, and clients who believe what they are told, so that a test can ask what they would draw. */
import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import type { People } from '@samrejse/model/wire/messages';
import {
  isIn,
  NOTHING_SHOWN,
  type Presence,
  presenceIntervalMs,
  presenceOf,
  type Shown,
  type ShownChange,
  type View,
} from '@samrejse/model/wire/presence';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { LIMITS } from '../src/rooms/limits.ts';
import { type PresencePeer, RoomPresence } from '../src/rooms/presence/room-presence.ts';
import { awarenessFrame, readFrame } from '../src/wire/frames.ts';
import { type Heard, readHeard } from './raw-client.ts';

interface Known {
  readonly here: People['here'][number];
  readonly shown: Shown;
}

export class Member implements PresencePeer {
  readonly identity: PresencePeer['identity'];
  person: PersonId | null = null;
  /** Whether its connection takes nothing. */
  isFull = false;
  /** Of the presence it was sent, those that say what others show. */
  bytes = 0;
  readonly outbox: PresencePeer['outbox'];
  readonly #known = new Map<number, Known>();
  #own: number | null = null;
  #frames: Uint8Array[] = [];

  constructor(speaksWire: boolean) {
    this.identity = { role: 'participant', speaksWire };
    this.outbox = {
      control: (frame) => this.#believe(readHeard(frame)),
      presence: (frame) => {
        if (this.isFull) return false;
        const heard = readHeard(frame);
        if (heard.kind === 'presence') this.bytes += frame.byteLength;
        this.#frames.push(frame);
        this.#believe(heard);
        return true;
      },
    };
  }

  /** The frames of presence that came since it was last asked. */
  takeFrames(): Uint8Array[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  /** The changes of slots that came since it was last asked. */
  takeSlots(): (readonly [number, ShownChange])[] {
    return this.takeFrames()
      .map(readHeard)
      .flatMap((heard) => (heard.kind === 'presence' ? heard.slots : []))
      .map(({ slot, change }) => [slot, change] as const);
  }

  /** By slot, who the board draws in this part of it, and how. */
  drawn(view: View): Map<number, Presence> {
    const all = [...this.#known].map(
      ([slot, { here, shown }]) => [slot, presenceOf(here.person, here.role, shown)] as const,
    );
    return new Map(
      all.filter(([slot, { cursor, drag }]) => slot !== this.#own && (isIn(view, cursor) || isIn(view, drag))),
    );
  }

  /** By slot, the people who are here and what they do, without their places. */
  placeless(): Map<number, unknown> {
    return new Map(
      [...this.#known]
        .filter(([slot]) => slot !== this.#own)
        .map(([slot, { here, shown }]) => [slot, { here, ...shown, cursor: null, hang: null }]),
    );
  }

  #believe(heard: Heard): void {
    if (heard.kind === 'presence') {
      for (const { slot, change } of heard.slots) {
        const known = this.#known.get(slot);
        if (known === undefined) throw new Error(`nobody sits in slot ${slot}`);
        this.#known.set(slot, { ...known, shown: { ...known.shown, ...change } });
      }
    }
    if (heard.kind !== 'ours') return;
    const { message } = heard;
    if (message.type === 'slot') this.#own = message.slot;
    if (message.type !== 'people') return;
    for (const slot of message.all ? [...this.#known.keys()] : message.left) this.#known.delete(slot);
    for (const here of message.here) {
      this.#known.set(here.slot, { here, shown: this.#known.get(here.slot)?.shown ?? NOTHING_SHOWN });
    }
  }
}

const TICK_MS = presenceIntervalMs(2);

export const createAudience = () => {
  const clock = createManualClock();
  const counters = { refused: () => {}, presence: () => {} };
  const presence = new RoomPresence<Member>({
    clock,
    limits: LIMITS,
    counters,
    stranger: () => 'stranger' as PersonId,
  });
  let states = 0;
  const join = (speaksWire: boolean): Member => {
    const member = new Member(speaksWire);
    presence.join(member);
    return member;
  };
  const guest = (name: string): Person => ({ id: (name || 'nameless').toLowerCase() as PersonId, name, colour: 3 });
  return {
    clock,
    presence,
    /** One of our own clients; without a name it sees, and is not seen. */
    own: (name: string): Member => {
      const member = join(true);
      presence.introduce(member, guest(name));
      return member;
    },
    stock: (): Member => join(false),
    /** What a stock client shows, the `client`th of them. */
    say: (member: Member, client: number, state: Omit<Presence, 'person'> & { readonly name: string }): void => {
      const { name, ...rest } = state;
      const json = JSON.stringify({ person: guest(name), ...rest });
      const frame = readFrame(awarenessFrame([{ client, clock: ++states, json }]));
      if (frame?.kind === 'awareness') presence.receive(member, frame.payload);
    },
    tick: () => clock.advance(TICK_MS),
    /** Lets what is under way pass, and forgets it. */
    settle: (...members: readonly Member[]) => {
      clock.advance(2 * TICK_MS);
      for (const member of members) member.takeFrames();
    },
  };
};

export type Audience = ReturnType<typeof createAudience>;
