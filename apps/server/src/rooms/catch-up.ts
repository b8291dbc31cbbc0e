/** Brings peers that fell behind up to date, from the log, when their line has drained; cuts off those whose never does. */
import { mergeUpdates } from '@samrejse/model/replica';
import type { Cancel, Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { updateFrame } from './frames.ts';
import type { Limits } from './limits.ts';
import type { LivingBoard } from './living-board.ts';
import type { Peer } from './peer.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly peers: Iterable<Peer>;
  readonly living: LivingBoard;
  /** A SyncStep1 that came while the line was full. */
  readonly answer: (peer: Peer, stateVector: Uint8Array) => void;
}

export class CatchUp {
  readonly #deps: Deps;
  #timer: Cancel | null = null;
  #reading = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Call after sending: looks again from time to time while anybody is behind. */
  watch(): void {
    if (this.#timer !== null || this.#reading || !this.#anybody()) return;
    this.#timer = this.#deps.clock.after(this.#deps.limits.catchUpMs, () => {
      this.#timer = null;
      void this.#look();
    });
  }

  close(): void {
    this.#timer?.();
    this.#timer = null;
  }

  #anybody(): boolean {
    for (const peer of this.#deps.peers) if (peer.outbox.behindSince !== null || peer.question !== null) return true;
    return false;
  }

  async #look(): Promise<void> {
    this.#reading = true;
    for (const peer of [...this.#deps.peers]) {
      if (peer.outbox.cutIfStuck(this.#deps.clock.now()) || !peer.outbox.drained) continue;
      try {
        await this.#bringUp(peer);
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'reading the log for a slow peer failed; trying again');
      }
    }
    this.#reading = false;
    this.watch();
  }

  async #bringUp(peer: Peer): Promise<void> {
    const { outbox, question } = peer;
    if (outbox.behindSince !== null) {
      const { updates, seq } = await this.#deps.living.since(outbox.behindSince);
      // Edits that were committed during the read went past this peer: then it is behind still, by less.
      const complete = seq >= this.#deps.living.committed;
      const frame = updates.length === 0 ? null : updateFrame(mergeUpdates(updates));
      outbox.catchUp(frame, seq, { complete, now: this.#deps.clock.now() });
    }
    if (question === null || !outbox.hasRoom || !peer.mayAsk(this.#deps.clock.now())) return;
    peer.question = null;
    this.#deps.answer(peer, question);
  }
}
