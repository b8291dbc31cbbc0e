/**
 * Who is on the board and what they show: cursor, selection, dragged cards. It is lossy: once a tick the latest that
 * somebody shows is sent, in one frame for all clients that are told the same.
 *
 * - A client introduces itself once. The id that it is known by from then on holds for the connection; the server gives it
 *   a slot, and what it shows later carries neither id nor name. Slots and names are the server's word.
 * - The first change after a pause is sent at once. After that, ticks keep a distance that grows with the room; a tick
 *   that is nearly due is sent along with edits.
 * - A tab in the background is sent nothing, nor is a socket in which too much is waiting. When the tab is seen again, or
 *   the socket has drained, the client is told everything.
 * - Where nothing changes, nothing is sent. Only stock clients get heartbeats, and only while there are any.
 * - A client that has said which part of the board it draws is not sent places outside that part (`view-filter.ts`).
 */

import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { isUnsecured } from '@samrejse/model/wire/guest';
import { encodeMessage } from '@samrejse/model/wire/messages';
import { presenceIntervalMs, presenceOf, type ShownChange, shownChange, shownIn } from '@samrejse/model/wire/presence';
import type { Role } from '@samrejse/model/words/roles';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import { awarenessFrame, readAwareness } from '../../wire/frames.ts';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import { Awareness } from './awareness.ts';
import { AwarenessBridge } from './awareness-bridge.ts';
import { PresenceSubscriber } from './presence-subscriber.ts';
import { type Attendee, Roster, type RosterChanges } from './roster.ts';
import { TickFrames } from './tick-frames.ts';

/** What presence needs of a peer of the room. */
export interface PresencePeer {
  readonly identity: { readonly role: Role; readonly speaksWire: boolean };
  /** The person it introduced itself as. */
  person: PersonId | null;
  readonly outbox: {
    readonly control: (frame: Uint8Array) => void;
    /** False if it was not sent, because too much is waiting in the socket. */
    readonly presence: (frame: Uint8Array) => boolean;
  };
}

interface RoomPresenceOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly counters: Counters;
  /** Makes an id for a client that claims to be a person whom it would have to prove to be. */
  readonly stranger: () => PersonId;
}

/** What is kept of one peer. */
interface Connected {
  /** Null until it is shown to the others. */
  attendee: Attendee | null;
  /** Null for a stock client, which is sent awareness instead. */
  readonly subscriber: PresenceSubscriber | null;
}

/**
 * From this share of the pause between two ticks on, presence is sent along with edits: a tick of its own would cost a
 * write to each socket.
 */
const SHARE_TO_JOIN_EDITS = 0.6;

export class RoomPresence<S extends PresencePeer> {
  readonly #options: RoomPresenceOptions;
  readonly #connected = new Map<S, Connected>();
  readonly #roster = new Roster(() => this.#schedule());
  readonly #awareness: Awareness<S>;
  readonly #bridge: AwarenessBridge;
  #stockClients = 0;
  #tick: Cancel | null = null;
  #heartbeat: Cancel | null = null;
  #lastTickAt = Number.NEGATIVE_INFINITY;

