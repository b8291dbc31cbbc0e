/**
 * Sends a peer as much as its connection takes. A peer that does not keep up loses presence first, then edits (it catches up
 * from the log when its connection has drained), then the connection.
 */
import type { Limits } from '../limits.ts';

/** All that a room knows of a WebSocket. */
export interface Socket {
  readonly send: (frame: Uint8Array) => void;
  /** Frames sent from now on wait, and go out in one write at `uncork`. */
  readonly cork: () => void;
  readonly uncork: () => void;
  readonly close: (code: number, reason: string) => void;
  readonly terminate: () => void;
  /** Bytes that were given to `send` and have not left yet. */
  readonly buffered: () => number;
}

type Delivery =
  | { readonly state: 'live' }
  /** It was sent nothing after edit `after`. `least`: the smallest backlog, in bytes, since time `since`. */
  | { readonly state: 'behind'; readonly after: number; readonly since: number; readonly least: number };

export class Outbox {
  readonly #socket: Socket;
  readonly #limits: Limits;
  #delivery: Delivery = { state: 'live' };
  /** The last edit it was sent. */
  #sentSeq: number;
  #open = true;

  /** `at.seq`: the last edit it has. `at.isBehind`: it is to be brought up from there before it is sent anything live. */
  constructor(
    socket: Socket,
    limits: Limits,
    at: { readonly seq: number; readonly isBehind: boolean; readonly now: number },
  ) {
    this.#socket = socket;
    this.#limits = limits;
    this.#sentSeq = at.seq;
    if (at.isBehind) this.#delivery = { state: 'behind', after: at.seq, since: at.now, least: 0 };
  }

  /** The edit to catch up from; null for a peer that keeps up, or is gone. */
  get behindSince(): number | null {
    return this.#open && this.#delivery.state === 'behind' ? this.#delivery.after : null;
  }

  get drained(): boolean {
    return this.#socket.buffered() <= this.#limits.presenceBufferedBytes;
  }

  /** Whether a whole board may be sent on top of what is waiting. */
  get hasRoom(): boolean {
    return (
      this.#open && this.#delivery.state === 'live' && this.#socket.buffered() <= this.#limits.documentBufferedBytes
    );
  }

  /** Nothing is written until `uncork`: a system call for each frame is most of what a room costs. */
  cork(): void {
    this.#socket.cork();
  }

  uncork(): void {
    this.#socket.uncork();
  }

  /** Sends what is small and must arrive: acknowledgements, answers, notices. */
  control(frame: Uint8Array): void {
    if (this.#open) this.#socket.send(frame);
  }

  /** Sends the frames that bring a peer to edit `seq`, unless its connection is full: then it falls behind. */
  document(frames: readonly Uint8Array[], seq: number, now: number): void {
    if (!this.#open || this.#delivery.state === 'behind') return;
    const buffered = this.#socket.buffered();
    if (buffered > this.#limits.documentBufferedBytes) {
      this.#delivery = { state: 'behind', after: this.#sentSeq, since: now, least: buffered };
      return;
    }
    for (const frame of frames) this.#socket.send(frame);
    this.#sentSeq = seq;
  }

  /** Sends a SyncStep2, and the frames before it, that hold everything up to edit `seq`. */
  answer(frames: readonly Uint8Array[], seq: number): void {
    if (!this.#open) return;
    for (const frame of frames) this.#socket.send(frame);
    this.#sentSeq = Math.max(this.#sentSeq, seq);
  }

  /** The edits up to `seq` are the peer's own and need not be sent. True if it has the whole log with them. */
  skip(seq: number): boolean {
    if (this.#delivery.state === 'behind') return false;
    this.#sentSeq = seq;
    return true;
  }

  /** The peer says that it has nothing after edit `seq`. */
  fallBehind(seq: number, now: number): void {
    this.#delivery = { state: 'behind', after: seq, since: now, least: this.#socket.buffered() };
  }

  /** False if it was not sent, because the connection is full. */
  presence(frame: Uint8Array): boolean {
    if (!this.#open || !this.drained) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Sends a peer that is behind the frames up to edit `seq`. `complete`: there is nothing after it. */
  catchUp(
    frames: readonly Uint8Array[],
    seq: number,
    options: { readonly complete: boolean; readonly now: number },
  ): void {
    if (!this.#open) return;
    for (const frame of frames) this.#socket.send(frame);
    this.#sentSeq = seq;
    this.#delivery = options.complete
      ? { state: 'live' }
      : { state: 'behind', after: seq, since: options.now, least: this.#socket.buffered() };
  }

  /** Cuts off a peer that takes nothing. True if it did. */
  cutIfStuck(now: number): boolean {
    if (!this.#open) return false;
    const buffered = this.#socket.buffered();
    if (buffered <= this.#limits.maxBufferedBytes && !this.#isStuck(buffered, now)) return false;
    this.#open = false;
    this.#socket.terminate();
    return true;
  }

  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close(code, reason);
  }

  #isStuck(buffered: number, now: number): boolean {
    const delivery = this.#delivery;
    if (delivery.state === 'live') return false;
    // With nothing buffered it waits for us: the log is being read for it.
    if (buffered < delivery.least || buffered === 0) {
      this.#delivery = { ...delivery, since: now, least: buffered };
      return false;
    }
    return now - delivery.since > this.#limits.stuckMs;
  }
}
