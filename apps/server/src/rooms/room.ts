/** One board and its peers. Commit, then acknowledge, then broadcast. */

import { EMPTY_UPDATE } from '@samrejse/model/document/replica';
import { assertNever } from '@samrejse/model/records/assert';
import { type BoardId, mintId, type PersonId } from '@samrejse/model/records/ids';
import { may } from '@samrejse/model/rights/permission';
import { IDLE } from '@samrejse/model/session/session';
import { CLOSE, type Down, type Up } from '@samrejse/model/wire/messages';
import type { StoredBoard } from '../store/board-log.ts';
import type { HeldSession } from '../store/sessions.ts';
import { type Frame, readFrame, stepOneFrame, stepTwoFrame } from '../wire/frames.ts';
import { ActiveBoard, type RoomDeps } from './board/active-board.ts';
import type { EncodedBoard } from './board/encoded-board.ts';
import { type PendingEdit, soleSender } from './board/pending-edits.ts';
import { NO_COUNTERS } from './counters.ts';
import { Broadcast } from './peers/broadcast.ts';
import { CatchUp } from './peers/catch-up.ts';
import type { Socket } from './peers/outbox.ts';
import { type Identity, Peer } from './peers/peer.ts';
import { Peers } from './peers/peers.ts';
import { EditReceiver } from './peers/receive-edits.ts';
import { PresenceLane } from './presence/presence.ts';

/** WebSocket's own code for "something went wrong here": clients come back and synchronise anew. */
export const INTERNAL_ERROR = 1011;
export const DAMAGED = 'this board is damaged; the server’s log says how';

export class Room {
  readonly board: ActiveBoard;
  readonly #deps: RoomDeps;
  readonly #peers = new Peers();
  readonly #editReceiver: EditReceiver;
  readonly #presence: PresenceLane<Peer>;
  readonly #catchUp: CatchUp;
  #held: HeldSession = { session: IDLE, revision: -1 };

  constructor(id: BoardId, stored: StoredBoard, deps: RoomDeps & { readonly onDamaged: () => void }) {
    const { clock, limits, log, counters = NO_COUNTERS } = deps;
    this.#deps = deps;
    const peers = this.#peers;
    const board = new ActiveBoard(id, stored, {
      ...deps,
      peerCount: () => peers.size,
      onDurable: (entries) => this.#broadcast(entries),
      onSaving: (isSaving) => peers.tell(() => ({ type: 'notice', notice: isSaving ? 'saving' : 'not-saving' })),
      onNearlyFull: () => peers.tell(() => ({ type: 'notice', notice: 'nearly-full' })),
      onDamaged: () => {
        this.dismissAll(CLOSE.boardDamaged, DAMAGED);
        deps.onDamaged();
      },
    });
    this.board = board;
    this.#editReceiver = new EditReceiver({ clock, limits, board, counters, onFailed: (peer) => this.#restart(peer) });
    this.#presence = new PresenceLane({ clock, limits, counters, stranger: () => mintId<PersonId>() });
    const answer = (peer: Peer, question: Uint8Array) => this.#answer(peer, question);
    this.#catchUp = new CatchUp({ clock, limits, log, peers, board, answer });
  }

  get isFull(): boolean {
    return this.#peers.size >= this.#deps.limits.peersPerBoard;
  }

