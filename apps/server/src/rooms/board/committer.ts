/**
 * Makes edits durable: one transaction a tick for all boards, one at a time. The first edit after a pause goes at once;
 * while edits keep coming the ticks grow with the number of peers and of edits, so that many share a commit and a frame.
 */
import { backoffMs } from '@samrejse/runtime/backoff';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { BoardLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { PendingEdit } from './pending-edits.ts';

/** A board, as the committer sees it. */
export interface Committable {
  readonly id: string;
  readonly peerCount: number;
  readonly pending: readonly PendingEdit[];
  /** Bytes of what is pending. */
  readonly pendingBytes: number;
  /** The first pending edits are durable, and were given these numbers. */
  readonly onCommitted: (seqs: readonly number[]) => void;
  /** The pending edits are not durable; they will be tried again. Called once until a commit succeeds. */
  readonly onNotSaving: () => void;
}

/** How often the commit of a board failed since it last succeeded, and when it is tried again, by `Clock.elapsed`. */
interface Trial {
  failures: number;
  notBefore: number;
}

interface CommitterOptions {
  readonly append: BoardLog['append'];
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
}

export class Committer {
  readonly #options: CommitterOptions;
  readonly #dirty = new Map<Committable, Trial>();
  #running = false;
  #next: { readonly at: number; readonly cancel: Cancel } | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;
  /** Recent edits, each counting less the older it is; as of `#recentAt`. */
  #recent = 0;
  #recentAt = 0;
  /** Callers that wait until nothing is pending. */
  #flushing: (() => void)[] = [];

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** Of all boards, in bytes. */
  get pendingBytes(): number {
    let bytes = 0;
    for (const board of this.#dirty.keys()) bytes += board.pendingBytes;
    return bytes;
  }

  /** Call when a board has something pending. */
  wake(board: Committable): void {
    if (!this.#dirty.has(board)) this.#dirty.set(board, { failures: 0, notBefore: 0 });
    this.#schedule();
  }

  /** Resolves when nothing is pending anywhere; never, while commits fail. */
  flushed(): Promise<void> {
    if (this.#dirty.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#flushing.push(resolve));
  }

  /** Forgets all boards: nothing that is pending now will be saved. */
  stop(): void {
    this.#next?.cancel();
    this.#dirty.clear();
  }

  #schedule(): void {
    if (this.#running || this.#dirty.size === 0) return;
    const earliest = this.#lastAt + this.#tickMs();
    let at = Number.POSITIVE_INFINITY;
    for (const { notBefore } of this.#dirty.values()) at = Math.min(at, Math.max(earliest, notBefore));
    if (this.#next !== null) {
      if (this.#next.at <= at) return;
      this.#next.cancel();
    }
    const { clock } = this.#options;
    const wait = at - clock.elapsed();
    const run = () => {
      this.#run().catch((error: unknown) => this.#options.log.error({ err: error }, 'a tick of commits broke off'));
    };
    this.#next = { at, cancel: wait <= 0 ? clock.soon(run) : clock.after(wait, run) };
  }

  #tickMs(): number {
    const { busy, busyAtEditsPerSecond, most, mostAtPeers } = this.#options.limits.tickMs;
    let peers = 0;
    for (const board of this.#dirty.keys()) peers = Math.max(peers, board.peerCount);
    const byPeers = most * Math.min(1, peers / mostAtPeers);
    return Math.max(byPeers, busy * Math.min(1, this.#editsPerSecond() / busyAtEditsPerSecond));
  }

  /** Of all boards, lately: each edit counts less the longer ago it was. */
  #editsPerSecond(): number {
    const { busyWindowMs } = this.#options.limits;
    const faded = this.#recent * Math.exp(-(this.#options.clock.elapsed() - this.#recentAt) / busyWindowMs);
    return (faded * 1_000) / busyWindowMs;
  }

  #count(edits: number): void {
    const { busyWindowMs } = this.#options.limits;
    this.#recent = (this.#editsPerSecond() * busyWindowMs) / 1_000 + edits;
    this.#recentAt = this.#options.clock.elapsed();
  }

  async #run(): Promise<void> {
    this.#next = null;
    this.#running = true;
    const now = this.#options.clock.elapsed();
    this.#lastAt = now;
    const ready = [...this.#dirty].filter(([, trial]) => trial.notBefore <= now);
    // A board whose commit failed goes alone until it succeeds: one board's trouble stays its own.
    const inOneBatch = ready.filter(([, trial]) => trial.failures === 0).map(([board]) => board);
    const alone = ready.filter(([, trial]) => trial.failures > 0).map(([board]) => [board]);
    try {
      for (const group of [inOneBatch, ...alone]) if (group.length > 0) await this.#commit(group);
    } finally {
      this.#running = false;
      this.#schedule();
    }
    if (this.#dirty.size === 0) for (const resolve of this.#flushing.splice(0)) resolve();
  }

  async #commit(boards: readonly Committable[]): Promise<void> {
    const batches = boards.map((board) => ({ board, edits: [...board.pending] }));
    this.#count(batches.reduce((sum, { edits }) => sum + edits.length, 0));
    let seqs: readonly number[];
    try {
      seqs = await this.#options.append(batches.flatMap(({ edits }) => edits));
    } catch (error) {
      // Whatever the store says: nothing is acknowledged, all is kept, and tried again.
      for (const { board } of batches) this.#onFailure(board, error);
      return;
    }
    let from = 0;
    for (const { board, edits } of batches) {
      this.#onSuccess(board, seqs.slice(from, from + edits.length));
      from += edits.length;
    }
  }

  #onSuccess(board: Committable, seqs: readonly number[]): void {
    this.#dirty.delete(board);
    this.#inform(board, () => board.onCommitted(seqs));
    if (board.pending.length > 0) this.#dirty.set(board, { failures: 0, notBefore: 0 });
  }

  #onFailure(board: Committable, error: unknown): void {
    const { clock, limits, log } = this.#options;
    const trial = this.#dirty.get(board);
    // Stopped meanwhile.
    if (trial === undefined) return;
    trial.failures++;
    trial.notBefore = clock.elapsed() + backoffMs(limits.retry, trial.failures);
    if (trial.failures > 1) return;
    log.error({ err: error, board: board.id }, 'not saving');
    this.#inform(board, () => board.onNotSaving());
  }

  /** A board that fails here is ours to repair, and no reason for the other boards of the tick to wait. */
  #inform(board: Committable, inform: () => void): void {
    try {
      inform();
    } catch (error) {
      this.#options.log.error({ err: error, board: board.id }, 'a board could not be told of its commit');
    }
  }
}
