/** Tries what was stored: one attempt at a time for each request, and its outcome stored when it ends. */
import { randomBytes } from 'node:crypto';
import { backoffMs } from '@samrejse/runtime/backoff';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { Outcome } from '../conversation/outcome.ts';
import type { Limits } from '../limits.ts';
import { BoardUnreachable } from '../server-api.ts';
import type { Database } from '../store/database.ts';
import { finishRequest, postponeRequest, type StoredRequest } from '../store/requests.ts';

export interface ExecutorOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  /** Does what was asked for. Throws `BoardUnreachable` where it should be tried again. */
  readonly carryOut: (stored: StoredRequest) => Promise<Outcome>;
  /** Lets the worker find out anew when the next request is due. */
  readonly reschedule: () => void;
}

export interface Executor {
  /** One attempt. A second call while the first is under way gets the same promise. Rejects only where the database fails. */
  readonly run: (stored: StoredRequest) => Promise<Outcome>;
  /** Resolves when every attempt under way has ended. */
  readonly settled: () => Promise<void>;
}

export const newErrorId = (): string => randomBytes(4).toString('hex');

/** The text to give back to its author; null for a request without one. */
export const textOf = ({ request }: StoredRequest): string | null => (request.is === 'add' ? request.text : null);

/** The pause before the next attempt, in ms, after `attempts` earlier ones and the one that has just failed. */
export const retryDelayMs = (attempts: number, limits: Limits): number =>
  backoffMs({ firstMs: limits.firstRetryMs, longestMs: limits.longestRetryMs }, attempts + 1);

export const createExecutor = ({ db, clock, limits, log, carryOut, reschedule }: ExecutorOptions): Executor => {
  const running = new Map<string, Promise<Outcome>>();

  const finish = (stored: StoredRequest, outcome: Outcome): Outcome => {
    finishRequest(db, stored, outcome);
    return outcome;
  };

  const postpone = (stored: StoredRequest, error: BoardUnreachable): Outcome => {
    const text = textOf(stored);
    const now = clock.now();
    if (now - stored.receivedAt > limits.keepTryingMs)
      return finish(stored, { is: 'not-saved', why: 'not-accepted', text: text ?? '' });
    log.warn({ err: error, attempts: stored.attempts + 1 }, 'the board server does not answer; the request is kept');
    postponeRequest(db, stored.dedupeKey, now + retryDelayMs(stored.attempts, limits));
    reschedule();
    return { is: 'kept', text };
  };

  const attempt = async (stored: StoredRequest): Promise<Outcome> => {
    // Undo waits for an attempt that is under way, or the card could arrive after its removal. How that ended does not
    // matter here, not even that it failed.
    if (stored.request.is === 'undo') await Promise.allSettled([running.get(stored.request.of)]);
    try {
      return finish(stored, await carryOut(stored));
    } catch (error) {
      if (error instanceof BoardUnreachable) return postpone(stored, error);
      const errorId = newErrorId();
      log.error({ err: error, errorId }, 'a request failed');
      return finish(stored, { is: 'failed', errorId, text: textOf(stored) });
    }
  };

  return {
    run: (stored) => {
      const known = running.get(stored.dedupeKey);
      if (known !== undefined) return known;
      const started = attempt(stored).finally(() => running.delete(stored.dedupeKey));
      running.set(stored.dedupeKey, started);
      return started;
    },
    settled: async () => void (await Promise.allSettled(running.values())),
  };
};