  /** `since`: the last edit a client of ours has. A stock client asks for what it lacks itself. */
  join(socket: Socket, identity: Identity, since = 0): Peer {
    const { clock, limits } = this.#deps;
    const { board } = this;
    // More than there is: what it has is of another log than this one.
    const seq = since > board.committed ? 0 : since;
    const at = identity.speaksWire ? { seq, isBehind: true } : { seq: board.committed, isBehind: false };
    const peer = new Peer({ identity, socket, limits, at, now: clock.elapsed() });
    this.#peers.add(peer);
    const { epoch } = board;
    peer.tell({ type: 'welcome', role: identity.role, serverNow: clock.now(), session: this.#held.session, epoch });
    if (!board.isSaving) peer.tell({ type: 'notice', notice: 'not-saving' });
    if (board.isNearlyFull) peer.tell({ type: 'notice', notice: 'nearly-full' });
    if (may(identity.role, 'edit')) this.#askForOffline(peer);
    this.#catchUp.serve(peer);
    this.#catchUp.watch();
    this.#presence.join(peer);
    return peer;
  }

  leave(peer: Peer): void {
    if (this.#peers.delete(peer)) this.#presence.leave(peer);
  }

  /** One frame from a peer. */
  receive(peer: Peer, bytes: Uint8Array): void {
    if (!this.#peers.has(peer)) return;
    if (!peer.mayReceive(this.#deps.clock.elapsed())) {
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
    this.board.close();
  }

  #take(peer: Peer, frame: Frame): void {
    switch (frame.kind) {
      case 'document':
        this.#editReceiver.receive(peer, frame.update);
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
      case 'part':
        this.#assemble(peer, frame);
        break;
      default:
        assertNever(frame);
    }
  }

  #hear(peer: Peer, message: Up): void {
    const { clock } = this.#deps;
    switch (message.type) {
      case 'clock':
        peer.tell({ type: 'clock', sentAt: message.sentAt, serverNow: clock.now() });
        break;
      case 'introduce':
        this.#presence.introduce(peer, message.person);
        break;
      case 'resume':
        if (!peer.mayAsk(clock.elapsed())) break;
        peer.outbox.fallBehind(Math.min(message.since, this.board.committed), clock.elapsed());
        this.#catchUp.serve(peer);
        this.#catchUp.watch();
        break;
      default:
        assertNever(message);
    }
  }

  #assemble(peer: Peer, { bytes, left }: Frame & { kind: 'part' }): void {
    const assembled = peer.parts.add(bytes, left, this.#deps.clock.elapsed());
    if (assembled.state === 'waiting') return;
    const frame = assembled.state === 'whole' ? readFrame(assembled.frame) : null;
    if (frame?.kind === 'document') this.#take(peer, frame);
    else this.#dismiss(peer, CLOSE.protocol, assembled.state === 'bad' ? assembled.reason : 'no edit in parts');
  }

  /** What was written offline comes up in answer to this. A viewer has nothing to say. */
  #askForOffline(peer: Peer): void {
    this.board.stateVector(
      (stateVector) => peer.outbox.control(stepOneFrame(stateVector)),
      () => this.#restart(peer),
    );
  }

  #ask(peer: Peer, stateVector: Uint8Array): void {
    if (peer.question === null && peer.outbox.hasRoom && peer.mayAsk(this.#deps.clock.elapsed())) {
      this.#answer(peer, stateVector);
      return;
    }
    peer.question = stateVector;
    this.#catchUp.watch();
  }

  /** SyncStep2: what a peer lacks of what is durable. A client of ours has been sent that, by number. */
  #answer(peer: Peer, stateVector: Uint8Array): void {
    if (peer.identity.speaksWire) {
      peer.outbox.control(stepTwoFrame(EMPTY_UPDATE));
      return;
    }
    const reply = (bytes: EncodedBoard) => {
      if (!this.#peers.has(peer)) return;
      const frames = bytes.answer(stateVector);
      if (frames === null) this.#dismiss(peer, CLOSE.protocol, 'not a state vector');
      else peer.outbox.answer(frames, bytes.seq);
    };
    this.board.bytes.use(reply, () => this.#restart(peer));
  }

  /** Edits are durable: their authors hear it, then everybody gets them. */
  #broadcast(entries: readonly PendingEdit[]): void {
    const { committed } = this.board;
    const updates = entries.map((entry) => entry.update);
    const broadcast = new Broadcast({ after: committed - entries.length, seq: committed, updates });
    try {
      this.#peers.corked(() => {
        // First, for behind a large edit every line would count as too full for it.
        this.#presence.rideAlong();
        this.#peers.broadcast(broadcast, { sender: soleSender(entries), now: this.#deps.clock.elapsed() });
      });
    } catch (error) {
      // The edits are safe; only the telling failed. Peers get them by synchronising anew.
      this.#deps.log.error({ err: error, board: this.board.id }, 'broadcasting a commit failed');
      this.dismissAll(INTERNAL_ERROR, 'please synchronise again');
    }
    this.#catchUp.watch();
  }

  #restart(peer: Peer): void {
    this.#dismiss(peer, INTERNAL_ERROR, 'please synchronise again');
  }

  #dismiss(peer: Peer, code: number, reason: string): void {
    peer.outbox.close(code, reason);
    this.leave(peer);
  }
}
