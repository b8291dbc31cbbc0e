/**
 * Makes snapshots in a thread of their own, because building a large board's document takes most of a second. The thread
 * ends when it has nothing to do, and gives its memory back. If it dies or hangs, only the snapshot under way is lost.
 */
import { Worker } from 'node:worker_threads';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import { COMPILE_CACHE } from '../../compile-cache.ts';
import { DamagedLog } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { Compacted } from './compact.ts';
import type { WorkerAnswer } from './compaction-worker.ts';

const WORKER = new URL('./compaction-worker.ts', import.meta.url);

/** Too many boards wait already: look again later. */
export class CompactorBusy extends Error {
  override readonly name = 'CompactorBusy';
}

interface Job {
  readonly updates: readonly Uint8Array[];
  readonly resolve: (compacted: Compacted) => void;
  readonly reject: (error: Error) => void;
}

export class Compactor {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #waiting: Job[] = [];
  #busy: Job | null = null;
  #worker: Worker | null = null;
  /** Ends a worker that has nothing to do, or hangs. */
  #timer: Cancel | null = null;

  constructor({ clock, limits }: { readonly clock: Clock; readonly limits: Limits }) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Rejects with `DamagedLog` where no replica takes the updates, and with `CompactorBusy` where too many boards wait. */
  compact(updates: readonly Uint8Array[]): Promise<Compacted> {
    if (this.#waiting.length >= this.#limits.waitingCompactions) return Promise.reject(new CompactorBusy());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ updates, resolve, reject });
      this.#next();
    });
  }

  /** Gives up what is under way: nothing is lost, because the log has every edit. */
  close(): void {
    this.#end('the server goes away');
    for (const job of this.#waiting.splice(0)) job.reject(new Error('the server goes away'));
  }

  #next(): void {
    if (this.#busy !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#endAfter(this.#limits.workerIdleMs, 'it has nothing to do');
      return;
    }
    this.#busy = job;
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(job.updates);
    } catch (error) {
      // No thread can be had. The snapshot can wait; the board cannot.
      this.#end(String(error));
      return;
    }
    this.#endAfter(this.#limits.compactionMs, 'it took too long');
  }

  #start(): Worker {
    const worker = new Worker(WORKER, {
      env: { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? COMPILE_CACHE },
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.workerMegabytes },
    });
    worker.unref();
    worker.on('message', (answer: WorkerAnswer) => {
      if (this.#worker === worker) this.#finish(answer);
    });
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#end(String(error));
    });
    return worker;
  }

  #finish(answer: WorkerAnswer): void {
    const job = this.#busy;
    this.#busy = null;
    if (answer.outcome === 'compacted') job?.resolve(answer.compacted);
    else if (answer.outcome === 'damaged') job?.reject(new DamagedLog(answer.message));
    else job?.reject(new Error(answer.message));
    this.#next();
  }

  #endAfter(ms: number, why: string): void {
    this.#timer?.();
    this.#timer = this.#worker === null ? null : this.#clock.after(ms, () => this.#end(why));
  }

  #end(why: string): void {
    this.#timer?.();
    this.#timer = null;
    const [worker, job] = [this.#worker, this.#busy];
    this.#worker = null;
    this.#busy = null;
    // A thread that has ended already has nothing to say.
    worker?.terminate().catch(() => {});
    job?.reject(new Error(`the compaction of a board was given up: ${why}`));
    if (this.#waiting.length > 0) this.#next();
  }
}
