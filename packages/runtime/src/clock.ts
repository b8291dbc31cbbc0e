/** The only timers, and the only time. Passed down, so that tests can bring their own. */
export type Cancel = () => void;

export interface Clock {
  /** ms since 1970. */
  readonly now: () => number;
  /** ms since some moment, for spans and pauses: unlike the time of day it is never set back, nor forward. */
  readonly elapsed: () => number;
  readonly after: (ms: number, run: () => void) => Cancel;
  /** Runs after the current task. */
  readonly soon: (run: () => void) => Cancel;
}

/** setTimeout counts in 32 bits and fires at once beyond them. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_MS));
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    const immediate = setImmediate(run);
    return () => clearImmediate(immediate);
  },
};

/** What the promise gives, or null if that takes longer than `ms`. */
export const within = async <T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T | null> => {
  let cancel: Cancel = () => {};
  const timeout = new Promise<null>((resolve) => {
    cancel = clock.after(ms, () => resolve(null));
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    cancel();
  }
};
