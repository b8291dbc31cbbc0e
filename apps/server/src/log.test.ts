import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLog, type Log } from './log.ts';
import { openDatabase } from './store/sqlite/database.ts';

const logged = (write: (log: Log) => void): string => {
  let lines = '';
  write(
    createLog('debug', {
      write: (line) => {
        lines += line;
      },
    }),
  );
  return lines;
};

const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
};

test('a failed query is logged with its cause, and without what was to be stored', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  const { db, close } = openDatabase(folder);
  const error = thrown(() => db.run(sql`insert into nowhere values (${'the customer is in tears'})`));
  close();
  rmSync(folder, { recursive: true, force: true });
  const line = logged((log) => log.error({ err: error, board: 'b' }, 'not saving'));
  expect(JSON.parse(line)).toMatchObject({
    board: 'b',
    msg: 'not saving',
    err: { type: 'SqliteError', message: 'no such table: nowhere' },
  });
  expect(line).not.toContain('tears');
});

test('what could not be read is not quoted', () => {
  const error = thrown(() => JSON.parse('{"token": secret}'));
  const line = logged((log) => log.warn({ err: error }, 'odd'));
  expect(line).not.toContain('secret');
  expect(JSON.parse(line).err.stack[0]).toMatch(/^at JSON\.parse/);
});

test('what is thrown and no error has a name, and no contents', () => {
  const line = logged((log) => log.error({ err: 'a card text' }, 'odd'));
  expect(line).not.toContain('card text');
  expect(JSON.parse(line)).toMatchObject({ msg: 'odd', err: { type: 'string', message: '' } });
});
