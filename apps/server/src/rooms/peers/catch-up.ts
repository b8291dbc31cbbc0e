/**
 * Brings peers that are behind up to date: those that just joined at once, and those that fell behind when their connection
 * has drained. Cuts off those whose connection never drains. Our own client is sent ranges of the log; a stock client is
 * sent updates, and asks for what it lacks by its state vector.
 */
import { EMPTY_UPDATE } from '@samrejse/model/document/replica';
import { backoffMs } from '@samrejse/runtime/backoff';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { DamagedLog } from '../../store/board-log.ts';
import { type Bytes, stepTwoFrame } from '../../wire/frames.ts';
import type { ActiveBoard } from '../board/active-board.ts';
import { type EncodedBoard, fromLog } from '../board/encoded-board.ts';
import type { Waiter } from '../board/waiting.ts';
import type { Limits } from '../limits.ts';
import type { Peer } from './peer.ts';
import { Broadcast, type Peers } from './peers.ts';

interface CatchUpOptions {
  readonly board: ActiveBoard;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly peers: Peers;
  /** The board could not be read for the answer to this peer. */
  readonly onFailed: (peer: Peer) => void;
  /** What this peer asked with is no state vector. */
  readonly onNoStateVector: (peer: Peer) => void;
}

/** The frames that bring a peer to edit `seq`. */
interface Supply {
  readonly frames: readonly Bytes[];
  readonly seq: number;
}

export class CatchUp {
  readonly #options: CatchUpOptions;
  #timer: Cancel | null = null;
  /** The peers for whom the board is being read. */
  readonly #reading = new Set<Peer>();
  /** Reads of the board that failed in a row, and when the next is tried, by `Clock.elapsed`. The same for all peers: it is one log. */
  #failures = 0;
  #notBefore = 0;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** Call after sending: looks again from time to time while any peer is behind. */
  watch(): void {
    if (this.#timer !== null || !this.#isAnyoneBehind()) return;
    this.#timer = this.#options.clock.after(this.#options.limits.catchUpMs, () => {
      this.#timer = null;
      const now = this.#options.clock.elapsed();
      for (const peer of this.#options.peers) if (!peer.outbox.cutIfStuck(now)) this.serve(peer);
      this.watch();
    });
  }

  /** A SyncStep1: answers it now, or when the connection has room and the peer may ask again. */
  ask(peer: Peer, stateVector: Uint8Array): void {
    if (peer.question === null && peer.outbox.hasRoom && peer.mayAsk(this.#options.clock.elapsed())) {
      this.#answer(peer, stateVector);
      return;
    }
    peer.question = stateVector;
    this.watch();
  }

  /** Sends a peer what it lacks, as far as its connection takes it. */
  serve(peer: Peer): void {
    if (this.#reading.has(peer) || !peer.outbox.drained) return;
    const after = peer.outbox.behindSince;
    if (after === null) {
      this.#answerWaiting(peer);
      return;
    }
    if (this.#options.clock.elapsed() < this.#notBefore) return;
    this.#reading.add(peer);
    const waiter = {
      run: (supply: Supply) => this.#send(peer, supply),
      fail: (error: unknown) => this.#onFailure(peer, error),
    };
    try {
      this.#read(peer, after, waiter);
    } catch (error) {
      waiter.fail(error);
    }
  }

  close(): void {
    this.#timer?.();
    this.#timer = null;
  }

  #isAnyoneBehind(): boolean {
    for (const peer of this.#options.peers) if (peer.outbox.behindSince !== null || peer.question !== null) return true;
    return false;
  }

  #send(peer: Peer, { frames, seq }: Supply): void {
    this.#reading.delete(peer);
    this.#failures = 0;
    // Edits that were committed during the read went past this peer: then it is still behind, by less.
    const complete = seq >= this.#options.board.committedSeq;
    peer.outbox.catchUp(frames, seq, { complete, now: this.#options.clock.elapsed() });
    this.serve(peer);
    this.watch();
  }

  /** Reads for many peers fail together: the first failure sets the pause, and is logged once for each outage. */
  #onFailure(peer: Peer, error: unknown): void {
    this.#reading.delete(peer);
    const { board, clock, limits, log } = this.#options;
    if (error instanceof DamagedLog) {
      board.noteDamage(error);
      return;
    }
    const now = clock.elapsed();
    if (now < this.#notBefore) return;
    this.#failures++;
    this.#notBefore = now + backoffMs(limits.retry, this.#failures);
    if (this.#failures === 1)
      log.warn({ err: error }, 'reading the board for peers that are behind failed; trying again');
  }

  /** From the bytes, if they are in memory or the peer lacks too much for the log; else from the log. */
  #read(peer: Peer, after: number, { run, fail }: Waiter<Supply>): void {
    const { board, limits } = this.#options;
    const fromBytes = (bytes: EncodedBoard) => {
      const frames = peer.identity.speaksWire ? bytes.ranges(after) : bytes.updateFrames(after);
      run({ frames, seq: Math.max(after, bytes.seq) });
    };
    const { held } = board.bytes;
    if (
      (held !== null && after >= held.snapshotSeq) ||
      after === 0 ||
      board.committedSeq - after > limits.catchUp.edits
    ) {
      board.bytes.use({ run: fromBytes, fail });
      return;
    }
    board
      .since(after)
      .then((range) => {
        const frames = range.updates.length === 0 ? [] : fromLog(() => new Broadcast(range).framesFor(peer));
        run({ frames, seq: range.seq });
      })
      .catch(fail);
  }

  #answerWaiting(peer: Peer): void {
    const { question } = peer;
    if (question === null || !peer.outbox.hasRoom || !peer.mayAsk(this.#options.clock.elapsed())) return;
    peer.question = null;
    this.#answer(peer, question);
  }

  /** SyncStep2: what a peer lacks of the durable board. Our own client is sent that by number. */
  #answer(peer: Peer, stateVector: Uint8Array): void {
    if (peer.identity.speaksWire) {
      peer.outbox.control(stepTwoFrame(EMPTY_UPDATE));
      return;
    }
    const { board, onFailed, onNoStateVector, peers } = this.#options;
    const reply = (bytes: EncodedBoard) => {
      if (!peers.has(peer)) return;
      const frames = bytes.answer(stateVector);
      if (frames === null) onNoStateVector(peer);
      else peer.outbox.answer(frames, bytes.seq);
    };
    board.bytes.use({ run: reply, fail: () => onFailed(peer) });
  }
}
