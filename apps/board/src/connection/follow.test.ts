import { expect, test } from 'vitest';
import { follow } from './follow.ts';

const at = { epoch: 1, seq: 7 };
const stretch = (after: number, seq: number) => ({ after, seq, updates: [] });

test('what goes on where the last stretch ended is applied, also if it begins earlier', () => {
  const standing = { epoch: 1, seq: 9 };
  expect(follow(at, stretch(7, 9))).toEqual({ step: 'apply', standing });
  expect(follow(at, stretch(0, 9))).toEqual({ step: 'apply', standing });
});

test('what came before is known', () => {
  expect(follow(at, stretch(5, 7))).toEqual({ step: 'known' });
  expect(follow(at, stretch(7, 7))).toEqual({ step: 'known' });
});

test('a gap is noticed, and what is missing is asked for', () => {
  expect(follow(at, stretch(8, 9))).toEqual({ step: 'gap', since: 7 });
});
