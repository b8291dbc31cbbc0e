/**
 * Brings peers that are behind up to date: those that just joined, at once, and those that fell behind, when their line
 * has drained. Cuts off those whose never does.
 */
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import type { Bytes } from '../../wire/frames.ts';
import type { ActiveBoard } from '../board/active-board.ts';
import type { EncodedBoard } from '../board/encoded-board.ts';
import type { Limits } from '../limits.ts';
import { Broadcast } from './broadcast.ts';
import type { Peer } from './peer.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly peers: Iterable<Peer>;
  readonly board: ActiveBoard;
  /** A SyncStep1 that came while the line was full. */
  readonly answer: (peer: Peer, stateVector: Uint8Array) => void;
}

interface Supply {
  readonly frames: readonly Bytes[];
  readonly seq: number;
}

export class CatchUp {
  readonly #deps: Deps;
  #timer: Cancel | null = null;
  /** Those for whom something is being read. */
  readonly #served = new Set<Peer>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Call after sending: looks again from time to time while anybody is behind. */
  watch(): void {
    if (this.#timer !== null || !this.#anybody()) return;
    this.#timer = this.#deps.clock.after(this.#deps.limits.catchUpMs, () => {
      this.#timer = null;
      const now = this.#deps.clock.elapsed();
      for (const peer of [...this.#deps.peers]) if (!peer.outbox.cutIfStuck(now)) this.serve(peer);
      this.watch();
    });
  }

  /** Sends a peer what it lacks, as far as its line takes it. */
  serve(peer: Peer): void {
    if (this.#served.has(peer) || !peer.outbox.drained) return;
    const after = peer.outbox.behindSince;
    if (after === null) {
      this.#answer(peer);
      return;
    }
    this.#served.add(peer);
    const fail = (error: unknown) => {
      this.#served.delete(peer);
      this.#deps.log.warn({ err: error }, 'reading the log for a slow peer failed; trying again');
    };
    this.#read(peer, after, (supply) => this.#hand(peer, supply), fail);
  }

  close(): void {
    this.#timer?.();
    this.#timer = null;
  }

  #anybody(): boolean {
    for (const peer of this.#deps.peers) if (peer.outbox.behindSince !== null || peer.question !== null) return true;
    return false;
  }

  #hand(peer: Peer, { frames, seq }: Supply): void {
    this.#served.delete(peer);
    // Edits that were committed during the read went past this peer: then it is behind still, by less.
    const complete = seq >= this.#deps.board.committed;
    peer.outbox.catchUp(frames, seq, { complete, now: this.#deps.clock.elapsed() });
    this.serve(peer);
    this.watch();
  }

  /** From the bytes, if they are here or the peer lacks too much for the log; else from the log. */
  #read(peer: Peer, after: number, done: (supply: Supply) => void, fail: (error: unknown) => void): void {
    const { board, limits } = this.#deps;
    const fromBytes = (bytes: EncodedBoard) => {
      const frames = peer.identity.speaksWire ? bytes.ranges(after) : bytes.updateFrames(after);
      done({ frames, seq: Math.max(after, bytes.seq) });
    };
    const { held } = board.bytes;
    if (held !== null && after >= held.snapshotSeq) fromBytes(held);
    else if (board.committed - after > limits.catchUp.edits || after === 0) board.bytes.use(fromBytes, fail);
    else
      board.since(after).then(({ updates, seq }) => {
        const frames = updates.length === 0 ? [] : new Broadcast({ after, seq, updates }).framesFor(peer);
        done({ frames, seq });
      }, fail);
  }

  #answer(peer: Peer): void {
    const { question } = peer;
    if (question === null || !peer.outbox.hasRoom || !peer.mayAsk(this.#deps.clock.elapsed())) return;
    peer.question = null;
    this.#deps.answer(peer, question);
  }
}
