import { expect, test } from 'vitest';
import { betterSample, sampleClock } from './server-clock.ts';

test('the server’s time lies in the middle of the round trip', () => {
  expect(sampleClock(1_000, 5_100, 1_200)).toEqual({ offsetMs: 4_000, roundTripMs: 200 });
});

test('of two samples the quicker one counts, and an old one counts for less with every new one', () => {
  const quick = { offsetMs: 100, roundTripMs: 20 };
  const slow = { offsetMs: 900, roundTripMs: 400 };
  expect(betterSample(null, slow)).toBe(slow);
  expect(betterSample(slow, quick)).toBe(quick);
  let best = quick;
  for (let i = 0; i < 3; i++) best = betterSample(best, slow);
  expect(best.offsetMs).toBe(100);
  for (let i = 0; i < 10; i++) best = betterSample(best, slow);
  expect(best).toBe(slow);
});
