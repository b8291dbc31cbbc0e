/**
 * Who is on the board and where their cursor is. Lossy: of what somebody shows, the latest goes out once a tick, in one
 * frame for all who are told the same.
 *
 * - Who somebody is was settled when they introduced themselves: the id holds for the connection, and what they show
 *   afterwards carries neither name nor number. Each gets a slot; slots and names are the server's word.
 * - The first change after a pause goes at once; then ticks keep a distance that grows with the room, and is shorter when
 *   there are edits to go along with.
 * - A tab in the background is sent nothing, nor is a full line: when it is seen or has drained, it is told everything.
 * - Where nothing changes, nothing is sent. Heartbeats are for stock clients alone, and only while there are any.
 * - Who has said what they draw is spared where others are who are off their screen (`interest.ts`).
 */

import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { isUnsecured } from '@samrejse/model/wire/guest';
import { encodeMessage } from '@samrejse/model/wire/messages';
import { presenceIntervalMs, presenceOf, type ShownChange, shownChange, shownIn } from '@samrejse/model/wire/presence';
import type { Role } from '@samrejse/model/words/enumerations';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import { awarenessFrame, readAwareness } from '../../wire/frames.ts';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import { Awareness } from './awareness.ts';
import { OwnAwareness } from './awareness-bridge.ts';
import { Subscriber } from './presence-subscriber.ts';
import { type News, type Seat, Seating } from './roster.ts';
import { TickFrames } from './tick-frames.ts';

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
  readonly counters: Counters;
  /** An id for somebody who says they are another. */
  readonly stranger: () => PersonId;
}

interface Listener {
  seat: Seat | null;
  /** Of one of our own clients; the others hear awareness. */
  readonly subscriber: Subscriber | null;
}

/** From this share of the pause on, presence goes along with edits: what it would cost alone is a write to each socket. */
const SOON = 0.6;

