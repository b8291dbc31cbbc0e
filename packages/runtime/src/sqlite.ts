/** A SQLite file, opened so that what is committed is on the disk. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle, migrate } from './drizzle.ts';
import { StartError } from './start-error.ts';

/** Only a tool that looks into the file can hold it. Waiting blocks the whole process, so not for long. */
const BUSY_TIMEOUT_MS = 1_000;

export type Database = BetterSQLite3Database & { readonly $client: Sqlite.Database };

export interface OpenDatabase {
  readonly db: Database;
  readonly close: () => void;
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** With its parents. Not by mkdir's own `recursive`: on a file system that takes no folders (/proc) that never returns. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
};

/**
 * Makes the folder `dataDir` where there is none, and gives back what `open` opens in it. Throws a StartError that names
 * DATA_DIR where that fails; a StartError of `open` itself is passed on.
 */
export const openInDataDir = <T>(dataDir: string, open: () => T): T => {
  try {
    makeFolder(resolve(dataDir));
    return open();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `Cannot use DATA_DIR ${dataDir}: ${reason(error)}. Set DATA_DIR to a folder this user may write to.`,
    );
  }
};

/** Opens the file at `path` (`:memory:` for tests) and runs the migrations of the folder `migrations` that it lacks. */
export const openSqlite = (path: string, { migrations }: { readonly migrations: string }): OpenDatabase => {
  const client = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    client.pragma('journal_mode = WAL');
    // FULL: a commit has reached the disk when it returns. "Saved" and "kept" must survive a power cut.
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    const db = drizzle(client, { casing: 'snake_case' });
    migrate(db, { migrationsFolder: migrations });
    return { db, close: () => void client.close() };
  } catch (error) {
    client.close();
    throw error;
  }
};
