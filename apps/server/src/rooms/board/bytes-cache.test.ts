import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import type { StoredDocument } from '../../store/board-log.ts';
import { LIMITS } from '../limits.ts';
import { BytesCache } from './bytes-cache.ts';

const shelfOf = (bytes: number) => {
  const clock = createManualClock();
  const stored: StoredDocument = {
    epoch: 1,
    title: null,
    snapshot: null,
    tail: { after: 0, updates: [new Uint8Array(bytes)], seq: 1 },
    owners: new Map(),
  };
  const bytesCache = new BytesCache(stored, {
    clock,
    limits: LIMITS,
    log: createLog('silent'),
    load: () => Promise.reject(new Error('nobody asks')),
    onDamaged: () => {},
    onReleased: () => {},
  });
  /** How long it is held when nobody asks for it. */
  return () => {
    const began = clock.elapsed();
    while (bytesCache.held !== null) clock.advance(1);
    return clock.elapsed() - began;
  };
};

test('a board’s bytes are held the longer the more they are, within bounds', () => {
  const { leastMs, mostMs } = LIMITS.bytesIdle;
  const [small, larger, huge] = [20_000, 500_000, 5_000_000].map((bytes) => shelfOf(bytes)());
  expect(small).toBeLessThan(leastMs * 2);
  expect(larger).toBeGreaterThan(100);
  expect(huge).toBe(mostMs);
});
