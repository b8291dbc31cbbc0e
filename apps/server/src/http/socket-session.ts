/**
 * One WebSocket of a board, from when it opens to when it closes. It leases the room, hands it the client's frames, and
 * leaves it again; what is in the frames is the room's matter.
 */
import type { Socket as TcpSocket } from 'node:net';
import type { PersonId } from '@samrejse/model/records/ids';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { CLOSE } from '@samrejse/model/wire/messages';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { WebSocket } from 'ws';
import type { Access, Links } from '../access/links.ts';
import type { Metrics, PeerKind } from '../metrics.ts';
import type { Hub, Lease } from '../rooms/hub.ts';
import type { Limits } from '../rooms/limits.ts';
import type { Socket } from '../rooms/peers/outbox.ts';
import type { Peer } from '../rooms/peers/peer.ts';
import { DAMAGED, INTERNAL_ERROR } from '../rooms/room.ts';
import { DamagedLog } from '../store/board-log.ts';
import { keepAlive } from './keep-alive.ts';
import { roomSocket } from './room-socket.ts';

export interface SocketSessionOptions {
  readonly links: Links;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** WebSocket's own close code. */
const TRY_AGAIN_LATER = 1013;

/** The memory that a waiting frame takes beyond its bytes, so that a client cannot send millions of empty ones. */
const FRAME_OVERHEAD_BYTES = 200;

export interface Visitor {
  readonly access: Access;
  /** The guest whose secret the client brought; null without one. */
  readonly person: PersonId | null;
  /** Up to where a client of ours has the board's log, both 0 for nothing; null for a stock client. */
  readonly position: LogPosition | null;
}

type State =
  /** The room is being loaded; frames that the client sends meanwhile wait. `bytes`: the memory they take. */
  | { readonly state: 'joining'; readonly early: Uint8Array[]; readonly bytes: number }
  | { readonly state: 'joined'; readonly peer: Peer; readonly lease: Lease }
  | { readonly state: 'gone' };

export class SocketSession {
  readonly #options: SocketSessionOptions;
  readonly #access: Access;
  readonly #person: PersonId | null;
  readonly #position: LogPosition | null;
  readonly #socket: Socket;
  readonly #stopPings: Cancel;
  #state: State = { state: 'joining', early: [], bytes: 0 };

  constructor(raw: WebSocket, tcp: TcpSocket, who: Visitor, options: SocketSessionOptions) {
    this.#options = options;
    this.#access = who.access;
    this.#person = who.person;
    this.#position = who.position;
    this.#socket = roomSocket(raw, tcp, (bytes) => options.metrics.sent(bytes));
    this.#stopPings = keepAlive(raw, options.clock, options.limits);
    options.metrics.peerCame(this.#kind);
  }

  get #kind(): PeerKind {
    return this.#position === null ? 'stock' : 'own';
  }

  async join(): Promise<void> {
    const { hub, log } = this.#options;
    let lease: Lease | null = null;
    try {
      lease = await hub.lease(this.#access.board);
      const refusal = await this.#refusal(lease);
      if (refusal === null && lease !== null && this.#state.state === 'joining') {
        this.#enter(lease, this.#state.early);
        return;
      }
      if (refusal !== null) this.#socket.close(refusal.code, refusal.reason);
    } catch (error) {
      // Whoever found the damage has logged it.
      if (error instanceof DamagedLog) this.#socket.close(CLOSE.boardDamaged, DAMAGED);
      else {
        log.error({ err: error, board: this.#access.board }, 'joining a board failed');
        this.#socket.close(INTERNAL_ERROR, 'the board could not be opened');
      }
    }
    lease?.release();
  }

  receive(bytes: Uint8Array): void {
    const state = this.#state;
    if (state.state === 'gone') return;
    this.#options.metrics.received(bytes.byteLength);
    if (state.state === 'joined') {
      this.#hand(state, bytes);
      return;
    }
    const total = state.bytes + bytes.byteLength + FRAME_OVERHEAD_BYTES;
    if (total > this.#options.limits.earlyBytes) {
      this.close(CLOSE.overloaded, 'too much at once');
      return;
    }
    state.early.push(bytes);
    this.#state = { ...state, bytes: total };
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** The WebSocket has closed, whoever closed it. */
  end(): void {
    this.#stopPings();
    this.#options.metrics.peerLeft(this.#kind);
    if (this.#state.state === 'joined') {
      const { lease, peer } = this.#state;
      lease.room.leave(peer);
      lease.release();
    }
    this.#state = { state: 'gone' };
  }

  /**
   * Why the client may not enter after all: while the room was loaded the link may have been revoked, or the room
   * filled.
   */
  async #refusal(lease: Lease | null): Promise<{ readonly code: number; readonly reason: string } | null> {
    const { hub, links } = this.#options;
    const isGood = await links.isGood(this.#access);
    if (lease === null) return { code: CLOSE.boardGone, reason: 'there is no such board' };
    if (!isGood) return { code: CLOSE.revoked, reason: 'this link was revoked' };
    if (hub.isDraining) return { code: CLOSE.draining, reason: 'the server goes away' };
    const epoch = this.#position?.epoch ?? 0;
    if (epoch !== 0 && epoch !== lease.room.board.epoch)
      return { code: CLOSE.otherEpoch, reason: 'this board was put back or made anew' };
    if (lease.room.isFull) return { code: TRY_AGAIN_LATER, reason: 'the board has no room for more people' };
    return null;
  }

  #enter(lease: Lease, early: readonly Uint8Array[]): void {
    const { role, link } = this.#access;
    const identity = { role, link, person: this.#person, speaksWire: this.#position !== null };
    const peer = lease.room.join(this.#socket, identity, this.#position?.seq);
    const joined = { state: 'joined', peer, lease } as const;
    this.#state = joined;
    for (const bytes of early) this.#hand(joined, bytes);
  }

  #hand({ lease, peer }: State & { state: 'joined' }, bytes: Uint8Array): void {
    try {
      lease.room.receive(peer, bytes);
    } catch (error) {
      // A fault of the server's: it ends this session and nothing else.
      this.#options.log.error({ err: error, board: this.#access.board }, 'a frame could not be dealt with');
      this.close(INTERNAL_ERROR, 'please synchronise again');
    }
  }
}
