import { expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { backoffMs } from './backoff.ts';
import { within } from './clock.ts';

test('within gives what the promise gives, or null when the time is over', async () => {
  const clock = createManualClock();
  expect(await within(clock, 100, Promise.resolve('in time'))).toBe('in time');
  expect(clock.pending()).toBe(0);
  const late = within(clock, 100, new Promise(() => {}));
  await clock.pass(100);
  expect(await late).toBeNull();
});

test('within rejects as the promise does, and leaves no timer behind', async () => {
  const clock = createManualClock();
  await expect(within(clock, 100, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(clock.pending()).toBe(0);
});

test('the pause doubles with each failure, up to the longest', () => {
  const pauses = { firstMs: 1_000, longestMs: 60_000 };
  expect([1, 2, 3, 6, 7, 1_000].map((failures) => backoffMs(pauses, failures))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
  ]);
});

test('a manual clock runs what falls due in order, and lets promises go on in between', async () => {
  const clock = createManualClock();
  const ran: string[] = [];
  clock.after(20, () => ran.push('second'));
  clock.after(10, () => {
    ran.push('first');
    void Promise.resolve().then(() => clock.after(5, () => ran.push('set on the way')));
  });
  await clock.pass(30);
  expect(ran).toEqual(['first', 'set on the way', 'second']);
});
