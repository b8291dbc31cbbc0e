/** One connection to a room: who it is, what it sent, and how far it was told that it is safe. */

import type { PersonId } from '@samrejse/model/records/ids';
import { type Down, encodeMessage } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/enumerations';
import type { Limits } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import { FrameAssembler } from './frame-assembler.ts';
import { Outbox, type Socket } from './outbox.ts';

const MAX_RESYNC_PAUSE_MS = 60_000;

/** What is known of a connection before it joins. */
export interface Identity {
  readonly role: Role;
  /** Hash of the link it came by; a revoked link closes its connections. */
  readonly link: string;
  /** Who they are, proven; null for a client without a guest's secret. */
  readonly person: PersonId | null;
  /** Whether it asked for our own messages. */
  readonly speaksWire: boolean;
}

export class Peer {
  readonly identity: Identity;
  readonly outbox: Outbox;
  /** Who they are, as proven, or else as they first said; set once. */
  person: PersonId | null;
  /** A SyncStep1 that waits: the line is full, or there were too many. The newest stands for all. */
  question: Uint8Array | null = null;
  /** A frame that comes in parts. */
  readonly parts: FrameAssembler;
  /** Of document frames, until it is known whose they are. */
  readonly frames: TokenBucket;
  readonly #questions: TokenBucket;
  readonly #anyFrames: TokenBucket;
  #received = 0;
  /** Frames that are not acknowledged, and the edit each waits for. One may be settled before an earlier one that waits for the board to be read. */
  readonly #dueAt = new Map<number, number>();
  #acknowledged = 0;
  readonly #resyncAfterMs: number;
  /** How long to wait before asking this peer again for what is missing; doubles until it has said something useful. */
  #resyncPauseMs = 0;
  #isResyncDue = false;

  constructor(options: {
    identity: Identity;
    socket: Socket;
    limits: Limits;
    at: { readonly seq: number; readonly isBehind: boolean };
    now: number;
  }) {
    const { identity, socket, limits, at, now } = options;
    this.identity = identity;
    this.person = identity.person;
    this.outbox = new Outbox(socket, limits, { ...at, now });
    this.parts = new FrameAssembler(limits);
    this.frames = new TokenBucket(limits.frames, now);
    this.#questions = new TokenBucket(limits.questions, now);
    this.#anyFrames = new TokenBucket(limits.anyFrames, now);
    this.#resyncAfterMs = limits.resyncAfterMs;
  }

  /** Our own messages; nothing to a stock client. */
  tell(message: Down): void {
    if (this.identity.speaksWire) this.outbox.control(encodeMessage(message));
  }

  mayReceive(now: number): boolean {
    return this.#anyFrames.take(now);
  }

  mayAsk(now: number): boolean {
    return this.#questions.take(now);
  }

  /** In how many ms, and not before `leastMs`, to ask it for what it has and we lack; null if that is under way. */
  nextResync(leastMs: number): number | null {
    if (this.#isResyncDue) return null;
    this.#isResyncDue = true;
    return Math.max(leastMs, this.#resyncPauseMs);
  }

  resyncAsked(): void {
    this.#isResyncDue = false;
    this.#resyncPauseMs = Math.min(MAX_RESYNC_PAUSE_MS, Math.max(this.#resyncAfterMs, this.#resyncPauseMs * 2));
  }

  /** It sent an edit that could be applied. */
  wasHeard(): void {
    this.#resyncPauseMs = 0;
  }

  /** Numbers a document frame, the first 1. */
  countFrame(): number {
    this.#received++;
    return this.#received;
  }

  /** The fate of `frame` is known when edit `seq` is durable. */
  acknowledgeAt(frame: number, seq: number): void {
    this.#dueAt.set(frame, seq);
  }

  /** Acknowledges the frames up to the first whose fate is not durable. `isAt`: with them the peer has all up to there. */
  acknowledge(durableSeq: number, isAt?: number): void {
    const before = this.#acknowledged;
    for (;;) {
      const seq = this.#dueAt.get(this.#acknowledged + 1);
      if (seq === undefined || seq > durableSeq) break;
      this.#acknowledged++;
      this.#dueAt.delete(this.#acknowledged);
    }
    const frames = this.#acknowledged;
    if (frames > before) this.tell({ type: 'ack', frames, ...(isAt === undefined ? {} : { seq: isAt }) });
  }
}
