/** Goes through the open requests when they are due. There is one worker, and it does one thing at a time. */
import { type Backoff, backoffMs } from '@samrejse/runtime/backoff';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { Limits } from '../limits.ts';
import type { Database } from '../store/database.ts';
import {
  dueRequests,
  forgetRequests,
  nextDueAt,
  postponeRequest,
  reviewRequests,
  type StoredRequest,
  setAsideRequests,
} from '../store/requests.ts';
import { retryDelayMs } from './executor.ts';
import type { Intake } from './intake.ts';

export interface WorkerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  /** A function, because intake and worker know each other. */
  readonly intake: () => Pick<Intake, 'retry' | 'isBeingAnswered'>;
}

/** The shortest pause between two rounds, and the longest while rounds fail. */
const ROUNDS: Backoff = { firstMs: 100, longestMs: 60_000 };

export class Worker {
  readonly #options: WorkerOptions;
  #state: 'idle' | 'working' | 'stopped' = 'stopped';
  #cancelWaking: Cancel = () => {};
  #cancelForgetting: Cancel = () => {};
  #round: Promise<void> = Promise.resolve();
  #failedRounds = 0;
  /** By `clock.elapsed()`; before the first round, when the worker was started. */
  #roundEndedAt = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    const { db, clock, log } = this.#options;
    this.#state = 'idle';
    this.#roundEndedAt = clock.elapsed();
    const setAside = reviewRequests(db);
    if (setAside > 0)
      log.warn({ requests: setAside }, 'stored requests that this version cannot read: kept, not tried');
    this.#forget();
    this.reschedule();
  }

  /**
   * Finds out anew when the next request is due. The pause counts from the end of the last round, not from this call:
   * every answered command calls this, and a busy channel would put the wake-up off for ever.
   */
  reschedule(): void {
    const { db, clock } = this.#options;
    if (this.#state !== 'idle') return;
    this.#cancelWaking();
    const notBefore = this.#roundEndedAt + backoffMs(ROUNDS, this.#failedRounds + 1);
    const isScheduled = this.#guarded(() => {
      const dueAt = nextDueAt(db);
      if (dueAt !== null) this.#wakeAt(Math.max(notBefore, clock.elapsed() + dueAt - clock.now()));
    });
    if (!isScheduled) this.#wakeAt(this.#roundEndedAt + ROUNDS.longestMs);
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#cancelWaking();
    this.#cancelForgetting();
    await this.#round;
  }

  /** `elapsed` is a moment of `clock.elapsed()`. One that has passed wakes the worker at once. */
  #wakeAt(elapsed: number): void {
    const { clock } = this.#options;
    this.#cancelWaking();
    this.#cancelWaking = clock.after(Math.max(0, elapsed - clock.elapsed()), () => this.#work());
  }

  #work(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'working';
    const onDone = () => {
      this.#failedRounds = 0;
    };
    const onFailed = (error: unknown) => {
      this.#failedRounds++;
      this.#options.log.error({ err: error }, 'a round of the worker failed; it goes on');
    };
    this.#round = this.#goThrough()
      .then(onDone, onFailed)
      .then(() => {
        if (this.#state === 'stopped') return;
        this.#state = 'idle';
        this.#roundEndedAt = this.#options.clock.elapsed();
        this.reschedule();
      });
  }

  async #goThrough(): Promise<void> {
    const { db, clock, limits, log, intake } = this.#options;
    const { due, unreadable } = dueRequests(db, clock.now(), limits.workerBatch);
    if (unreadable.length > 0) {
      setAsideRequests(db, unreadable);
      log.error({ requests: unreadable.length }, 'requests that this version cannot read are set aside, and kept');
    }
    for (const stored of due) {
      if (this.#state === 'stopped') return;
      if (intake().isBeingAnswered(stored.dedupeKey)) continue;
      // While the board is silent the others would only wait for the same silence.
      if (!(await this.#retry(stored))) return;
    }
  }

  /** What goes wrong with one request is that request's trouble: it is put off, and the others have their turn. */
  async #retry(stored: StoredRequest): Promise<boolean> {
    const { db, clock, limits, log, intake } = this.#options;
    try {
      return await intake().retry(stored.dedupeKey);
    } catch (error) {
      log.error({ err: error }, 'a request could not be tried; the others go on');
      postponeRequest(db, stored.dedupeKey, clock.now() + retryDelayMs(stored.attempts, limits));
      return true;
    }
  }

  #forget(): void {
    const { db, clock, limits } = this.#options;
    this.#guarded(() => forgetRequests(db, clock.now() - limits.rememberMs));
    this.#cancelForgetting = clock.after(limits.forgetEveryMs, () => this.#forget());
  }

  /** Runs what needs the database. A failure must not end the process: a full disk may have room again in a minute. */
  #guarded(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      this.#options.log.error({ err: error }, 'the worker cannot use the database; it tries again');
      return false;
    }
  }
}
