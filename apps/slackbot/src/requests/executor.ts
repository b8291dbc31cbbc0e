/** Tries what the inbox holds: one attempt at a time for each entry, and its end written down. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import { BoardUnreachable } from '../server-api.ts';
import type { Logger } from '../slack/log.ts';
import type { Database } from '../store/database.ts';
import { type Entry, finishEntry, postponeEntry } from '../store/requests.ts';
import type { Outcome } from '../conversation/outcome.ts';

export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly fulfil: (entry: Entry) => Promise<Outcome>;
  /** Something is due sooner than the worker may think. */
  readonly onPostponed: () => void;
}

export interface Runner {
  /** Never rejects. A second call while the first is under way is the same attempt. */
  readonly run: (entry: Entry) => Promise<Outcome>;
  readonly settled: () => Promise<void>;
}

export const newErrorId = (): string => randomBytes(4).toString('hex');

export const textOf = ({ wish }: Entry): string | null => (wish.is === 'add' ? wish.text : null);

export const retryDelay = (attempts: number, limits: Limits): number =>
  Math.min(limits.longestRetryMs, limits.firstRetryMs * 2 ** Math.min(attempts, 20));

export const createRunner = ({ db, clock, limits, log, fulfil, onPostponed }: Deps): Runner => {
  const running = new Map<string, Promise<Outcome>>();

  const ended = (entry: Entry, outcome: Outcome): Outcome => {
    finishEntry(db, entry, outcome);
    return outcome;
  };

  const postponed = (entry: Entry, error: BoardUnreachable): Outcome => {
    const text = textOf(entry);
    const now = clock.now();
    if (now - entry.receivedAt > limits.keepTryingMs) {
      return ended(entry, { is: 'not-saved', why: 'not-accepted', text: text ?? '' });
    }
    log.warn({ err: error, attempts: entry.attempts + 1 }, 'the board server does not answer; kept');
    postponeEntry(db, entry.dedupeKey, now + retryDelay(entry.attempts, limits));
    onPostponed();
    return { is: 'kept', text };
  };

  const attempt = async (entry: Entry): Promise<Outcome> => {
    // Taking a line back waits for what is being done with it, or the card could arrive after its removal.
    if (entry.wish.is === 'undo') await running.get(entry.wish.of);
    try {
      return ended(entry, await fulfil(entry));
    } catch (error) {
      if (error instanceof BoardUnreachable) return postponed(entry, error);
      const errorId = newErrorId();
      log.error({ err: error, errorId }, 'a request failed');
      return ended(entry, { is: 'failed', errorId, text: textOf(entry) });
    }
  };

  return {
    run: (entry) => {
      const known = running.get(entry.dedupeKey);
      if (known !== undefined) return known;
      const started = attempt(entry).finally(() => running.delete(entry.dedupeKey));
      running.set(entry.dedupeKey, started);
      return started;
    },
    settled: async () => void (await Promise.allSettled(running.values())),
  };
};
