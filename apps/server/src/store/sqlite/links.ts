import type { BoardId } from '@samrejse/model/records/ids';
import type { Role } from '@samrejse/model/words/enumerations';
import { and, eq, isNull, sql } from '@samrejse/runtime/drizzle';
import type { Database } from './database.ts';
import { links } from './tables.ts';

export interface Link {
  readonly board: BoardId;
  readonly role: Role;
  readonly serial: number;
}

export interface NewLink extends Link {
  readonly tokenHash: string;
}

/** Finds the link with a hash, unless it was revoked. The query is put together once: everybody who comes is asked for a link. */
export const linkFinder = (db: Database): ((tokenHash: string) => Promise<Link | null>) => {
  const found = db
    .select({ board: links.board, role: links.role, serial: links.serial })
    .from(links)
    .where(and(eq(links.tokenHash, sql.placeholder('tokenHash')), isNull(links.revokedAt)))
    .prepare();
  return async (tokenHash) => found.get({ tokenHash }) ?? null;
};

/** The links of a board that are good: one a role. */
export const liveLinks = async (db: Database, board: BoardId): Promise<readonly NewLink[]> =>
  db
    .select({ board: links.board, role: links.role, serial: links.serial, tokenHash: links.tokenHash })
    .from(links)
    .where(and(eq(links.board, board), isNull(links.revokedAt)))
    .all();

/** Whether any link was ever made. */
export const hasLinks = (db: Database): boolean =>
  db.select({ serial: links.serial }).from(links).limit(1).get() !== undefined;

/** Ends one link and puts another in its place, in one transaction. */
export const replaceLink = async (db: Database, old: string, link: NewLink, now: number): Promise<void> => {
  db.transaction((tx) => {
    tx.update(links).set({ revokedAt: now }).where(eq(links.tokenHash, old)).run();
    tx.insert(links)
      .values({ ...link, createdAt: now })
      .run();
  });
};
