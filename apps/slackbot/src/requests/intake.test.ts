/** Intake and worker, with the real table of requests, on a clock that tests move. */
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import { sql } from '@samrejse/runtime/drizzle';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../conversation/outcome.ts';
import { LIMITS } from '../limits.ts';
import { BoardUnreachable } from '../server-api.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { findRequest, type StoredRequest } from '../store/requests.ts';
import { createExecutor } from './executor.ts';
import { createIntake, type IncomingRequest, type Intake } from './intake.ts';
import { Worker } from './worker.ts';

/** Days are long to walk through in steps of a minute. */
const limits = { ...LIMITS, keepTryingMs: 30 * 60_000, keepNotifyingMs: 20 * 60_000 };

let clock: ManualClock;
let db: Database;
let intake: Intake;
let worker: Worker;
let attempts: string[];
let notified: string[];
/** What the board does with a line, and how Slack takes an answer: set by each test. */
let carryOut: (stored: StoredRequest) => Promise<Outcome>;
let arrives: boolean;

const added = (stored: StoredRequest): Outcome => ({
  is: 'added',
  cardKind: 'pain',
  key: stored.dedupeKey,
  text: 'slow',
  placed: { is: 'inbox' },
  channel: null,
  feeling: -1,
});

/** A bot that starts (again) on the same database. */
const open = () => {
  const base = { db, clock, limits, log: createLog('silent') };
  worker = new Worker({ ...base, intake: () => intake });
  const reschedule = () => worker.reschedule();
  const attempt = (stored: StoredRequest) => {
    attempts.push(stored.dedupeKey);
    return carryOut(stored);
  };
  const executor = createExecutor({ ...base, carryOut: attempt, reschedule });
  const notify = async (stored: StoredRequest, outcome: Outcome) => {
    notified.push(`${stored.dedupeKey} ${outcome.is}`);
    return arrives;
  };
  intake = createIntake({ ...base, executor, notify, reschedule });
  worker.start();
};

beforeEach(() => {
  clock = createManualClock();
  db = openDatabase(':memory:').db;
  attempts = [];
  notified = [];
  arrives = true;
  carryOut = async (stored) => added(stored);
  open();
});

const incoming = (dedupeKey: string): IncomingRequest => ({
  dedupeKey,
  team: 'T1',
  channel: 'C1',
  user: 'U1',
  userName: 'karen',
  responseUrl: '',
  receivedAt: clock.now(),
  board: 'B1' as BoardId,
  request: { is: 'add', cardKind: 'pain', text: 'slow', card: `card-${dedupeKey}` as CardId },
  repeatKey: 'pain slow',
});

/** As a handler does it: receives, answers, and says that it was answered. */
const handle = async (key: string): Promise<string> => {
  const outcome = await intake.receive(incoming(key));
  intake.notified(key, outcome);
  intake.leaveToWorker(key);
  return outcome.is;
};

const unreachable = async (): Promise<Outcome> => {
  throw new BoardUnreachable('down');
};

test('done in time: answered with the result, and nothing follows', async () => {
  expect(await handle('a')).toBe('added');
  await clock.pass(limits.keepTryingMs);
  expect([attempts, notified]).toEqual([['a'], []]);
});

test('[B1] delivered twice, one after the other or at once: done once, answered the same', async () => {
  expect(await handle('a')).toBe('added');
  expect(await handle('a')).toBe('added');
  expect(await Promise.all([handle('b'), handle('b')])).toEqual(['added', 'added']);
  expect(attempts).toEqual(['a', 'b']);
});

test('[B5] not done when patience ends: "saving", and the result when it is there', async () => {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  carryOut = () => promise;
  const answer = handle('a');
  await clock.pass(limits.patienceMs);
  expect(await answer).toBe('saving');
  const stored = findRequest(db, 'a');
  expect(stored?.status).toBe('waiting');
  if (stored !== null) resolve(added(stored));
  await clock.pass(1);
  expect([attempts, notified, findRequest(db, 'a')?.notified]).toEqual([['a'], ['a added'], 'result']);
});

test('[B6] the board is away: told that it is kept, tried ever more rarely, told once when done', async () => {
  carryOut = unreachable;
  expect(await handle('a')).toBe('kept');
  await clock.pass(8_000);
  expect(attempts).toHaveLength(4);
  await clock.pass(10 * 60_000);
  carryOut = async (stored) => added(stored);
  const before = attempts.length;
  expect(before).toBeLessThan(20);
  await clock.pass(limits.longestRetryMs);
  expect([attempts.length - before, notified]).toEqual([1, ['a added']]);
  expect(await handle('a')).toBe('added');
});

test('[B4] after a restart the bot goes on with what it had stored', async () => {
  carryOut = unreachable;
  await handle('a');
  await worker.stop();
  carryOut = async (stored) => added(stored);
  open();
  await clock.pass(limits.longestRetryMs);
  expect(notified).toEqual(['a added']);
});

test('[B7] a bot that died between doing and telling tells after all', async () => {
  await intake.receive(incoming('a'));
  await worker.stop();
  open();
  await clock.pass(limits.takeOverMs);
  expect([attempts, notified]).toEqual([['a'], ['a added']]);
});

