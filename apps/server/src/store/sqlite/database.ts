import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OpenDatabase, openInDataDir, openSqlite } from '@samrejse/runtime/sqlite';
import { StartError } from '@samrejse/runtime/start-error';
import Sqlite from 'better-sqlite3';

export type { Database } from '@samrejse/runtime/sqlite';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** The same bytes, as the driver wants them. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

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

/**
 * Opens samrejse.sqlite in `dataDir`, making both where they are not, and brings it to today's tables. Throws a StartError
 * where another server uses the folder, or nothing can be written there.
 */
export const openDatabase = (dataDir: string): OpenDatabase =>
  openInDataDir(dataDir, () => {
    const unlock = takeLock(dataDir);
    try {
      const { db, close } = openSqlite(join(dataDir, 'samrejse.sqlite'), { migrations: MIGRATIONS });
      return {
        db,
        close: () => {
          close();
          unlock();
        },
      };
    } catch (error) {
      unlock();
      throw error;
    }
  });
