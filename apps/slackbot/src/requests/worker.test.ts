/** The worker beside requests that cannot be read or cannot be tried: each stops no other. */
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import { sql } from '@samrejse/runtime/drizzle';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { beforeEach, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { findOwnLines, findRequest, findSameLine, forgetRequests, insertRequest } from '../store/requests.ts';
import { Worker } from './worker.ts';

const who = { team: 'T1', channel: 'C1', user: 'U1' };

let clock: ManualClock;
let db: Database;
let close: () => void;
let worker: Worker;
let lines: string[];
let tried: string[];
let retry: (dedupeKey: string) => Promise<boolean>;

/** A bot that starts (again) on the same database. */
const open = () => {
  const to = { write: (line: string) => void lines.push(line) };
  worker = new Worker({
    db,
    clock,
    limits: LIMITS,
    log: createLog('warn', { to }),
    intake: () => ({
      isBeingAnswered: () => false,
      retry: (dedupeKey) => {
        tried.push(dedupeKey);
        return retry(dedupeKey);
      },
    }),
  });
  worker.start();
};

/** As `intake` does it: done, and told. */
const succeed = async (dedupeKey: string) => {
  db.run(sql`update requests set status = 'done', notified = 'result' where dedupe_key = ${dedupeKey}`);
  return true;
};

beforeEach(() => {
  clock = createManualClock();
  ({ db, close } = openDatabase(':memory:'));
  lines = [];
  tried = [];
  retry = succeed;
  open();
});

const put = (dedupeKey: string) =>
  insertRequest(db, {
    ...who,
    dedupeKey,
    userName: 'karen',
    responseUrl: '',
    receivedAt: clock.now(),
    board: 'B1' as BoardId,
    request: { is: 'add', cardKind: 'pain', text: dedupeKey, card: `card-${dedupeKey}` as CardId },
    repeatKey: `pain ${dedupeKey}`,
    nextAttemptAt: clock.now(),
  });

/** A request of a kind that only a later version knows. */
const putFromLater = (dedupeKey: string) => {
  put(dedupeKey);
  db.run(sql`update requests set request_json = '{"is":"vote","text":"of later"}' where dedupe_key = ${dedupeKey}`);
};
const putAgain = (dedupeKey: string) => {
  const request = JSON.stringify({ is: 'add', cardKind: 'pain', text: dedupeKey, card: `card-${dedupeKey}` });
  db.run(sql`update requests set request_json = ${request} where dedupe_key = ${dedupeKey}`);
};
const rowOf = (dedupeKey: string) =>
  db.get<{ request_json: string; status: string; set_aside: number }>(
    sql`select request_json, status, set_aside from requests where dedupe_key = ${dedupeKey}`,
  );

test('[B10] a request that cannot be read is set aside, logged once and kept; the others are tried', async () => {
  for (const dedupeKey of ['a', 'c']) put(dedupeKey);
  putFromLater('b');
  worker.reschedule();
  await clock.pass(60_000);
  expect(tried).toEqual(['a', 'c']);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('cannot read are set aside');
  expect(lines[0]).not.toContain('of later');
  expect(rowOf('b')).toEqual({ request_json: '{"is":"vote","text":"of later"}', status: 'waiting', set_aside: 1 });
  // Kept for as long as it takes, and asleep: nothing wakes the worker for it.
  forgetRequests(db, clock.now() + LIMITS.rememberMs);
  expect(rowOf('b')?.status).toBe('waiting');
  expect(clock.pending()).toBe(1);
});

test.each([
  ['request_json', 'no JSON at all'],
  ['plan_json', '{"card":{"kind":"idea"}}'],
  ['result_json', '{"is":"voted"}'],
])('[B10] %s = %s can be the part that is not read', async (column, value) => {
  for (const dedupeKey of ['a', 'b']) put(dedupeKey);
  db.run(sql`update requests set ${sql.identifier(column)} = ${value} where dedupe_key = 'a'`);
  worker.reschedule();
  await clock.pass(60_000);
  expect([tried, rowOf('a')?.set_aside]).toEqual([['b'], 1]);
});

test('[B10] what is set aside is counted at the start, and taken up again by a version that reads it', async () => {
  for (const dedupeKey of ['a', 'b']) putFromLater(dedupeKey);
  await worker.stop();
  open();
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requests: 2 });
  await clock.pass(60_000);
  expect(tried).toEqual([]);
  await worker.stop();
  // As a later version sees the same row.
  putAgain('a');
  open();
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ requests: 1 });
  await clock.pass(1_000);
  expect([tried, rowOf('a')?.set_aside]).toEqual([['a'], 0]);
});

test('[B10] undo and repetition look past what cannot be read', () => {
  put('a');
  clock.advance(1);
  putFromLater('b');
  worker.start();
  expect(findOwnLines(db, who, 1).map(({ dedupeKey }) => dedupeKey)).toEqual(['a']);
  expect([findSameLine(db, who, 'pain b', 0), findRequest(db, 'b')]).toEqual([null, null]);
});

test('[B9] a request whose attempt fails in itself is put off, ever longer; the others have their turn', async () => {
  for (const dedupeKey of ['a', 'b', 'c']) put(dedupeKey);
  retry = async (dedupeKey) => {
    if (dedupeKey === 'a') throw new TypeError('a message that cannot be made');
    return succeed(dedupeKey);
  };
  worker.reschedule();
  await clock.pass(60_000);
  expect(tried.filter((dedupeKey) => dedupeKey !== 'a')).toEqual(['b', 'c']);
  expect(tried.length).toBeLessThan(10);
  expect(rowOf('a')?.status).toBe('waiting');
});

test('a database that fails for a while ends nothing, and is not asked ten times a second', async () => {
  put('a');
  worker.reschedule();
  db.run(sql`alter table requests rename to gone`);
  await clock.pass(60_000);
  expect(lines.length).toBeLessThan(20);
  db.run(sql`alter table gone rename to requests`);
  await clock.pass(2 * 60_000);
  expect(tried).toEqual(['a']);
});

test('forgetting that fails is tried again the next day', async () => {
  close();
  await clock.pass(LIMITS.forgetEveryMs);
  expect(lines.some((line) => line.includes('cannot use the database'))).toBe(true);
  expect(clock.pending()).toBeGreaterThan(0);
});
