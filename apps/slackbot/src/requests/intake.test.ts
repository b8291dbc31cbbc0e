/** The desk and its worker, with the real inbox, on a clock that tests move. */
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../testing/manual-clock.ts';
import { LIMITS } from '../limits.ts';
import { BoardUnreachable } from '../server-api.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { type Entry, findEntry } from '../store/requests.ts';
import { createRunner } from './executor.ts';
import { type Asked, createDesk, type Desk } from './intake.ts';
import type { Outcome } from '../conversation/outcome.ts';
import { createWorker, type Worker } from './worker.ts';

/** Days are long to walk through in steps of a minute. */
const limits = { ...LIMITS, keepTryingMs: 30 * 60_000, keepTellingMs: 20 * 60_000 };

let clock: ManualClock;
let db: Database;
let desk: Desk;
let worker: Worker;
let attempts: string[];
let told: string[];
/** What the board does with a line, and how Slack takes an answer: set by each test. */
let fulfil: (entry: Entry) => Promise<Outcome>;
let arrives: boolean;

const added = (entry: Entry): Outcome => ({
  is: 'added',
  cardKind: 'pain',
  key: entry.dedupeKey,
  text: 'slow',
  placed: { is: 'inbox' },
  channel: null,
  feeling: -1,
});

/** A bot that starts (again) on the same inbox. */
const open = () => {
  const base = { db, clock, limits, log: pino({ level: 'silent' }) };
  worker = createWorker({ ...base, desk: () => desk });
  const onPostponed = () => worker.reschedule();
  const attempt = (entry: Entry) => {
    attempts.push(entry.dedupeKey);
    return fulfil(entry);
  };
  const runner = createRunner({ ...base, fulfil: attempt, onPostponed });
  const tell = async (entry: Entry, outcome: Outcome) => {
    told.push(`${entry.dedupeKey} ${outcome.is}`);
    return arrives;
  };
  desk = createDesk({ ...base, runner, tell, onPostponed });
  worker.start();
};

beforeEach(() => {
  clock = createManualClock();
  db = openDatabase(':memory:').db;
  attempts = [];
  told = [];
  arrives = true;
  fulfil = async (entry) => added(entry);
  open();
});

const asked = (dedupeKey: string): Asked => ({
  dedupeKey,
  team: 'T1',
  channel: 'C1',
  user: 'U1',
  userName: 'karen',
  responseUrl: '',
  receivedAt: clock.now(),
  board: 'B1' as BoardId,
  wish: { is: 'add', cardKind: 'pain', text: 'slow', card: `card-${dedupeKey}` as CardId },
  folded: 'pain slow',
});

/** As a handler does it: take, answer, say that it was answered. */
const handle = async (key: string): Promise<string> => {
  const outcome = await desk.take(asked(key));
  desk.told(key, outcome);
  desk.release(key);
  return outcome.is;
};

const unreachable = async (): Promise<Outcome> => {
  throw new BoardUnreachable('down');
};

test('done in time: answered with the result, and nothing follows', async () => {
  expect(await handle('a')).toBe('added');
  await clock.advance(limits.keepTryingMs);
  expect([attempts, told]).toEqual([['a'], []]);
});

test('delivered twice, one after the other or at once: done once, answered the same', async () => {
  expect(await handle('a')).toBe('added');
  expect(await handle('a')).toBe('added');
  expect(await Promise.all([handle('b'), handle('b')])).toEqual(['added', 'added']);
  expect(attempts).toEqual(['a', 'b']);
});

test('not done when patience ends: "saving", and the result when it is there', async () => {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  fulfil = () => promise;
  const answer = handle('a');
  await clock.advance(limits.patienceMs);
  expect(await answer).toBe('saving');
  const entry = findEntry(db, 'a');
  expect(entry?.status).toBe('waiting');
  if (entry !== null) resolve(added(entry));
  await clock.advance(1);
  expect([attempts, told, findEntry(db, 'a')?.told]).toEqual([['a'], ['a added'], 'result']);
});

test('the board is away: told that it is kept, tried ever more rarely, told once when done', async () => {
  fulfil = unreachable;
  expect(await handle('a')).toBe('kept');
  await clock.advance(8_000);
  expect(attempts).toHaveLength(4);
  await clock.advance(10 * 60_000);
  fulfil = async (entry) => added(entry);
  const before = attempts.length;
  expect(before).toBeLessThan(20);
  await clock.advance(limits.longestRetryMs);
  expect([attempts.length - before, told]).toEqual([1, ['a added']]);
  expect(await handle('a')).toBe('added');
});

test('after a restart the inbox goes on where it was', async () => {
  fulfil = unreachable;
  await handle('a');
  await worker.stop();
  fulfil = async (entry) => added(entry);
  open();
  await clock.advance(limits.longestRetryMs);
  expect(told).toEqual(['a added']);
});

test('a bot that died between doing and telling tells after all', async () => {
  await desk.take(asked('a'));
  await worker.stop();
  open();
  await clock.advance(limits.takeOverMs);
  expect([attempts, told]).toEqual([['a'], ['a added']]);
});

test('one silent board does not use up the turn of the others', async () => {
  fulfil = unreachable;
  for (const key of ['a', 'b', 'c']) await handle(key);
  fulfil = async (entry) => (entry.dedupeKey === 'a' ? unreachable() : added(entry));
  await clock.advance(10_000);
  expect(told).toEqual(['b added', 'c added']);
});

test('an answer that does not arrive is tried again, and given up in the end', async () => {
  fulfil = unreachable;
  await handle('a');
  fulfil = async (entry) => added(entry);
  arrives = false;
  await clock.advance(60_000);
  expect(told.length).toBeGreaterThan(2);
  await clock.advance(limits.keepTellingMs + limits.longestRetryMs);
  expect(findEntry(db, 'a')?.told).toBe('result');
});

test('in the end the author gets the text back', async () => {
  fulfil = unreachable;
  await handle('a');
  await clock.advance(limits.keepTryingMs + limits.longestRetryMs);
  expect(told.at(-1)).toBe('a not-saved');
});

test('an error of our own: an answer with an id, not tried again', async () => {
  fulfil = async () => {
    throw new TypeError('a bug');
  };
  const outcome = await desk.take(asked('a'));
  expect(outcome).toMatchObject({ is: 'failed', errorId: expect.stringMatching(/^[0-9a-f]{8}$/), text: 'slow' });
  expect(await desk.take(asked('a'))).toEqual(outcome);
  expect(attempts).toEqual(['a']);
});

test('taking a line back waits for what is being done with it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done: string[] = [];
  fulfil = async (entry) => {
    if (entry.wish.is === 'add') await promise;
    done.push(entry.wish.is);
    return { is: 'nothing-to-undo' };
  };
  const adding = handle('a');
  const undoing = desk.take({ ...asked('u'), wish: { is: 'undo', of: 'a' }, folded: null });
  await clock.advance(10);
  resolve();
  await Promise.all([adding, undoing]);
  expect(done).toEqual(['add', 'undo']);
});