  constructor(options: RoomPresenceOptions) {
    this.#options = options;
    this.#bridge = new AwarenessBridge(options.clock);
    this.#awareness = new Awareness<S>({
      limits: options.limits,
      toOne: (peer, frame) => peer.outbox.presence(frame),
      onShow: (peer, presence) => {
        const attendee = this.#attendeeOf(peer, presence.person);
        if (attendee === null) return presence;
        this.#roster.show(attendee, shownChange(attendee.shown, shownIn(presence)));
        return presenceOf(attendee.person, attendee.role, attendee.shown);
      },
      onHide: (peer) => this.#hide(peer),
      onChange: () => this.#schedule(),
    });
  }

  join(peer: S): void {
    const subscriber = peer.identity.speaksWire ? new PresenceSubscriber() : null;
    this.#connected.set(peer, { attendee: null, subscriber });
    if (subscriber !== null) {
      this.#schedule();
      return;
    }
    this.#stockClients++;
    this.#heartbeat ??= this.#beat();
    this.tellAll(peer);
  }

  leave(peer: S): void {
    if (!this.#connected.has(peer)) return;
    this.#awareness.leave(peer);
    this.#hide(peer);
    this.#connected.delete(peer);
    if (!peer.identity.speaksWire) this.#stockClients--;
    if (this.#stockClients === 0) this.#stopBeating();
    if (this.#connected.size === 0) this.rest();
  }

  /** One of our own clients says who it is. Its first id holds. Without a name it is not shown to the others. */
  introduce(peer: S, person: Person): void {
    if (!peer.identity.speaksWire) return;
    this.#name(peer, person);
    if (person.name === '') return;
    const attendee = this.#attendeeOf(peer, person);
    if (attendee !== null) this.#roster.rename(attendee, person);
  }

  /**
   * One of our own clients shows something else; ignored until it has introduced itself. Its view is for the server
   * alone.
   */
  show(peer: S, change: ShownChange): void {
    const { attendee = null, subscriber = null } = this.#connected.get(peer) ?? {};
    if (subscriber === null) return;
    if (subscriber.note(change)) this.#schedule();
    const { view: _, ...forOthers } = change;
    if (attendee !== null && Object.keys(forOthers).length > 0) this.#roster.show(attendee, forOthers);
  }

  /**
   * An awareness frame from a peer. False if the bytes are none. From our own clients it is ignored: y-websocket sends one
   * when it closes.
   */
  receive(peer: S, payload: Uint8Array): boolean {
    return peer.identity.speaksWire ? readAwareness(payload) !== null : this.#awareness.receive(peer, payload);
  }

  /** Sends everybody's state to a stock client. */
  tellAll(peer: S): void {
    if (peer.identity.speaksWire) return;
    peer.outbox.presence(awarenessFrame([...this.#awareness.everyone(), ...this.#bridge.states(this.#roster)]));
  }

  /** Edits are being sent to everybody: sends the next tick with them, if it is nearly due. */
  joinEdits(): void {
    if (this.#tick === null) return;
    const since = this.#options.clock.elapsed() - this.#lastTickAt;
    if (since < presenceIntervalMs(this.#connected.size) * SHARE_TO_JOIN_EDITS) return;
    this.#tick();
    this.#run();
  }

  /** Stops all timers; the next change starts them again. */
  rest(): void {
    this.#tick?.();
    this.#tick = null;
    this.#stopBeating();
  }

  #stopBeating(): void {
    this.#heartbeat?.();
    this.#heartbeat = null;
  }

  /** The peer's attendee, made under the id it first said where it has none. Null for a peer that has left. */
  #attendeeOf(peer: S, said: Person): Attendee | null {
    const connected = this.#connected.get(peer);
    if (connected === undefined) return null;
    if (connected.attendee !== null) return connected.attendee;
    const { role, speaksWire } = peer.identity;
    this.#name(peer, said);
    const id = peer.person ?? this.#options.stranger();
    const attendee = this.#roster.add({ role, speaksWire, person: { ...said, id } });
    connected.attendee = attendee;
    if (speaksWire) peer.outbox.control(encodeMessage({ type: 'slot', slot: attendee.slot }));
    return attendee;
  }

  /**
   * Sets who a peer is, once. A proven person stays; another is the first it says, unless that person needs a proof.
   */
  #name(peer: S, said: Person): void {
    if (peer.person === null && isUnsecured(said.id)) peer.person = said.id;
  }

  #hide(peer: S): void {
    const connected = this.#connected.get(peer);
    if (!connected?.attendee) return;
    const { attendee } = connected;
    this.#roster.remove(attendee);
    connected.attendee = null;
    for (const { subscriber } of this.#connected.values()) subscriber?.forget(attendee);
  }

  #schedule(): void {
    if (this.#tick !== null) return;
    const { clock } = this.#options;
    const wait = this.#lastTickAt + presenceIntervalMs(this.#connected.size) - clock.elapsed();
    const run = () => this.#run();
    this.#tick = wait <= 0 ? clock.soon(run) : clock.after(wait, run);
  }

  #run(): void {
    this.#tick = null;
    this.#lastTickAt = this.#options.clock.elapsed();
    const changes = this.#roster.takeChanges();
    const awareness = this.#awarenessOf(changes);
    const tick = new TickFrames(changes, this.#roster);
    let sent = 0;
    let isAnybodyLeftOut = false;
    for (const [{ outbox }, { attendee, subscriber }] of this.#connected) {
      if (subscriber === null) {
        if (awareness !== null && outbox.presence(awareness)) sent++;
        continue;
      }
      const count = subscriber.tell(tick, attendee, (frame) => outbox.presence(frame));
      isAnybodyLeftOut ||= count === null;
      sent += count ?? 0;
    }
    this.#options.counters.presence(sent);
    if (isAnybodyLeftOut) this.#schedule();
  }

  /** The frame of one tick for stock clients; null if there is nothing to send. */
  #awarenessOf({ changed, left }: RosterChanges): Uint8Array | null {
    const theirs = this.#awareness.takeChanged();
    if (this.#stockClients === 0) return null;
    const states = [...this.#bridge.gone(left), ...theirs, ...this.#bridge.states(changed)];
    return states.length === 0 ? null : awarenessFrame(states);
  }

  /**
   * Sends stock clients a frame regularly, even an empty one: they drop a person who is not renewed for 30 s, and take a
   * silent socket for a dead one.
   */
  #beat(): Cancel {
    return this.#options.clock.after(this.#options.limits.heartbeatMs, () => {
      this.#heartbeat = this.#beat();
      const frame = awarenessFrame([...this.#awareness.takeRenewed(), ...this.#bridge.states(this.#roster)]);
      for (const peer of this.#connected.keys()) {
        if (!peer.identity.speaksWire) peer.outbox.presence(frame);
      }
    });
  }
}
