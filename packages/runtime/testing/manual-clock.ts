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
  /** Sets the time of day on or back; no time passes. */
  readonly setBy: (ms: number) => void;
  /** How many timers are set. */
  readonly pending: () => number;
}

/** Everything that awaits what is resolved already has run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still until it is told to go on. */
export const createManualClock = (start = 1_000_000): ManualClock => {
  let elapsed = start;
  let offset = 0;
  let order = 0;
  const timers = new Set<Timer>();
  const after = (ms: number, run: () => void) => {
    const timer = { at: elapsed + Math.max(0, ms), order: order++, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const runNext = (until: number): boolean => {
    const due = [...timers].filter((t) => t.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
    if (due === undefined) return false;
    timers.delete(due);
    elapsed = Math.max(elapsed, due.at);
    due.run();
    return true;
  };
  return {
    now: () => elapsed + offset,
    elapsed: () => elapsed,
    after,
    soon: (run) => after(0, run),
    advance: (ms) => {
      const until = elapsed + ms;
      while (runNext(until));
      elapsed = until;
    },
    pass: async (ms) => {
      const until = elapsed + ms;
      do await settle();
      while (runNext(until));
      elapsed = until;
    },
    setBy: (ms) => {
      offset += ms;
    },
    pending: () => timers.size,
  };
};
