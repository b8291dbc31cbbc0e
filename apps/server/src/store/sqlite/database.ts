import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { StartError } from '../../errors.ts';
import { drizzle, migrate } from './drizzle.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));
/** Only a tool that looks into the file can hold it; waiting blocks everybody, so not for long. */
const BUSY_TIMEOUT_MS = 1_000;

export type Database = BetterSQLite3Database & { readonly $client: Sqlite.Database };

/** The same bytes, as the driver wants them. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

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

/** Rooms live in one process: a second one on the same data would not see the edits of the first. */
const takeLock = (dataDir: string): (() => void) => {
  const lock = new Sqlite(join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    // The operating system lets go of it when the process ends, however it ends.
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY')
      throw new StartError(`Another Samrejse server uses ${dataDir}. Stop it, or set DATA_DIR to another folder.`);
    throw error;
  }
  return () => lock.close();
};

const openFile = (path: string): OpenDatabase => {
  const client = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  client.pragma('journal_mode = WAL');
  // FULL: a commit has reached the disk when it returns. "Saved" must survive a power cut.
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  const db = drizzle(client, { casing: 'snake_case' });
  migrate(db, { migrationsFolder: MIGRATIONS });
  return { db, close: () => client.close() };
};

/** Opens samrejse.sqlite in `dataDir`, making both where they are not, and brings it to today's tables. */
export const openDatabase = (dataDir: string): OpenDatabase => {
  let unlock = () => {};
  try {
    makeFolder(resolve(dataDir));
    unlock = takeLock(dataDir);
    const file = openFile(join(dataDir, 'samrejse.sqlite'));
    return {
      db: file.db,
      close: () => {
        file.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    if (error instanceof StartError) throw error;
    throw new StartError(
      `Cannot use DATA_DIR ${dataDir}: ${reason(error)}. Set DATA_DIR to a folder this user may write to.`,
    );
  }
};
