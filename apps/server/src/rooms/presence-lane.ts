/**
 * Who is on the board and where their cursor is. Lossy: of what somebody shows, the latest goes out once a tick, in one
 * frame for everybody.
 *
 * - Who somebody is was settled when they introduced themselves: the id holds for the connection, and what they show
 *   afterwards carries neither name nor number. Each gets a slot; slots and names are the server's word.
 * - The first change after a pause goes at once; then ticks keep a distance that grows with the room.
 * - A tab in the background is sent nothing, nor is a full line: when it is seen or has drained, it is told everything.
 * - Where nothing changes, nothing is sent. Heartbeats are for stock clients alone, and only while there are any.
 */
import type { Role } from '@samrejse/model/enumerations';
import type { PersonId } from '@samrejse/model/ids';
import {
  type Guest,
  NOTHING_SHOWN,
  presenceIntervalMs,
  presenceOf,
  type Shown,
  type ShownChange,
  shownChange,
  shownIn,
} from '@samrejse/model/presence';
import { encodeSlots } from '@samrejse/model/presence-frame';
import { encodeMessage, type People } from '@samrejse/model/wire';
import type { Cancel, Clock } from '../clock.ts';
import { Awareness, FIRST_OWN_CLIENT, GONE } from './awareness.ts';
import { awarenessFrame, type ClientState, readAwareness } from './frames.ts';
import type { Limits } from './limits.ts';
import { Slots } from './slots.ts';
import type { Tally } from './tally.ts';

/** Whoever speaks: a peer of the room. */
export interface Speaker {
  readonly identity: { readonly role: Role; readonly speaksWire: boolean };
  /** Whom it introduced itself as. */
  person: PersonId | null;
  readonly outbox: {
    readonly control: (frame: Uint8Array) => void;
    /** False if it was not sent, because the line is full. */
    readonly presence: (frame: Uint8Array) => boolean;
  };
}

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly tally: Tally;
}

/** Somebody others may see. */
interface Seat {
  readonly slot: number;
  readonly speaksWire: boolean;
  readonly role: Role;
  person: Guest;
  shown: Shown;
}

interface Listener {
  seat: Seat | null;
  /** Has heard all there was; otherwise it is told everything when it can be. */
  isCurrent: boolean;
  isHidden: boolean;
}

/** The frames of a tick; null where there is nothing to say. */
interface Tick {
  readonly people: Uint8Array | null;
  readonly slots: Uint8Array | null;
  /** The only one who moved: need not hear of it. */
  readonly alone: Seat | null;
  readonly awareness: Uint8Array | null;
}

const hereOf = ({ slot, person, role }: Seat): People['here'][number] => ({ slot, person, role });

