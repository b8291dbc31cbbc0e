/** The bot's database file: today's tables, made from nothing or from the file of an earlier version. */
import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BoardId } from '@samrejse/model/records/ids';
import { StartError } from '@samrejse/runtime/start-error';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { findLastPlace } from './last-places.ts';
import { findLink } from './links.ts';
import { dueRequests, findOwnLines, findRequest, findSameLine, nextDueAt, reviewRequests } from './requests.ts';

const SLACKBOT = fileURLToPath(new URL('../..', import.meta.url));
/** Written by the version that called the table `inbox`: a link, and six requests in every state there was. */
const BEFORE = fileURLToPath(new URL('../../testing/fixtures/inbox-table.sqlite', import.meta.url));
const AT = 1_764_000_000_000;
const who = { team: 'T1', channel: 'C1', user: 'U1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('[B4] a database of the version before opens, and the bot goes on with it', () => {
  const file = join(folder, 'slack.sqlite');
  copyFileSync(BEFORE, file);
  const { db, close } = openDatabase(file);
  expect(reviewRequests(db)).toBe(0);
  expect(findLink(db, who)).toMatchObject({ board: 'B1', token: 'token-of-b1', title: 'Web shop' });
  expect(findLastPlace(db, who, 'B1' as BoardId, 0)).toBe('s1');

  // What waits is tried at its time, with the plan that was made for it; what is done is told.
  expect(nextDueAt(db)).toBe(AT + 3_000);
  const { due } = dueRequests(db, AT + 60_000, 10);
  expect(due.map(({ dedupeKey, status, notified }) => [dedupeKey, status, notified])).toEqual([
    ['cmd:T1:kept', 'waiting', 'kept'],
    ['cmd:T1:done', 'done', 'nothing'],
  ]);
  expect(findRequest(db, 'cmd:T1:kept')).toMatchObject({
    request: { is: 'add', text: 'said while the board was away', card: 'card-1' },
    plan: { card: { id: 'card-1', lane: 'pains' }, meant: { is: 'nowhere' } },
    result: null,
    attempts: 2,
    responseUrlUses: 1,
    board: 'B1',
  });

  // What ended is known: a second delivery is answered, a repetition noticed, undo finds the newest line.
  expect(findRequest(db, 'act:T1:U1:1:undo_card')?.result).toMatchObject({ is: 'undone', text: 'taken back' });
  expect(findRequest(db, 'cmd:T1:long')).toMatchObject({ status: 'refused', result: { is: 'too-long' } });
  expect(findSameLine(db, who, 'pain done and told', 0)?.dedupeKey).toBe('cmd:T1:told');
  expect(findSameLine(db, who, 'pain taken back', 0)).toBeNull();
  expect(findOwnLines(db, who, 1).map(({ dedupeKey }) => dedupeKey)).toEqual(['cmd:T1:told']);
  close();
});

test('opened twice, it is migrated once', () => {
  const file = join(folder, 'deep', 'slack.sqlite');
  openDatabase(file).close();
  const { db, close } = openDatabase(file);
  expect(nextDueAt(db)).toBeNull();
  close();
});

test('a folder that cannot be used is refused with the setting that names it', () => {
  copyFileSync(BEFORE, join(folder, 'file'));
  expect(() => openDatabase(join(folder, 'file', 'slack.sqlite'))).toThrow(StartError);
  expect(() => openDatabase(join(folder, 'file', 'slack.sqlite'))).toThrow('Cannot use DATA_DIR');
});

// drizzle-kit takes only a folder relative to where it runs.
test('the migrations make the tables that the code speaks of', async () => {
  const drizzleKit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');
  cpSync(join(SLACKBOT, 'migrations'), folder, { recursive: true });
  const before = readdirSync(folder);
  const out = `--out=${relative(SLACKBOT, folder)}`;
  const options = ['--dialect=sqlite', '--schema=./src/store/tables.ts', out, '--casing=snake_case'];
  const run = promisify(execFile)(process.execPath, [drizzleKit, 'generate', ...options], { cwd: SLACKBOT });
  expect((await run).stdout).toContain('No schema changes');
  expect(readdirSync(folder)).toEqual(before);
});
