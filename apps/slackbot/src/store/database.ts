import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OpenDatabase, openInDataDir, openSqlite } from '@samrejse/runtime/sqlite';

export type { Database } from '@samrejse/runtime/sqlite';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Opens the bot's file and brings it up to date. `:memory:` for tests. Throws a StartError where that is not possible. */
export const openDatabase = (file: string): OpenDatabase => {
  const open = () => openSqlite(file, { migrations: MIGRATIONS });
  return file === ':memory:' ? open() : openInDataDir(dirname(file), open);
};
