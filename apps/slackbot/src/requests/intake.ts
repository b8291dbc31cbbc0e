/**
 * The desk where everything that is asked comes in: written down first, then tried, then answered. What is asked
 * twice is done once; what cannot be done now is kept and tried again by the worker, also after a restart.
 */

import type { BoardId } from '@samrejse/model/records/ids';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Logger } from '../slack/log.ts';
import type { Database } from '../store/database.ts';
import { type Entry, findEntry, insertEntry, markTold, postponeEntry } from '../store/requests.ts';
import { type Runner, retryDelay, textOf } from './executor.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { Wish } from '../conversation/request.ts';

export interface Asked {
  readonly dedupeKey: string;
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly userName: string;
  readonly responseUrl: string;
  readonly receivedAt: number;
  readonly board: BoardId | null;
  readonly wish: Wish;
  readonly folded: string | null;
}

export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly runner: Runner;
  /** Tells a person later; true when it arrived. */
  readonly tell: (entry: Entry, outcome: Outcome) => Promise<boolean>;
  /** Something is due sooner than the worker may think. */
  readonly onPostponed: () => void;
}

export interface Desk {
  /** Takes something in and answers within Slack's patience: how it ended, or that it goes on. */
  readonly take: (asked: Asked) => Promise<Outcome>;
  /** The answer of `take` has been given to the person. */
  readonly told: (dedupeKey: string, outcome: Outcome) => void;
  /** The request is over, answered or not; what is still open belongs to the worker. */
  readonly release: (dedupeKey: string) => void;
  /** Tries an entry again, or tells what came of it. False where the board still does not answer. */
  readonly retry: (dedupeKey: string) => Promise<boolean>;
  /** True while a request for this entry is being handled. */
  readonly isInHand: (dedupeKey: string) => boolean;
  /** When all that was started has ended; for a clean stop. */
  readonly settled: () => Promise<void>;
}

const isOver = (outcome: Outcome): boolean => outcome.is !== 'saving' && outcome.is !== 'kept';

export const createDesk = (deps: Deps): Desk => {
  const { db, clock, limits, log, runner, onPostponed } = deps;
  const inHand = new Set<string>();
  const later = new Map<string, Promise<void>>();

  const told = (dedupeKey: string, outcome: Outcome) => {
    if (isOver(outcome)) markTold(db, dedupeKey, 'result');
    else if (outcome.is === 'kept') markTold(db, dedupeKey, 'kept');
  };

  const release = (dedupeKey: string) => {
    if (!later.has(dedupeKey)) inHand.delete(dedupeKey);
  };

  const tell = async (dedupeKey: string, outcome: Outcome): Promise<void> => {
    const entry = findEntry(db, dedupeKey);
    if (entry === null || entry.told === 'result') return;
    // "It will take a while" is said once.
    if (!isOver(outcome) && entry.told === 'kept') return;
    const arrived = await deps.tell(entry, outcome);
    const tooLate = clock.now() - entry.receivedAt > limits.keepTellingMs;
    if (arrived || tooLate || !isOver(outcome)) return told(dedupeKey, outcome);
    postponeEntry(db, dedupeKey, clock.now() + retryDelay(entry.attempts, limits));
    onPostponed();
  };

  const tellLater = (dedupeKey: string, work: Promise<Outcome>) => {
    if (later.has(dedupeKey)) return;
    const telling = work
      .then((outcome) => tell(dedupeKey, outcome))
      .catch((error: unknown) => log.error({ err: error }, 'could not answer later'))
      .finally(() => {
        later.delete(dedupeKey);
        inHand.delete(dedupeKey);
      });
    later.set(dedupeKey, telling);
  };

  const take = async ({ dedupeKey, ...asked }: Asked): Promise<Outcome> => {
    const nextAttemptAt = asked.receivedAt + limits.takeOverMs;
    inHand.add(dedupeKey);
    insertEntry(db, { dedupeKey, ...asked, nextAttemptAt });
    const entry = findEntry(db, dedupeKey);
    if (entry === null) throw new Error('the inbox did not keep an entry');
    if (entry.result !== null) return entry.result;
    const work = runner.run(entry);
    const { promise: late, resolve } = Promise.withResolvers<null>();
    const cancel = clock.after(Math.max(0, asked.receivedAt + limits.patienceMs - clock.now()), () => resolve(null));
    const outcome = await Promise.race([work, late]).finally(cancel);
    if (outcome !== null) return outcome;
    tellLater(dedupeKey, work);
    return { is: 'saving', text: textOf(entry) };
  };

  const retry = async (dedupeKey: string): Promise<boolean> => {
    const entry = findEntry(db, dedupeKey);
    if (entry === null || entry.told === 'result') return true;
    const outcome = entry.result ?? (await runner.run(entry));
    await tell(dedupeKey, outcome);
    return isOver(outcome);
  };

  return {
    take,
    told,
    release,
    retry,
    isInHand: (dedupeKey) => inHand.has(dedupeKey),
    settled: async () => {
      await runner.settled();
      await Promise.allSettled(later.values());
    },
  };
};