export class PresenceLane<S extends Speaker> {
  readonly #deps: Deps;
  readonly #listeners = new Map<S, Listener>();
  readonly #seats = new Set<Seat>();
  readonly #slots = new Slots();
  readonly #awareness: Awareness<S>;
  #stockClients = 0;
  #introduced = new Set<Seat>();
  #moved = new Map<Seat, ShownChange>();
  #left: Seat[] = [];
  #tick: Cancel | null = null;
  #heartbeat: Cancel | null = null;
  #lastTickAt = Number.NEGATIVE_INFINITY;
  /** The awareness clock of our own clients: the time, so that it is higher after a restart. */
  #ownClock = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#awareness = new Awareness<S>({
      limits: deps.limits,
      toOne: (speaker, frame) => speaker.outbox.presence(frame),
      onShow: (speaker, presence) => {
        const seat = this.#seat(speaker, presence.person);
        this.#show(seat, shownChange(seat.shown, shownIn(presence)));
        return presenceOf(seat.person, seat.role, seat.shown);
      },
      onHide: (speaker) => this.#unseat(speaker),
      onChange: () => this.#schedule(),
    });
  }

  join(speaker: S): void {
    this.#listeners.set(speaker, { seat: null, isCurrent: false, isHidden: false });
    if (speaker.identity.speaksWire) {
      this.#schedule();
      return;
    }
    this.#stockClients++;
    this.#heartbeat ??= this.#beat();
    this.tellAll(speaker);
  }

  leave(speaker: S): void {
    if (!this.#listeners.has(speaker)) return;
    this.#awareness.leave(speaker);
    this.#unseat(speaker);
    this.#listeners.delete(speaker);
    if (!speaker.identity.speaksWire) this.#stockClients--;
    if (this.#stockClients === 0) this.#stopBeating();
    if (this.#listeners.size === 0) this.rest();
  }

  /** Who an own client says it is. The first id holds. */
  introduce(speaker: S, person: Guest): void {
    if (!speaker.identity.speaksWire || !this.#listeners.has(speaker) || person.name === '') return;
    const seat = this.#seat(speaker, person);
    seat.person = { ...person, id: seat.person.id };
    this.#introduced.add(seat);
    this.#schedule();
  }

  /** What an own client shows. Who has not introduced themselves is not seen. */
  show(speaker: S, change: ShownChange): void {
    const listener = this.#listeners.get(speaker);
    if (listener === undefined || !speaker.identity.speaksWire) return;
    if (change.hidden !== undefined && change.hidden !== listener.isHidden) {
      listener.isHidden = change.hidden;
      listener.isCurrent = false;
      this.#schedule();
    }
    if (listener.seat !== null) this.#show(listener.seat, change);
  }

  /** An awareness frame. False if the bytes are none. What our own clients say there (y-websocket's goodbye) is nothing. */
  receive(speaker: S, payload: Uint8Array): boolean {
    return speaker.identity.speaksWire ? readAwareness(payload) !== null : this.#awareness.receive(speaker, payload);
  }

  /** Everyone present, for a stock client. */
  tellAll(speaker: S): void {
    if (speaker.identity.speaksWire) return;
    speaker.outbox.presence(awarenessFrame([...this.#awareness.everyone(), ...this.#ownStates(this.#seats)]));
  }

  rest(): void {
    this.#tick?.();
    this.#tick = null;
    this.#stopBeating();
  }

  #stopBeating(): void {
    this.#heartbeat?.();
    this.#heartbeat = null;
  }

  /** Its seat; a new one where it has none. The id it had before stays its id. */
  #seat(speaker: S, said: Guest): Seat {
    const listener = this.#listeners.get(speaker) ?? { seat: null, isCurrent: false, isHidden: false };
    if (listener.seat !== null) return listener.seat;
    const { role, speaksWire } = speaker.identity;
    speaker.person ??= said.id;
    const person = { ...said, id: speaker.person };
    const seat: Seat = { slot: this.#slots.take(), speaksWire, role, person, shown: NOTHING_SHOWN };
    listener.seat = seat;
    this.#seats.add(seat);
    this.#introduced.add(seat);
    this.#schedule();
    if (speaksWire) speaker.outbox.control(encodeMessage({ type: 'slot', slot: seat.slot }));
    return seat;
  }

  #unseat(speaker: S): void {
    const listener = this.#listeners.get(speaker);
    const seat = listener?.seat;
    if (listener === undefined || !seat) return;
    listener.seat = null;
    this.#seats.delete(seat);
    this.#introduced.delete(seat);
    this.#moved.delete(seat);
    this.#slots.giveBack(seat.slot);
    this.#left.push(seat);
    this.#schedule();
  }

  #show(seat: Seat, change: ShownChange | null): void {
    if (change === null) return;
    seat.shown = { ...seat.shown, ...change };
    this.#moved.set(seat, { ...this.#moved.get(seat), ...change });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#tick !== null) return;
    const { clock } = this.#deps;
    const wait = this.#lastTickAt + presenceIntervalMs(this.#listeners.size) - clock.now();
    const run = () => this.#run();
    this.#tick = wait <= 0 ? clock.soon(run) : clock.after(wait, run);
  }

  #run(): void {
    this.#tick = null;
    this.#lastTickAt = this.#deps.clock.now();
    const tick = this.#takeTick();
    let everything: readonly Uint8Array[] | null = null;
    let sent = 0;
    for (const [speaker, listener] of this.#listeners) {
      if (speaker.identity.speaksWire && !listener.isCurrent) {
        if (listener.isHidden) continue;
        everything ??= this.#everything();
        listener.isCurrent = everything.every((frame) => speaker.outbox.presence(frame));
        sent += everything.length;
      } else sent += this.#pass(tick, speaker, listener);
    }
    this.#deps.tally.presence(sent);
    if (this.#anybodyWaits()) this.#schedule();
  }

  /** Passes a tick on to one who knows all before it. How many frames that were. */
  #pass({ people, slots, alone, awareness }: Tick, speaker: S, listener: Listener): number {
    if (!speaker.identity.speaksWire) {
      if (awareness !== null) speaker.outbox.presence(awareness);
      return awareness === null ? 0 : 1;
    }
    const frames = [people, listener.seat !== null && listener.seat === alone ? null : slots];
    const due = frames.filter((frame) => frame !== null);
    listener.isCurrent = due.every((frame) => speaker.outbox.presence(frame));
    return due.length;
  }

  #takeTick(): Tick {
    const [introduced, moved, left] = [this.#introduced, this.#moved, this.#left];
    this.#introduced = new Set();
    this.#moved = new Map();
    this.#left = [];
    const [here, gone] = [[...introduced].map(hereOf), left.map((seat) => seat.slot)];
    const isNews = here.length > 0 || gone.length > 0;
    const [alone = null] = moved.size === 1 ? moved.keys() : [];
    return {
      people: isNews ? encodeMessage({ type: 'people', all: false, left: gone, here }) : null,
      slots: moved.size === 0 ? null : encodeSlots(this.#changes(moved)),
      alone,
      awareness: this.#awarenessTick(new Set([...introduced, ...moved.keys()]), left),
    };
  }

  *#changes(moved: ReadonlyMap<Seat, ShownChange>) {
    for (const [{ slot, shown }, change] of moved) yield { slot, change, shown };
  }

  #everything(): Uint8Array[] {
    const here = [...this.#seats].map(hereOf);
    const people = encodeMessage({ type: 'people', all: true, left: [], here });
    const shown = new Map<Seat, ShownChange>();
    for (const seat of this.#seats) {
      const change = shownChange(NOTHING_SHOWN, seat.shown);
      if (change !== null) shown.set(seat, change);
    }
    return shown.size === 0 ? [people] : [people, encodeSlots(this.#changes(shown))];
  }

  #awarenessTick(changed: Iterable<Seat>, left: readonly Seat[]): Uint8Array | null {
    const own = this.#awareness.takeChanged();
    if (this.#stockClients === 0) return null;
    const states = [...this.#goneStates(left), ...own, ...this.#ownStates(changed)];
    return states.length === 0 ? null : awarenessFrame(states);
  }

  /** Our own clients as stock clients see them. */
  #ownStates(seats: Iterable<Seat>): ClientState[] {
    this.#ownClock = Math.max(this.#ownClock + 1, this.#deps.clock.now());
    const states: ClientState[] = [];
    for (const { slot, speaksWire, person, role, shown } of seats) {
      if (!speaksWire) continue;
      const json = JSON.stringify(presenceOf(person, role, shown));
      states.push({ client: FIRST_OWN_CLIENT + slot, clock: this.#ownClock, json });
    }
    return states;
  }

  #goneStates(left: readonly Seat[]): ClientState[] {
    this.#ownClock = Math.max(this.#ownClock + 1, this.#deps.clock.now());
    return left
      .filter((seat) => seat.speaksWire)
      .map((seat) => ({ client: FIRST_OWN_CLIENT + seat.slot, clock: this.#ownClock, json: GONE }));
  }

  #anybodyWaits(): boolean {
    for (const [speaker, { isCurrent, isHidden }] of this.#listeners) {
      if (speaker.identity.speaksWire && !isCurrent && !isHidden) return true;
    }
    return false;
  }

  /** Stock clients drop a person not renewed for 30 s, and take a silent line for a dead one: sent even if empty. */
  #beat(): Cancel {
    return this.#deps.clock.after(this.#deps.limits.heartbeatMs, () => {
      this.#heartbeat = this.#beat();
      const frame = awarenessFrame([...this.#awareness.takeRenewed(), ...this.#ownStates(this.#seats)]);
      for (const speaker of this.#listeners.keys()) {
        if (!speaker.identity.speaksWire) speaker.outbox.presence(frame);
      }
    });
  }
}
