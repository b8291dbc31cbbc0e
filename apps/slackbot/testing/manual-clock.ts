/** Time that moves when a test says so. */
import type { Clock } from '../src/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on, calling what falls due on the way; and lets what was called get on with it. */
  readonly advance: (ms: number) => Promise<void>;
}

/** Promises that are ready get their turn; a handful of rounds is more than any chain here is long. */
const letOthersRun = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

export const createManualClock = (start = 1_000_000): ManualClock => {
  let now = start;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: async (ms) => {
      const end = now + ms;
      await letOthersRun();
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.callback();
        await letOthersRun();
      }
      now = end;
    },
  };
};
