import type { LogPosition, LogRange } from '@samrejse/model/wire/log-range';
import { expect, test } from 'vitest';
import { LogFollower, nextStep } from './follower.ts';

const at = { epoch: 1, seq: 7 };
const range = (after: number, seq: number): LogRange => ({ after, seq, updates: [Uint8Array.of(seq)] });

test('[C11] a range that goes on where the last one ended is applied, also if it begins earlier', () => {
  const position = { epoch: 1, seq: 9 };
  expect(nextStep(at, range(7, 9))).toEqual({ step: 'apply', position });
  expect(nextStep(at, range(0, 9))).toEqual({ step: 'apply', position });
});

test('[C11] a range that came before is known', () => {
  expect(nextStep(at, range(5, 7))).toEqual({ step: 'known' });
  expect(nextStep(at, range(7, 7))).toEqual({ step: 'known' });
});

test('[C11] a gap is noticed, and what is missing is asked for', () => {
  expect(nextStep(at, range(8, 9))).toEqual({ step: 'gap', since: 7 });
});

const setUp = () => {
  const applied: number[] = [];
  const resumed: number[] = [];
  const positions: LogPosition[] = [];
  let upToDate = 0;
  const follower = new LogFollower({
    apply: (updates) => applied.push(...updates.map((update) => update[0] ?? 0)),
    resume: (since) => resumed.push(since),
    onPosition: (position) => positions.push(position),
    onUpToDate: () => {
      upToDate++;
    },
  });
  return { follower, applied, resumed, positions, timesUpToDate: () => upToDate };
};

test('nothing is applied before the epoch is known; a new client begins at the start of the log', () => {
  const { follower, applied, positions } = setUp();
  follower.take(range(0, 3));
  follower.reached(3);
  expect(applied).toEqual([]);
  expect(positions).toEqual([]);
  follower.inEpoch(4);
  follower.take(range(0, 3));
  expect(applied).toEqual([3]);
  expect(positions).toEqual([{ epoch: 4, seq: 3 }]);
});

test('[C8] [C11] a client with an offline copy goes on from its position', () => {
  const { follower, applied, resumed, positions } = setUp();
  follower.startAt(at);
  follower.inEpoch(1);
  follower.take(range(7, 8));
  expect(applied).toEqual([8]);
  expect(positions).toEqual([at, { epoch: 1, seq: 8 }]);
  expect(resumed).toEqual([]);
});

test('[C11] after a gap the missing range is asked for, and nothing is applied until it comes', () => {
  const { follower, applied, resumed, positions } = setUp();
  follower.startAt(at);
  follower.take(range(9, 10));
  expect(resumed).toEqual([7]);
  expect(applied).toEqual([]);
  follower.take(range(7, 10));
  expect(applied).toEqual([10]);
  expect(positions.at(-1)).toEqual({ epoch: 1, seq: 10 });
});

test('an acknowledgement moves the position on, never back', () => {
  const { follower, positions } = setUp();
  follower.startAt(at);
  follower.reached(9);
  follower.reached(8);
  expect(positions.map(({ seq }) => seq)).toEqual([7, 9, 9]);
});

test('the document holds all that the server has when the server says so, not after any range', () => {
  const { follower, timesUpToDate } = setUp();
  follower.startAt(at);
  follower.take(range(7, 9));
  expect(timesUpToDate()).toBe(0);
  follower.reached(9);
  expect(timesUpToDate()).toBe(1);
});
