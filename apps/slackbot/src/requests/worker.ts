/** Goes through what waits in the inbox, when it is due. One worker, one thing at a time. */
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Logger } from '../slack/log.ts';
import type { Database } from '../store/database.ts';
import { dueEntries, forgetEntries, nextDueAt } from '../store/requests.ts';
import type { Desk } from './intake.ts';

export interface Worker {
  readonly start: () => void;
  /** Looks again when it has to wake up: something was postponed. */
  readonly reschedule: () => void;
  readonly stop: () => Promise<void>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly desk: () => Desk;
}

/** Never busier than this, whatever is due. */
const SHORTEST_WAIT_MS = 100;

export const createWorker = ({ db, clock, limits, log, desk }: Deps): Worker => {
  let state: 'idle' | 'working' | 'stopped' = 'stopped';
  let cancel = () => {};
  let cancelForgetting = () => {};
  let round: Promise<void> = Promise.resolve();

  const goThrough = async () => {
    for (const entry of dueEntries(db, clock.now(), limits.workerBatch)) {
      if (state === 'stopped') return;
      if (desk().isInHand(entry.dedupeKey)) continue;
      // While the board is silent the others would only wait for the same silence.
      if (!(await desk().retry(entry.dedupeKey))) return;
    }
  };

  const reschedule = () => {
    if (state !== 'idle') return;
    cancel();
    const dueAt = nextDueAt(db);
    if (dueAt === null) return;
    cancel = clock.after(Math.max(SHORTEST_WAIT_MS, dueAt - clock.now()), work);
  };

  const work = () => {
    if (state !== 'idle') return;
    state = 'working';
    round = goThrough()
      .catch((error: unknown) => log.error({ err: error }, 'the inbox worker failed; it goes on'))
      .finally(() => {
        if (state === 'stopped') return;
        state = 'idle';
        reschedule();
      });
  };

  const forget = () => {
    forgetEntries(db, clock.now() - limits.rememberMs);
    cancelForgetting = clock.after(limits.forgetEveryMs, forget);
  };

  return {
    start: () => {
      state = 'idle';
      forget();
      reschedule();
    },
    reschedule,
    stop: async () => {
      state = 'stopped';
      cancel();
      cancelForgetting();
      await round;
    },
  };
};