test('[B9] one silent board does not use up the turn of the others', async () => {
  carryOut = unreachable;
  for (const key of ['a', 'b', 'c']) await handle(key);
  carryOut = async (stored) => (stored.dedupeKey === 'a' ? unreachable() : added(stored));
  await clock.pass(10_000);
  expect(notified).toEqual(['b added', 'c added']);
});

test('[B7] an answer that does not arrive is tried again, and given up in the end', async () => {
  carryOut = unreachable;
  await handle('a');
  carryOut = async (stored) => added(stored);
  arrives = false;
  await clock.pass(60_000);
  expect(notified.length).toBeGreaterThan(2);
  await clock.pass(limits.keepNotifyingMs + limits.longestRetryMs);
  expect(findRequest(db, 'a')?.notified).toBe('result');
});

test('[B6] in the end the author gets the text back', async () => {
  carryOut = unreachable;
  await handle('a');
  await clock.pass(limits.keepTryingMs + limits.longestRetryMs);
  expect(notified.at(-1)).toBe('a not-saved');
});

test('an error of our own: an answer with an id, not tried again', async () => {
  carryOut = async () => {
    throw new TypeError('a bug');
  };
  const outcome = await intake.receive(incoming('a'));
  expect(outcome).toMatchObject({ is: 'failed', errorId: expect.stringMatching(/^[0-9a-f]{8}$/), text: 'slow' });
  expect(await intake.receive(incoming('a'))).toEqual(outcome);
  expect(attempts).toEqual(['a']);
});

test('[B12] taking a line back waits for what is being done with it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done: string[] = [];
  carryOut = async (stored) => {
    if (stored.request.is === 'add') await promise;
    done.push(stored.request.is);
    return { is: 'nothing-to-undo' };
  };
  const adding = handle('a');
  const undoing = intake.receive({ ...incoming('u'), request: { is: 'undo', of: 'a' }, repeatKey: null });
  await clock.pass(10);
  resolve();
  await Promise.all([adding, undoing]);
  expect(done).toEqual(['add', 'undo']);
});

test('[B5] more than may be under way at once is stored, answered "saving", and carried out by the worker', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  carryOut = async (stored) => {
    if (stored.dedupeKey !== 'late') await promise;
    return added(stored);
  };
  for (let i = 0; i < limits.mostBeingAnswered; i++) void handle(`a${i}`);
  expect(await handle('late')).toBe('saving');
  expect(attempts).not.toContain('late');
  resolve();
  await clock.pass(limits.takeOverMs);
  expect(notified).toContain('late added');
});

test('[B12] undo does not fail because the attempt it waits for failed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  carryOut = async (stored) => {
    if (stored.request.is === 'add') await promise;
    return { is: 'nothing-to-undo' };
  };
  // As a disk that is full: what became of the line cannot be written down.
  db.run(
    sql`create trigger full before update on requests when new.dedupe_key = 'a' begin select raise(abort, 'full'); end`,
  );
  const adding = intake.receive(incoming('a'));
  const undoing = intake.receive({ ...incoming('u'), request: { is: 'undo', of: 'a' }, repeatKey: null });
  resolve();
  await expect(adding).rejects.toThrow();
  expect((await undoing).is).toBe('nothing-to-undo');
});

test('[B7] an answer that could not be given is given by the worker, though nothing else happens', async () => {
  expect((await intake.receive(incoming('a'))).is).toBe('added');
  intake.leaveToWorker('a');
  await clock.pass(limits.takeOverMs);
  expect(notified).toEqual(['a added']);
});

/** A new line of somebody else every `everyMs`, for `ms`. Its author is answered also when the line cannot be stored. */
const typeOn = async (everyMs: number, ms: number) => {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    const key = `other ${clock.now()}`;
    await handle(key).catch(() => intake.leaveToWorker(key));
    await clock.pass(everyMs);
  }
};

test('[B6] after an outage of the database a kept line is done in a minute, however much is typed meanwhile', async () => {
  carryOut = unreachable;
  expect(await handle('a')).toBe('kept');
  carryOut = async (stored) => added(stored);
  // As on a full disk: everything can be read, and nothing can be written.
  for (const change of ['insert', 'update'])
    db.run(sql.raw(`create trigger no_${change} before ${change} on requests begin select raise(abort, 'full'); end`));
  await typeOn(20_000, 5 * 60_000);
  expect(findRequest(db, 'a')?.status).toBe('waiting');
  for (const change of ['insert', 'update']) db.run(sql.raw(`drop trigger no_${change}`));
  await typeOn(20_000, 80_000);
  expect([findRequest(db, 'a')?.status, notified.at(-1)]).toEqual(['done', 'a added']);
});

test('[B6] lines that follow each other faster than the worker rests do not keep it from a kept line', async () => {
  carryOut = async (stored) => (stored.dedupeKey === 'a' ? unreachable() : added(stored));
  expect(await handle('a')).toBe('kept');
  carryOut = async (stored) => added(stored);
  await typeOn(50, 2_000);
  expect([findRequest(db, 'a')?.status, notified]).toEqual(['done', ['a added']]);
});
