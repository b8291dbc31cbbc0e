/**
 * Where every request comes in: it is stored, then tried, then answered. A request that is delivered twice is carried out
 * once. One that cannot be carried out now is kept, and the worker tries it again, also after a restart.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { type Clock, within } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { Outcome } from '../conversation/outcome.ts';
import type { Request } from '../conversation/request.ts';
import type { Limits } from '../limits.ts';
import type { Database } from '../store/database.ts';
import { findRequest, insertRequest, markNotified, postponeRequest, type StoredRequest } from '../store/requests.ts';
import { type Executor, retryDelayMs, textOf } from './executor.ts';

export interface IncomingRequest {
  /** The same for each delivery of one request. */
  readonly dedupeKey: string;
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly userName: string;
  readonly responseUrl: string;
  /** ms since 1970. */
  readonly receivedAt: number;
  readonly board: BoardId | null;
  readonly request: Request;
  readonly repeatKey: string | null;
}

export interface IntakeOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly executor: Executor;
  /** Notifies the author of an outcome; true when the message has arrived. */
  readonly notify: (stored: StoredRequest, outcome: Outcome) => Promise<boolean>;
  /** Lets the worker find out anew when the next request is due. */
  readonly reschedule: () => void;
}

export interface Intake {
  /**
   * Stores and tries a request, and answers within Slack's patience: how it ended, or that the work goes on. Rejects where
   * the database fails, or holds another version's request under this key.
   */
  readonly receive: (incoming: IncomingRequest) => Promise<Outcome>;
  /** To be called when the outcome that `receive` gave has been shown to the author. */
  readonly notified: (dedupeKey: string, outcome: Outcome) => void;
  /** To be called when Slack's request has been answered, or its answer has failed. The worker does whatever is still open. */
  readonly leaveToWorker: (dedupeKey: string) => void;
  /** One more attempt, or one more notification. False where the board still does not answer. */
  readonly retry: (dedupeKey: string) => Promise<boolean>;
  /** True from `receive` to `leaveToWorker`: the worker leaves the request alone, because a handler answers its author. */
  readonly isBeingAnswered: (dedupeKey: string) => boolean;
  /** Resolves when everything under way has ended. */
  readonly settled: () => Promise<void>;
}

const isOver = (outcome: Outcome): boolean => outcome.is !== 'saving' && outcome.is !== 'kept';

export const createIntake = (options: IntakeOptions): Intake => {
  const { db, clock, limits, log, executor, reschedule } = options;
  /** Keys of the requests whose authors a handler is answering. */
  const beingAnswered = new Set<string>();
  /** Notifications that follow an answer "the work goes on", by the request's key. */
  const following = new Map<string, Promise<void>>();

  const notified = (dedupeKey: string, outcome: Outcome) => {
    if (isOver(outcome)) markNotified(db, dedupeKey, 'result');
    else if (outcome.is === 'kept') markNotified(db, dedupeKey, 'kept');
  };

  const leaveToWorker = (dedupeKey: string) => {
    if (!following.has(dedupeKey)) beingAnswered.delete(dedupeKey);
    // The worker tells an outcome that could not be told now. Perhaps nothing else would wake it in time.
    reschedule();
  };

  const notify = async (dedupeKey: string, outcome: Outcome): Promise<void> => {
    const stored = findRequest(db, dedupeKey);
    if (stored === null || stored.notified === 'result') return;
    // That a request is kept is said once.
    if (!isOver(outcome) && stored.notified === 'kept') return;
    const hasArrived = await options.notify(stored, outcome);
    const isTooLate = clock.now() - stored.receivedAt > limits.keepNotifyingMs;
    if (hasArrived || isTooLate || !isOver(outcome)) return notified(dedupeKey, outcome);
    postponeRequest(db, dedupeKey, clock.now() + retryDelayMs(stored.attempts, limits));
    reschedule();
  };

  const notifyWhenDone = (dedupeKey: string, work: Promise<Outcome>) => {
    if (following.has(dedupeKey)) return;
    const notifying = work
      .then((outcome) => notify(dedupeKey, outcome))
      .catch((error: unknown) => log.error({ err: error }, 'an outcome could not be told; the worker tries again'))
      .finally(() => {
        following.delete(dedupeKey);
        leaveToWorker(dedupeKey);
      });
    following.set(dedupeKey, notifying);
  };

  const receive = async (incoming: IncomingRequest): Promise<Outcome> => {
    const { dedupeKey, receivedAt } = incoming;
    insertRequest(db, { ...incoming, nextAttemptAt: receivedAt + limits.takeOverMs });
    const stored = findRequest(db, dedupeKey);
    if (stored === null) throw new Error('the request is not stored, or by another version of the bot');
    // The request is on disk. While too many others are being answered, the worker carries it out when it is due.
    const isTooMuch = beingAnswered.size >= limits.mostBeingAnswered && !beingAnswered.has(dedupeKey);
    if (isTooMuch && stored.result === null) return { is: 'saving', text: textOf(stored) };
    beingAnswered.add(dedupeKey);
    if (stored.result !== null) return stored.result;
    const work = executor.run(stored);
    const outcome = await within(clock, receivedAt + limits.patienceMs - clock.now(), work);
    if (outcome !== null) return outcome;
    notifyWhenDone(dedupeKey, work);
    return { is: 'saving', text: textOf(stored) };
  };

  const retry = async (dedupeKey: string): Promise<boolean> => {
    const stored = findRequest(db, dedupeKey);
    if (stored === null || stored.notified === 'result') return true;
    const outcome = stored.result ?? (await executor.run(stored));
    await notify(dedupeKey, outcome);
    return isOver(outcome);
  };

  return {
    receive,
    notified,
    leaveToWorker,
    retry,
    isBeingAnswered: (dedupeKey) => beingAnswered.has(dedupeKey),
    settled: async () => {
      await executor.settled();
      await Promise.allSettled(following.values());
    },
  };
};
