/** One board and its peers. Commit, then acknowledge, then broadcast. */
import { assertNever } from '@samrejse/model/records/assert';
import { mintId, type PersonId } from '@samrejse/model/records/ids';
import { may } from '@samrejse/model/rights/permission';
import { rightsIn } from '@samrejse/model/session/rights-in';
import { IDLE } from '@samrejse/model/session/session';
import { CLOSE, type Down, type Up } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { HeldSession } from '../store/sessions.ts';
import { type Frame, readFrame, stepOneFrame } from '../wire/frames.ts';
import type { ActiveBoard } from './board/active-board.ts';
import { type CommittedEdit, soleSender } from './board/pending-edits.ts';
import { type Counters, NO_COUNTERS } from './counters.ts';
import type { Limits } from './limits.ts';
import { CatchUp } from './peers/catch-up.ts';
import { FrameAssembler, PartsBudget } from './peers/frame-assembler.ts';
import type { Socket } from './peers/outbox.ts';
import { type Identity, Peer } from './peers/peer.ts';
import { Broadcast, Peers } from './peers/peers.ts';
import { EditReceiver } from './peers/receive-edits.ts';
import { RoomPresence } from './presence/room-presence.ts';

/** WebSocket's own code for "something went wrong here": clients come back and synchronise anew. */
export const INTERNAL_ERROR = 1011;
export const DAMAGED = 'this board is damaged; the server’s log says how';
const SYNCHRONISE_AGAIN = 'please synchronise again';

export interface RoomOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly counters?: Counters | undefined;
  /** For tests: others than the model's. */
  readonly rightsIn?: RightsIn | undefined;
  /** The board's log cannot be read: everybody was sent away. */
  readonly onDamaged: () => void;
  /** The board lacks edits that somebody else has written. Everybody was sent away; whoever comes next must get another room. */
  readonly onOutdated: () => void;
}

/** Why a room is over: every peer is closed with this, and every peer that joins later. */
interface End {
  readonly code: number;
  readonly reason: string;
}

/** What participants may do while a session is as it is. */
export type RightsIn = typeof rightsIn;

export class Room {
  readonly board: ActiveBoard;
  readonly #options: RoomOptions;
  readonly #peers = new Peers();
  readonly #editReceiver: EditReceiver;
  readonly #presence: RoomPresence<Peer>;
  readonly #catchUp: CatchUp;
  readonly #partsBudget: PartsBudget;
  #held: HeldSession = { session: IDLE, revision: -1 };
  #end: End | null = null;

  constructor(board: ActiveBoard, options: RoomOptions) {
    const { clock, limits, log, counters = NO_COUNTERS } = options;
    this.board = board;
    this.#options = options;
    const peers = this.#peers;
    this.#partsBudget = new PartsBudget(limits.boardPartsBytes);
    const onFailed = (peer: Peer) => this.#restart(peer);
    const onOverloaded = (peer: Peer) => this.#dismiss(peer, CLOSE.overloaded, 'too many frames wait to be saved');
    const actorFor: Room['actorFor'] = (who) => this.actorFor(who);
    this.#editReceiver = new EditReceiver({ board, clock, limits, counters, actorFor, onFailed, onOverloaded });
    this.#presence = new RoomPresence({ clock, limits, counters, stranger: () => mintId<PersonId>() });
    const onNoStateVector = (peer: Peer) => this.#dismiss(peer, CLOSE.protocol, 'not a state vector');
    this.#catchUp = new CatchUp({ board, clock, limits, log, peers, onFailed, onNoStateVector });
    board.open({
      peerCount: () => peers.size,
      onDurable: (edits) => this.#broadcast(edits),
      onCanSave: (canSave) => peers.tell(() => ({ type: 'notice', notice: canSave ? 'saving' : 'not-saving' })),
      onNearlyFull: () => peers.tell(() => ({ type: 'notice', notice: 'nearly-full' })),
      onDamaged: () => {
        this.#endWith({ code: CLOSE.boardDamaged, reason: DAMAGED });
        options.onDamaged();
      },
      onOutdated: () => {
        this.#endWith({ code: INTERNAL_ERROR, reason: SYNCHRONISE_AGAIN });
        options.onOutdated();
      },
    });
  }

  get isFull(): boolean {
    return this.#peers.size >= this.#options.limits.peersPerBoard;
  }

