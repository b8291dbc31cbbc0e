import type { BoardId } from '@samrejse/model/records/ids';
import { beforeEach, expect, test } from 'vitest';
import { forbidIndexedDb, useFreshStorage } from '../../testing/browser-storage.ts';
import { openBoardStore } from './board-store.ts';
import { MAX_STORED_UPDATES } from './limits.ts';

beforeEach(useFreshStorage);

const BOARD = 'board-1' as BoardId;
const bytes = (...values: number[]) => Uint8Array.from(values);
const whole = () => bytes(99);
const at = (seq: number) => ({ epoch: 1, seq });

test('[C8] updates and the position they reach are read back, in order', async () => {
  const store = await openBoardStore(BOARD);
  expect(store.stored).toEqual({ updates: [], position: null });
  expect(await store.write([bytes(1), bytes(2)], at(2), whole)).toBe(true);
  expect(await store.write([bytes(3)], at(3), whole)).toBe(true);
  store.close();
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [bytes(1), bytes(2), bytes(3)], position: at(3) });
});

test('updates without a position leave the position as it was', async () => {
  const store = await openBoardStore(BOARD);
  await store.write([bytes(1)], at(1), whole);
  await store.write([bytes(2)], null, whole);
  expect((await openBoardStore(BOARD)).stored.position).toEqual(at(1));
});

test('[C8] a database that the browser has closed writes neither updates nor a position', async () => {
  const store = await openBoardStore(BOARD);
  await store.write([bytes(1)], at(1), whole);
  store.close();
  expect(await store.write([bytes(2)], at(2), whole)).toBe(false);
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [bytes(1)], position: at(1) });
});

test('a store that has grown long is rewritten as one update', async () => {
  const store = await openBoardStore(BOARD);
  for (let i = 0; i < MAX_STORED_UPDATES; i += 100) {
    await store.write(
      Array.from({ length: 100 }, () => bytes(1)),
      at(i),
      whole,
    );
  }
  expect((await openBoardStore(BOARD)).stored.updates).toHaveLength(MAX_STORED_UPDATES);
  await store.write([bytes(2)], at(501), whole);
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [whole()], position: at(501) });
});

test('where too many updates waited, the whole document takes their place', async () => {
  const store = await openBoardStore(BOARD);
  await store.write([bytes(1), bytes(2)], at(2), whole);
  await store.write(null, at(9), whole);
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [whole()], position: at(9) });
});

test('[C8] after another tab has emptied the store, a tab writes all it has', async () => {
  const [one, other] = [await openBoardStore(BOARD), await openBoardStore(BOARD)];
  await one.write([bytes(1)], at(1), whole);
  await other.empty();
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [], position: null });
  await one.write([bytes(2)], at(2), whole);
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [whole()], position: at(2) });
  await one.write([bytes(3)], at(3), whole);
  expect((await openBoardStore(BOARD)).stored.updates).toEqual([whole(), bytes(3)]);
});

test('what two tabs write stays, also when one of them rewrites what it knows', async () => {
  const [one, other] = [await openBoardStore(BOARD), await openBoardStore(BOARD)];
  await other.write([bytes(7)], at(1), whole);
  await one.write([bytes(1)], at(1), whole);
  await one.write(null, at(2), whole);
  expect((await openBoardStore(BOARD)).stored.updates).toEqual([bytes(7), whole()]);
});

test('a position of another form is none', async () => {
  const store = await openBoardStore(BOARD);
  await store.write([bytes(1)], { epoch: 1, seq: -1 }, whole);
  expect((await openBoardStore(BOARD)).stored).toEqual({ updates: [bytes(1)], position: null });
});

test('rejects where the browser stores nothing', async () => {
  forbidIndexedDb();
  await expect(openBoardStore(BOARD)).rejects.toThrow();
});