export class PresenceLane<S extends Speaker> {
  readonly #deps: Deps;
  readonly #listeners = new Map<S, Listener>();
  readonly #seating = new Seating(() => this.#schedule());
  readonly #awareness: Awareness<S>;
  readonly #own: OwnAwareness;
  #stockClients = 0;
  #tick: Cancel | null = null;
  #heartbeat: Cancel | null = null;
  #lastTickAt = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#own = new OwnAwareness(deps.clock);
    this.#awareness = new Awareness<S>({
      limits: deps.limits,
      toOne: (speaker, frame) => speaker.outbox.presence(frame),
      onShow: (speaker, presence) => {
        const seat = this.#seat(speaker, presence.person);
        if (seat === null) return presence;
        this.#seating.show(seat, shownChange(seat.shown, shownIn(presence)));
        return presenceOf(seat.person, seat.role, seat.shown);
      },
      onHide: (speaker) => this.#unseat(speaker),
      onChange: () => this.#schedule(),
    });
  }

  join(speaker: S): void {
    const subscriber = speaker.identity.speaksWire ? new Subscriber() : null;
    this.#listeners.set(speaker, { seat: null, subscriber });
    if (subscriber !== null) {
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

  /** Who an own client says it is. The first id holds, with a name or without; without one nobody is seen. */
  introduce(speaker: S, person: Person): void {
    if (!speaker.identity.speaksWire) return;
    this.#name(speaker, person);
    if (person.name === '') return;
    const seat = this.#seat(speaker, person);
    if (seat !== null) this.#seating.rename(seat, person);
  }

  /** What an own client shows. Who has not introduced themselves is not seen. What they see is for nobody but us. */
  show(speaker: S, change: ShownChange): void {
    const { seat = null, subscriber = null } = this.#listeners.get(speaker) ?? {};
    if (subscriber === null) return;
    if (subscriber.note(change)) this.#schedule();
    const { view: _, ...forOthers } = change;
    if (seat !== null && Object.keys(forOthers).length > 0) this.#seating.show(seat, forOthers);
  }

  /** An awareness frame. False if the bytes are none. What our own clients say there (y-websocket's goodbye) is nothing. */
  receive(speaker: S, payload: Uint8Array): boolean {
    return speaker.identity.speaksWire ? readAwareness(payload) !== null : this.#awareness.receive(speaker, payload);
  }

  /** Everyone present, for a stock client. */
  tellAll(speaker: S): void {
    if (speaker.identity.speaksWire) return;
    speaker.outbox.presence(awarenessFrame([...this.#awareness.everyone(), ...this.#own.states(this.#seating)]));
  }

  /** Something else is sent to everybody just now: what there is to show goes with it, if it was due soon. */
  rideAlong(): void {
    if (this.#tick === null) return;
    const since = this.#deps.clock.elapsed() - this.#lastTickAt;
    if (since < presenceIntervalMs(this.#listeners.size) * SOON) return;
    this.#tick();
    this.#run();
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

  /** Its seat; a new one where it has none, under the id it first said. Null for one who is not here. */
  #seat(speaker: S, said: Person): Seat | null {
    const listener = this.#listeners.get(speaker);
    if (listener === undefined) return null;
    if (listener.seat !== null) return listener.seat;
    const { role, speaksWire } = speaker.identity;
    this.#name(speaker, said);
    const id = speaker.person ?? this.#deps.stranger();
    const seat = this.#seating.take({ role, speaksWire, person: { ...said, id } });
    listener.seat = seat;
    if (speaksWire) speaker.outbox.control(encodeMessage({ type: 'slot', slot: seat.slot }));
    return seat;
  }

  /** Who has proven who they are stays that; others are whom they first say, if nobody has to prove to be that. */
  #name(speaker: S, said: Person): void {
    if (speaker.person === null && isUnsecured(said.id)) speaker.person = said.id;
  }

  #unseat(speaker: S): void {
    const listener = this.#listeners.get(speaker);
    if (!listener?.seat) return;
    const { seat } = listener;
    this.#seating.leave(seat);
    listener.seat = null;
    for (const { subscriber } of this.#listeners.values()) subscriber?.forget(seat);
  }

  #schedule(): void {
    if (this.#tick !== null) return;
    const { clock } = this.#deps;
    const wait = this.#lastTickAt + presenceIntervalMs(this.#listeners.size) - clock.elapsed();
    const run = () => this.#run();
    this.#tick = wait <= 0 ? clock.soon(run) : clock.after(wait, run);
  }

  #run(): void {
    this.#tick = null;
    this.#lastTickAt = this.#deps.clock.elapsed();
    const news = this.#seating.takeNews();
    const awareness = this.#awarenessOf(news);
    const tick = new TickFrames(news, this.#seating);
    let sent = 0;
    let isAnybodyLeftOut = false;
    for (const [{ outbox }, { seat, subscriber }] of this.#listeners) {
      if (subscriber === null) {
        if (awareness !== null && outbox.presence(awareness)) sent++;
        continue;
      }
      const heard = subscriber.tell(tick, seat, (frame) => outbox.presence(frame));
      isAnybodyLeftOut ||= heard === null;
      sent += heard ?? 0;
    }
    this.#deps.counters.presence(sent);
    if (isAnybodyLeftOut) this.#schedule();
  }

  /** The tick for stock clients. */
  #awarenessOf({ changed, left }: News): Uint8Array | null {
    const theirs = this.#awareness.takeChanged();
    if (this.#stockClients === 0) return null;
    const states = [...this.#own.gone(left), ...theirs, ...this.#own.states(changed)];
    return states.length === 0 ? null : awarenessFrame(states);
  }

  /** Stock clients drop a person not renewed for 30 s, and take a silent line for a dead one: sent even if empty. */
  #beat(): Cancel {
    return this.#deps.clock.after(this.#deps.limits.heartbeatMs, () => {
      this.#heartbeat = this.#beat();
      const frame = awarenessFrame([...this.#awareness.takeRenewed(), ...this.#own.states(this.#seating)]);
      for (const speaker of this.#listeners.keys()) {
        if (!speaker.identity.speaksWire) speaker.outbox.presence(frame);
      }
    });
  }
}