  /** `since`: the last edit a client of ours has. A stock client asks for what it lacks itself. */
  join(socket: Socket, identity: Identity, since = 0): Peer {
    const { clock } = this.#options;
    const { board } = this;
    const peer = this.#createPeer(socket, identity, since);
    // The room may have ended between its being found and this.
    if (this.#end !== null) {
      peer.outbox.close(this.#end.code, this.#end.reason);
      return peer;
    }
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

  /**
   * Who acts on this board, with the rights that the session gives now. Every edit is judged by it, whether it comes by
   * socket, over HTTP or from Slack. `person` is null for a client that has not said who it is.
   */
  actorFor<P extends PersonId | null>({ person, role }: { readonly person: P; readonly role: Role }) {
    const { rightsIn: rights = rightsIn } = this.#options;
    return { person, role, rights: rights(this.#held.session) };
  }

  leave(peer: Peer): void {
    peer.parts.drop();
    if (this.#peers.delete(peer)) this.#presence.leave(peer);
  }

  /** One frame from a peer. */
  receive(peer: Peer, bytes: Uint8Array): void {
    if (!this.#peers.has(peer)) return;
    if (!peer.mayReceive(this.#options.clock.elapsed())) {
      this.#dismiss(peer, CLOSE.overloaded, 'too many frames');
      return;
    }
    const frame = readFrame(bytes);
    if (frame === null) this.#dismiss(peer, CLOSE.protocol, 'not a message of the y-websocket protocol');
    else this.#receiveFrame(peer, frame);
  }

  /** The session as it is now; one older than what is shown is ignored. */
  showSession(held: HeldSession): void {
    if (held.revision <= this.#held.revision) return;
    const isFirst = this.#held.revision === -1;
    this.#held = held;
    if (isFirst) return;
    this.tell(() => ({ type: 'session', session: held.session, serverNow: this.#options.clock.now() }));
  }

  /** Makes a message for each peer anew: its times may differ. */
  tell(message: () => Down): void {
    this.#peers.tell(message);
  }

  /** Closes the connections that were opened with a link. */
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

  #createPeer(socket: Socket, identity: Identity, since: number): Peer {
    const { clock, limits } = this.#options;
    const { committedSeq } = this.board;
    // With more than there is, what it has is of another log than this one.
    const seq = since > committedSeq ? 0 : since;
    const at = identity.speaksWire ? { seq, isBehind: true } : { seq: committedSeq, isBehind: false };
    const parts = new FrameAssembler({
      clock,
      limits,
      budget: this.#partsBudget,
      // A slow network is no fault of the client: it may come again.
      onTooSlow: () => this.#dismiss(peer, CLOSE.overloaded, 'parts came too slowly'),
    });
    const peer = new Peer({ identity, socket, limits, parts, at, now: clock.elapsed() });
    return peer;
  }

  #receiveFrame(peer: Peer, frame: Frame): void {
    switch (frame.kind) {
      case 'document':
        this.#editReceiver.receive(peer, frame.update);
        break;
      case 'step-1':
        this.#catchUp.ask(peer, frame.stateVector);
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
        this.#receiveMessage(peer, frame.message);
        break;
      case 'part':
        this.#receivePart(peer, frame);
        break;
      default:
        assertNever(frame);
    }
  }

  #receiveMessage(peer: Peer, message: Up): void {
    const { clock } = this.#options;
    switch (message.type) {
      case 'clock':
        peer.tell({ type: 'clock', sentAt: message.sentAt, serverNow: clock.now() });
        break;
      case 'introduce':
        this.#presence.introduce(peer, message.person);
        break;
      case 'resume':
        if (!peer.mayAsk(clock.elapsed())) break;
        peer.outbox.fallBehind(Math.min(message.since, this.board.committedSeq), clock.elapsed());
        this.#catchUp.serve(peer);
        this.#catchUp.watch();
        break;
      default:
        assertNever(message);
    }
  }

  #receivePart(peer: Peer, { bytes, left }: Frame & { kind: 'part' }): void {
    // Only edits come in parts, and a viewer's are refused: there is no reason to hold them.
    if (!may(peer.identity.role, 'edit')) {
      if (left === 0) this.#editReceiver.refuseViewer(peer);
      return;
    }
    const assembled = peer.parts.add(bytes, left);
    if (assembled.state === 'waiting') return;
    const frame = assembled.state === 'whole' ? readFrame(assembled.frame) : null;
    if (frame?.kind === 'document') this.#receiveFrame(peer, frame);
    else if (assembled.state === 'bad') this.#dismiss(peer, assembled.code, assembled.reason);
    else this.#dismiss(peer, CLOSE.protocol, 'no edit in parts');
  }

  /** The answer to this question is what was written offline. A viewer is not asked. */
  #askForOffline(peer: Peer): void {
    this.board.stateVector({
      run: (stateVector) => peer.outbox.control(stepOneFrame(stateVector)),
      fail: () => this.#restart(peer),
    });
  }

  /** Edits are durable: their authors are told so, then everybody gets them. */
  #broadcast(edits: readonly CommittedEdit[]): void {
    const { clock, log } = this.#options;
    const { committedSeq, id, savedCount } = this.board;
    const updates = edits.map((edit) => edit.update);
    const broadcast = new Broadcast({ after: committedSeq - edits.length, seq: committedSeq, updates });
    try {
      this.#peers.corked(() => {
        // Presence first: behind a large edit every connection would count as too full for it.
        this.#presence.joinEdits();
        this.#peers.broadcast(broadcast, { sender: soleSender(edits), savedCount, now: clock.elapsed() });
      });
    } catch (error) {
      // The edits are safe; only the telling failed. Peers get them by synchronising anew.
      log.error({ err: error, board: id }, 'broadcasting a commit failed');
      this.dismissAll(INTERNAL_ERROR, SYNCHRONISE_AGAIN);
    }
    this.#catchUp.watch();
  }

  #restart(peer: Peer): void {
    this.#dismiss(peer, INTERNAL_ERROR, SYNCHRONISE_AGAIN);
  }

  /** Sends everybody away, and from now on whoever comes. */
  #endWith(end: End): void {
    this.#end ??= end;
    this.dismissAll(end.code, end.reason);
  }

  #dismiss(peer: Peer, code: number, reason: string): void {
    peer.outbox.close(code, reason);
    this.leave(peer);
  }
}
