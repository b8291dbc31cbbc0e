/** One connection to a room: who it is, what it sent, and how much of that was acknowledged. */
import type { PersonId } from '@samrejse/model/records/ids';
import { type Down, encodeMessage } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import { type Backoff, backoffMs } from '@samrejse/runtime/backoff';
import type { Limits } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { FrameAssembler } from './frame-assembler.ts';
import { Outbox, type Socket } from './outbox.ts';

/** What is known of a connection before it joins. */
export interface Identity {
  readonly role: Role;
  /** Hash of the link it came by; a revoked link closes its connections. */
  readonly link: string;
  /** The person, proven; null for a client without a guest's secret. */
  readonly person: PersonId | null;
  /** Whether it asked for our own messages. */
  readonly speaksWire: boolean;
}

export class Peer {
  readonly identity: Identity;
  readonly outbox: Outbox;
  /** The person: proven, or else as whom the client first wrote or introduced itself. Set once. */
  person: PersonId | null;
  /** A SyncStep1 that waits, because the connection is full or there were too many. The newest stands for all. */
  question: Uint8Array | null = null;
  /** Puts together a frame that comes in parts. */
  readonly parts: FrameAssembler;
  /** Limits document frames until it is known whose they are. */
  readonly frames: TokenBucket;
  readonly #questions: TokenBucket;
  readonly #anyFrames: TokenBucket;
  #received = 0;
  /**
   * Frames whose fate is known and that are not acknowledged, with the number of durable edits each waits for. Fates may
   * come out of order, because a frame may wait for the board to be read; acknowledgements go in order.
   */
  readonly #dueAt = new Map<number, number>();
  #acknowledged = 0;
  readonly #resync: Backoff;
  /** How often this peer was asked in vain for what is missing. */
  #resyncs = 0;
  #isResyncDue = false;

  constructor(options: {
    readonly identity: Identity;
    readonly socket: Socket;
    readonly limits: Limits;
    readonly parts: FrameAssembler;
    /** The last edit of the log it has. `isBehind`: it is to be brought up from there before it is sent anything live. */
    readonly at: { readonly seq: number; readonly isBehind: boolean };
    readonly now: number;
  }) {
    const { identity, socket, limits, parts, at, now } = options;
    this.identity = identity;
    this.person = identity.person;
    this.outbox = new Outbox(socket, limits, { ...at, now });
    this.parts = parts;
    this.frames = new TokenBucket(limits.frames, now);
    this.#questions = new TokenBucket(limits.questions, now);
    this.#anyFrames = new TokenBucket(limits.anyFrames, now);
    this.#resync = limits.resync;
  }

  /** Sends one of our own messages; a stock client is sent nothing. */
  tell(message: Down): void {
    if (this.identity.speaksWire) this.outbox.control(encodeMessage(message));
  }

  mayReceive(now: number): boolean {
    return this.#anyFrames.take(now);
  }

  mayAsk(now: number): boolean {
    return this.#questions.take(now);
  }

  /** In how many ms, and not before `leastMs`, to ask it for what the board lacks; null if it will be asked already. */
  nextResync(leastMs: number): number | null {
    if (this.#isResyncDue) return null;
    this.#isResyncDue = true;
    return this.#resyncs === 0 ? leastMs : Math.max(leastMs, backoffMs(this.#resync, this.#resyncs));
  }

  resyncAsked(): void {
    this.#isResyncDue = false;
    this.#resyncs++;
  }

  /** It sent an edit that could be applied: the next question may come at once again. */
  resyncSucceeded(): void {
    this.#resyncs = 0;
  }

  /** How many of its document frames wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.#received - this.#acknowledged;
  }

  /** Numbers a document frame, the first 1. */
  countFrame(): number {
    this.#received++;
    return this.#received;
  }

  /** `frame` is settled when the first `count` edits of the board are durable; 0 for at once, as a refused frame is. */
  settleAt(frame: number, count: number): void {
    this.#dueAt.set(frame, count);
  }

  /**
   * Acknowledges the frames up to the first that waits for more than `savedCount` edits. `hasUpToSeq`: with these frames
   * the peer has the log up to this number.
   */
  acknowledge(savedCount: number, hasUpToSeq?: number): void {
    const before = this.#acknowledged;
    for (;;) {
      const count = this.#dueAt.get(this.#acknowledged + 1);
      if (count === undefined || count > savedCount) break;
      this.#acknowledged++;
      this.#dueAt.delete(this.#acknowledged);
    }
    const frames = this.#acknowledged;
    if (frames > before) this.tell({ type: 'ack', frames, ...(hasUpToSeq === undefined ? {} : { seq: hasUpToSeq }) });
  }
}
