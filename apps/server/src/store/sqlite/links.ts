import { and, eq, isNull, sql } from '@samrejse/runtime/drizzle';
import type { LinkStore } from '../links.ts';
import type { Database } from './database.ts';
import { links } from './tables.ts';

export const createLinkStore = (db: Database): LinkStore => {
  // Prepared once: everybody who comes is asked for a link.
  const found = db
    .select({ board: links.board, role: links.role, serial: links.serial })
    .from(links)
    .where(and(eq(links.tokenHash, sql.placeholder('tokenHash')), isNull(links.revokedAt)))
    .prepare();
  return {
    find: async (tokenHash) => found.get({ tokenHash }) ?? null,
    live: async (board) =>
      db
        .select({ board: links.board, role: links.role, serial: links.serial, tokenHash: links.tokenHash })
        .from(links)
        .where(and(eq(links.board, board), isNull(links.revokedAt)))
        .all(),
    hasAny: async () => db.select({ serial: links.serial }).from(links).limit(1).get() !== undefined,
    replace: async (old, link, now) => {
      db.transaction((tx) => {
        tx.update(links).set({ revokedAt: now }).where(eq(links.tokenHash, old)).run();
        tx.insert(links)
          .values({ ...link, createdAt: now })
          .run();
      });
    },
  };
};
