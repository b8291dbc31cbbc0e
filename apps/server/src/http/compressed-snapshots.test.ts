import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { StoredSnapshot } from '../store/board-log.ts';
import { CompressedSnapshots, encodingFor } from './compressed-snapshots.ts';

const snapshot: StoredSnapshot = { seq: 1, state: Uint8Array.of(1, 2, 3), knownIds: null, version: null };

test('a snapshot is compressed once, and anew after that failed', async () => {
  let [calls, isFailing] = [0, true];
  const br = async (bytes: Uint8Array) => {
    calls++;
    if (isFailing) throw new Error('out of memory (a test said so)');
    return new Uint8Array(bytes);
  };
  const compressed = new CompressedSnapshots({ br, gzip: br });
  await expect(compressed.in('br', snapshot)).rejects.toThrow('out of memory');
  isFailing = false;
  expect([...(await compressed.in('br', snapshot))]).toEqual([1, 2, 3]);
  await compressed.in('br', snapshot);
  expect(calls).toBe(2);
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0', null],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['vibrant', null],
  ['identity', null],
  ['', null],
])('of “%s” the best that we have is %s', async (accepted, best) => {
  const app = new Hono().get('/', (c) => c.json(encodingFor(c)));
  const response = await app.request('/', { headers: { 'accept-encoding': accepted } });
  expect(await response.json()).toBe(best);
});
