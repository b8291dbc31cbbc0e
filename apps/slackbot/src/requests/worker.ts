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

export interface Worker {
  readonly start: () => void;
  /** Finds out anew when the next request is due. */
  readonly reschedule: () => void;
  readonly stop: () => Promise<void>;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  /** A function, because intake and worker know each other. */
  readonly intake: () => Pick<Intake, 'retry' | 'isInHand'>;
}

/** The shortest pause between two rounds, and the longest while rounds fail. */
const ROUNDS: Backoff = { firstMs: 100, longestMs: 60_000 };

export const createWorker = ({ db, clock, limits, log, intake }: WorkerOptions): Worker => {
  let state: 'idle' | 'working' | 'stopped' = 'stopped';
  let cancelWaking: Cancel = () => {};
  let cancelForgetting: Cancel = () => {};
  let round: Promise<void> = Promise.resolve();
  let failedRounds = 0;

  /** What goes wrong with one request is that request's trouble: it is put off, and the others have their turn. */
  const retry = async (stored: StoredRequest): Promise<boolean> => {
    try {
      return await intake().retry(stored.dedupeKey);
    } catch (error) {
      log.error({ err: error }, 'a request could not be tried; the others go on');
      postponeRequest(db, stored.dedupeKey, clock.now() + retryDelayMs(stored.attempts, limits));
      return true;
    }
  };

  const goThrough = async () => {
    const { due, unreadable } = dueRequests(db, clock.now(), limits.workerBatch);
    if (unreadable.length > 0) {
      setAsideRequests(db, unreadable);
      log.error({ requests: unreadable.length }, 'requests that this version cannot read are set aside, and kept');
    }
    for (const stored of due) {
      if (state === 'stopped') return;
      if (intake().isInHand(stored.dedupeKey)) continue;
      // While the board is silent the others would only wait for the same silence.
      if (!(await retry(stored))) return;
    }
  };

  /** What needs the database and must not end the process: a disk that is full for a minute is no reason to be gone. */
  const guarded = (run: () => void) => {
    try {
      run();
      return true;
    } catch (error) {
      log.error({ err: error }, 'the worker cannot use the database; it tries again');
      return false;
    }
  };

  const wakeIn = (ms: number) => {
    cancelWaking();
    cancelWaking = clock.after(ms, work);
  };

  const reschedule = () => {
    if (state !== 'idle') return;
    cancelWaking();
    const shortest = backoffMs(ROUNDS, failedRounds + 1);
    const isScheduled = guarded(() => {
      const dueAt = nextDueAt(db);
      if (dueAt !== null) wakeIn(Math.max(shortest, dueAt - clock.now()));
    });
    if (!isScheduled) wakeIn(ROUNDS.longestMs);
  };

  const work = () => {
    if (state !== 'idle') return;
    state = 'working';
    round = goThrough()
      .then(
        () => {
          failedRounds = 0;
        },
        (error: unknown) => {
          failedRounds++;
          log.error({ err: error }, 'a round of the worker failed; it goes on');
        },
      )
      .then(() => {
        if (state === 'stopped') return;
        state = 'idle';
        reschedule();
      });
  };

  const forget = () => {
    guarded(() => forgetRequests(db, clock.now() - limits.rememberMs));
    cancelForgetting = clock.after(limits.forgetEveryMs, forget);
  };

  return {
    start: () => {
      state = 'idle';
      const setAside = reviewRequests(db);
      if (setAside > 0)
        log.warn({ requests: setAside }, 'stored requests that this version cannot read: kept, not tried');
      forget();
      reschedule();
    },
    reschedule,
    stop: async () => {
      state = 'stopped';
      cancelWaking();
      cancelForgetting();
      await round;
    },
  };
};
