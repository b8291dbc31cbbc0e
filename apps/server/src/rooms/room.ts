/** One board and its peers. Commit, then acknowledge, then broadcast. */
import { assertNever } from '@samrejse/model/assert';
import type { BoardId } from '@samrejse/model/ids';
import { may } from '@samrejse/model/permission';
import { mergeUpdates } from '@samrejse/model/replica';
import { IDLE } from '@samrejse/model/session';
import { CLOSE, type Down, type Up } from '@samrejse/model/wire';
import type { HeldSession } from './board-log.ts';
import { CatchUp } from './catch-up.ts';
import { type Frame, readFrame, stepOneFrame, stepTwoFrame, updateFrame } from './frames.ts';
import { Intake } from './intake.ts';
import { type Entry, soleSender } from './journal.ts';
import { LivingBoard, type RoomDeps, type StoredBoard } from './living-board.ts';
import type { Socket } from './outbox.ts';
import { type Identity, Peer } from './peer.ts';
import { Peers } from './peers.ts';
import { PresenceLane } from './presence-lane.ts';
import { NO_TALLY } from './tally.ts';

/** WebSocket's own code for "something went wrong here": clients come back and synchronise anew. */
const INTERNAL_ERROR = 1011;

export class Room {
  readonly living: LivingBoard;
  readonly #deps: RoomDeps;
  readonly #peers = new Peers();
  readonly #intake: Intake;
  readonly #presence: PresenceLane<Peer>;
  readonly #catchUp: CatchUp;
  #held: HeldSession = { session: IDLE, revision: -1 };

  constructor(board: BoardId, stored: StoredBoard, deps: RoomDeps) {
    const { clock, limits, log, tally = NO_TALLY } = deps;
    this.#deps = deps;
    const peers = this.#peers;
    const living = new LivingBoard(board, stored, {
      ...deps,
      peerCount: () => peers.size,
      onDurable: (entries) => this.#release(entries),
      onSaving: (isSaving) => peers.tell(() => ({ type: 'notice', notice: isSaving ? 'saving' : 'not-saving' })),
    });
    this.living = living;
    this.#intake = new Intake({ clock, limits, living, tally });
    this.#presence = new PresenceLane({ clock, limits, tally });
    const answer = (peer: Peer, question: Uint8Array) => living.inOrder(() => this.#answer(peer, question));
    this.#catchUp = new CatchUp({ clock, limits, log, peers, living, answer });
  }

  get isFull(): boolean {
    return this.#peers.size >= this.#deps.limits.peersPerBoard;
  }

  join(socket: Socket, identity: Identity): Peer {
    const { clock, limits } = this.#deps;
    const now = clock.now();
    const peer = new Peer({ identity, socket, limits, seq: this.living.committed, now });
    this.#peers.add(peer);
    peer.tell({ type: 'welcome', role: identity.role, serverNow: now, session: this.#held.session });
    if (!this.living.isSaving) peer.tell({ type: 'notice', notice: 'not-saving' });
    // What was written offline comes up in answer to this. A viewer has nothing to say.
    if (may(identity.role, 'edit')) peer.outbox.control(stepOneFrame(this.living.stateVector()));
    this.#presence.join(peer);
    return peer;
  }

  leave(peer: Peer): void {
    if (this.#peers.delete(peer)) this.#presence.leave(peer);
  }

  /** One frame from a peer. */
  receive(peer: Peer, bytes: Uint8Array): void {
    if (!this.#peers.has(peer)) return;
    if (!peer.mayReceive(this.#deps.clock.now())) {
      this.#dismiss(peer, CLOSE.overloaded, 'too many frames');
      return;
    }
    const frame = readFrame(bytes);
    if (frame === null) this.#dismiss(peer, CLOSE.protocol, 'not a message of the y-websocket protocol');
    else this.#take(peer, frame);
  }

  /** The session as it is now; one older than what is shown is passed over. */
  showSession(held: HeldSession): void {
    if (held.revision <= this.#held.revision) return;
    const isFirst = this.#held.revision === -1;
    this.#held = held;
    if (isFirst) return;
    this.tell(() => ({ type: 'session', session: held.session, serverNow: this.#deps.clock.now() }));
  }

  /** One message for each peer: what is in it may differ. */
  tell(message: () => Down): void {
    this.#peers.tell(message);
  }

  /** Closes the connections that came by a link. */
  dismissLink(link: string): void {
    for (const peer of this.#peers) {
      if (peer.identity.link === link) this.#dismiss(peer, CLOSE.revoked, 'this link was revoked');
    }
  }

  dismissAll(code: number, reason: string): void {
    for (const peer of this.#peers) this.#dismiss(peer, code, reason);
  }

  close(): void {
    this.#presence.rest();
    this.#catchUp.close();
    this.living.close();
  }

  #take(peer: Peer, frame: Frame): void {
    switch (frame.kind) {
      case 'document':
        this.living.inOrder(() => this.#intake.receive(peer, frame.update));
        break;
      case 'step-1':
        this.#ask(peer, frame.stateVector);
        break;
      case 'awareness':
        if (!this.#presence.receive(peer, frame.payload)) this.#dismiss(peer, CLOSE.protocol, 'no awareness update');
        break;
      case 'query-awareness':
        this.#presence.tellAll(peer);
        break;
      case 'presence':
        this.#presence.show(peer, frame.change);
        break;
      case 'ours':
        this.#hear(peer, frame.message);
        break;
      default:
        assertNever(frame);
    }
  }

  #hear(peer: Peer, message: Up): void {
    switch (message.type) {
      case 'clock':
        peer.tell({ type: 'clock', sentAt: message.sentAt, serverNow: this.#deps.clock.now() });
        break;
      case 'introduce':
        this.#presence.introduce(peer, message.person);
        break;
      default:
        assertNever(message);
    }
  }

  #ask(peer: Peer, stateVector: Uint8Array): void {
    if (peer.question === null && peer.outbox.hasRoom && peer.mayAsk(this.#deps.clock.now())) {
      this.living.inOrder(() => this.#answer(peer, stateVector));
      return;
    }
    peer.question = stateVector;
    this.#catchUp.watch();
  }

  /** SyncStep2: what a peer lacks of what is durable. */
  #answer(peer: Peer, stateVector: Uint8Array): void {
    const reply = (diff: Uint8Array | null, seq: number) => {
      if (!this.#peers.has(peer)) return;
      if (diff === null) this.#dismiss(peer, CLOSE.protocol, 'not a state vector');
      else peer.outbox.answer(stepTwoFrame(diff), seq);
    };
    const fail = () => this.#dismiss(peer, INTERNAL_ERROR, 'please synchronise again');
    this.living.diff(stateVector, reply, fail);
  }

  /** Edits are durable: their authors hear it, then everybody gets them. */
  #release(entries: readonly Entry[]): void {
    const { committed } = this.living;
    this.#peers.acknowledge(committed);
    try {
      // One frame, the same bytes to everybody; whoever wrote all of it has it.
      const frame = updateFrame(mergeUpdates(entries.map((entry) => entry.update)));
      this.#peers.document(frame, committed, { sender: soleSender(entries), now: this.#deps.clock.now() });
    } catch (error) {
      // The edits are safe; only the telling failed. Peers get them by synchronising anew.
      this.#deps.log.error({ err: error, board: this.living.board }, 'broadcasting a commit failed');
      this.dismissAll(INTERNAL_ERROR, 'please synchronise again');
    }
    this.#catchUp.watch();
  }

  #dismiss(peer: Peer, code: number, reason: string): void {
    peer.outbox.close(code, reason);
    this.leave(peer);
  }
}
