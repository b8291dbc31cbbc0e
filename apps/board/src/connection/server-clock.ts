/** The server's clock as this browser can best tell it: the quickest round trip gives the most exact reading. */

export interface ClockSample {
  /** Server time minus ours, in ms. */
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

/** `sentAt` and `receivedAt` by our clock; `serverNow` stamped in between. */
export const sampleClock = (sentAt: number, serverNow: number, receivedAt: number): ClockSample => ({
  offsetMs: serverNow - (sentAt + receivedAt) / 2,
  roundTripMs: receivedAt - sentAt,
});

/** The better of two samples. An old one slowly counts for less, because clocks drift and laptops sleep. */
export const betterSample = (old: ClockSample | null, fresh: ClockSample): ClockSample =>
  old === null || fresh.roundTripMs <= old.roundTripMs * 1.5 + 20
    ? fresh
    : { ...old, roundTripMs: old.roundTripMs * 1.5 };

/** How often the server's clock is read while there is no other reason to. */
const INTERVAL_MS = 30_000;

interface ClockOptions {
  /** Sends the question, with our own time in it. */
  readonly ask: (sentAt: number) => void;
  /** Server time minus ours, in ms. */
  readonly onOffset: (offsetMs: number) => void;
}

/** Asks for the server's time every half minute, and tells how far ours is off. */
export class ServerClock {
  readonly #options: ClockOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #sample: ClockSample | null = null;

  constructor(options: ClockOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.ask(), INTERVAL_MS);
  }

  ask(): void {
    this.#options.ask(Date.now());
  }

  /** The server said its time without being asked: good enough until the answer to our question comes. */
  welcomed(serverNow: number): void {
    this.#options.onOffset(serverNow - Date.now());
    this.ask();
  }

  answered(sentAt: number, serverNow: number): void {
    this.#sample = betterSample(this.#sample, sampleClock(sentAt, serverNow, Date.now()));
    this.#options.onOffset(this.#sample.offsetMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
