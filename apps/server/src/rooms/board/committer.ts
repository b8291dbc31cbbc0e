/**
 * Makes edits durable: one transaction a tick for all rooms, one at a time. The first edit after a pause goes at once;
 * while edits keep coming the ticks grow with the room and with their number, so that many share a commit and a frame.
 */
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import type { BoardLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { PendingEdit } from './pending-edits.ts';

/** A room, as the committer sees it. */
export interface Committable {
  readonly id: string;
  readonly peerCount: number;
  readonly pending: readonly PendingEdit[];
  /** The first `count` pending entries are durable. */
  readonly onCommitted: (count: number) => void;
  /** They are not, and will be tried again. Called once until a commit succeeds. */
  readonly onNotSaving: () => void;
}

interface Trial {
  failures: number;
  notBefore: number;
}

interface Deps {
  readonly append: BoardLog['append'];
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
}

export class Committer {
  readonly #deps: Deps;
  readonly #dirty = new Map<Committable, Trial>();
  #running = false;
  #next: { readonly at: number; readonly cancel: Cancel } | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;
  /** Edits of late, faded, and as of when. */
  #recent = 0;
  #recentAt = 0;
  #idle: (() => void)[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Call when a room has something pending. */
  wake(room: Committable): void {
    if (!this.#dirty.has(room)) this.#dirty.set(room, { failures: 0, notBefore: 0 });
    this.#schedule();
  }

  /** Resolves when nothing is pending anywhere; never, while commits fail. */
  flushed(): Promise<void> {
    if (this.#dirty.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Forgets everything: what is pending now is not saved. */
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
    const { clock } = this.#deps;
    const wait = at - clock.elapsed();
    const run = () => void this.#run();
    this.#next = { at, cancel: wait <= 0 ? clock.soon(run) : clock.after(wait, run) };
  }

  #tickMs(): number {
    const { busy, busyAtEditsPerSecond, most, mostAtPeers } = this.#deps.limits.tickMs;
    let peers = 0;
    for (const room of this.#dirty.keys()) peers = Math.max(peers, room.peerCount);
    const byPeers = most * Math.min(1, peers / mostAtPeers);
    return Math.max(byPeers, busy * Math.min(1, this.#editsPerSecond() / busyAtEditsPerSecond));
  }

  /** Of all rooms, of late: each edit counts less the longer ago it was. */
  #editsPerSecond(): number {
    const { busyWindowMs } = this.#deps.limits;
    const faded = this.#recent * Math.exp(-(this.#deps.clock.elapsed() - this.#recentAt) / busyWindowMs);
    return (faded * 1_000) / busyWindowMs;
  }

  #count(edits: number): void {
    const { busyWindowMs } = this.#deps.limits;
    this.#recent = (this.#editsPerSecond() * busyWindowMs) / 1_000 + edits;
    this.#recentAt = this.#deps.clock.elapsed();
  }

  async #run(): Promise<void> {
    this.#next = null;
    this.#running = true;
    const now = this.#deps.clock.elapsed();
    this.#lastAt = now;
    const ready = [...this.#dirty].filter(([, trial]) => trial.notBefore <= now);
    // A room whose commit failed goes alone until it succeeds: one board's trouble stays its own.
    const inOneBatch = ready.filter(([, trial]) => trial.failures === 0).map(([room]) => room);
    const alone = ready.filter(([, trial]) => trial.failures > 0).map(([room]) => [room]);
    for (const group of [inOneBatch, ...alone]) if (group.length > 0) await this.#commit(group);
    this.#running = false;
    if (this.#dirty.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
    this.#schedule();
  }

  async #commit(rooms: readonly Committable[]): Promise<void> {
    const batches = rooms.map((room) => ({ room, entries: [...room.pending] }));
    this.#count(batches.reduce((sum, { entries }) => sum + entries.length, 0));
    try {
      await this.#deps.append(batches.flatMap(({ entries }) => entries));
    } catch (error) {
      // Whatever the store says: nothing is acknowledged, all is kept, and tried again.
      for (const { room } of batches) this.#onFailure(room, error);
      return;
    }
    for (const { room, entries } of batches) this.#onSuccess(room, entries.length);
  }

  #onSuccess(room: Committable, count: number): void {
    this.#dirty.delete(room);
    try {
      room.onCommitted(count);
    } catch (error) {
      // Ours to repair, and no reason for the other rooms of the tick to wait.
      this.#deps.log.error({ err: error, board: room.id }, 'telling of a commit failed');
    }
    if (room.pending.length > 0) this.#dirty.set(room, { failures: 0, notBefore: 0 });
  }

  #onFailure(room: Committable, error: unknown): void {
    const trial = this.#dirty.get(room);
    // Stopped meanwhile.
    if (trial === undefined) return;
    const { first, longest } = this.#deps.limits.retryMs;
    trial.notBefore = this.#deps.clock.elapsed() + Math.min(longest, first * 2 ** trial.failures);
    trial.failures++;
    if (trial.failures > 1) return;
    this.#deps.log.error({ err: error, board: room.id }, 'not saving');
    room.onNotSaving();
  }
}
