/** The only timers of the bot; replaced in tests. */
export interface Clock {
  readonly now: () => number;
  /** Calls back once after that long; gives back how to prevent it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
