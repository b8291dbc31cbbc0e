import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from './drizzle.ts';
import { openInDataDir, openSqlite } from './sqlite.ts';
import { StartError } from './start-error.ts';

const migrations = fileURLToPath(new URL('../testing/migrations', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes the folder and the file, and keeps what is in it when it is opened again', () => {
  const dataDir = join(folder, 'a', 'b');
  const open = () => openInDataDir(dataDir, () => openSqlite(join(dataDir, 'x.sqlite'), { migrations }));
  const first = open();
  first.db.run(sql`insert into notes values ('kept')`);
  first.close();
  const second = open();
  expect(second.db.all(sql`select text from notes`)).toEqual([{ text: 'kept' }]);
  second.close();
});

test('what is committed has reached the disk: write-ahead log, synchronous FULL', () => {
  const { db, close } = openSqlite(join(folder, 'x.sqlite'), { migrations });
  const pragma = (name: string) => db.$client.pragma(name, { simple: true });
  expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(pragma)).toEqual(['wal', 2, 1, 1_000]);
  close();
});

test('a folder that cannot be made, or a file that is no database: one line that names DATA_DIR', () => {
  const file = join(folder, 'x.sqlite');
  writeFileSync(file, 'no database at all, but long enough to be looked into by SQLite as if it were one'.repeat(20));
  expect(() => openInDataDir(folder, () => openSqlite(file, { migrations }))).toThrow(
    new StartError(
      `Cannot use DATA_DIR ${folder}: file is not a database. Set DATA_DIR to a folder this user may write to.`,
    ),
  );
  const below = join(file, 'below');
  expect(() => openInDataDir(below, () => 1)).toThrow(StartError);
  expect(existsSync(below)).toBe(false);
});

test('a reason of its own is passed on', () => {
  const refuse = () => {
    throw new StartError('Another process uses it.');
  };
  expect(() => openInDataDir(folder, refuse)).toThrow(new StartError('Another process uses it.'));
});
