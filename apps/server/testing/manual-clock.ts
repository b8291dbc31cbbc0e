import type { Clock } from '../src/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export interface ManualClock extends Clock {
  /** Lets so much time pass, running what falls due, in order. */
  readonly advance: (ms: number) => void;
  /** Lets time pass with a pause after each timer, so that what it set going can go on. */
  readonly pass: (ms: number) => Promise<void>;
  /** How many timers are set. */
  readonly pending: () => number;
}

/** Everything that awaits what is resolved already has run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still until it is told to go on. */
export const createManualClock = (start = 1_000_000): ManualClock => {
  let now = start;
  let order = 0;
  const timers = new Set<Timer>();
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + Math.max(0, ms), order: order++, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const runNext = (until: number): boolean => {
    const due = [...timers].filter((t) => t.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
    if (due === undefined) return false;
    timers.delete(due);
    now = Math.max(now, due.at);
    due.run();
    return true;
  };
  return {
    now: () => now,
    after,
    soon: (run) => after(0, run),
    advance: (ms) => {
      const until = now + ms;
      while (runNext(until));
      now = until;
    },
    pass: async (ms) => {
      const until = now + ms;
      do await settle();
      while (runNext(until));
      now = until;
    },
    pending: () => timers.size,
  };
};
