import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

export type Database = BetterSQLite3Database;

export interface OpenDatabase {
  readonly db: Database;
  readonly close: () => void;
}

/** Opens the bot's file and brings it up to date. `:memory:` for tests. */
export const openDatabase = (file: string): OpenDatabase => {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Sqlite(file);
  sqlite.pragma('journal_mode = WAL');
  // "Your text is kept" must be true when the power goes a moment later.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('busy_timeout = 2000');
  const db = drizzle(sqlite, { casing: 'snake_case' });
  migrate(db, { migrationsFolder: MIGRATIONS });
  return { db, close: () => void sqlite.close() };
};
