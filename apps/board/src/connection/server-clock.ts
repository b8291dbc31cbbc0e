/** The server's clock as this browser can best tell: of all round trips, the quickest said it most exactly. */
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

/** The better of two samples. The old one slowly loses its merit, for clocks drift and laptops sleep. */
export const betterSample = (old: ClockSample | null, fresh: ClockSample): ClockSample =>
  old === null || fresh.roundTripMs <= old.roundTripMs * 1.5 + 20
    ? fresh
    : { ...old, roundTripMs: old.roundTripMs * 1.5 };
