import { IDLE } from '@samrejse/model/session/session';
import { and, eq, isNotNull, sql } from '@samrejse/runtime/drizzle';
import type { SessionStore } from '../sessions.ts';
import type { Database } from './database.ts';
import { boards, sessions } from './tables.ts';

export const createSessionStore = (db: Database): SessionStore => {
  // Put together once: every board that is opened asks it.
  const held = db
    .select({ id: boards.id, session: sessions.session, revision: sessions.revision })
    .from(boards)
    .leftJoin(sessions, eq(sessions.board, boards.id))
    .where(eq(boards.id, sql.placeholder('board')))
    .prepare();
  return {
    read: async (board) => {
      const row = held.get({ board });
      return row === undefined ? null : { session: row.session ?? IDLE, revision: row.revision ?? 0 };
    },
    write: async (board, session, seen) => {
      const next = { revision: seen + 1, session, endsAt: session.state === 'running' ? session.endsAt : null };
      const written =
        seen === 0
          ? db
              .insert(sessions)
              .values({ board, ...next })
              .onConflictDoNothing()
              .run()
          : db
              .update(sessions)
              .set(next)
              .where(and(eq(sessions.board, board), eq(sessions.revision, seen)))
              .run();
      return written.changes === 1;
    },
    running: async () =>
      db
        .select({ board: sessions.board })
        .from(sessions)
        .where(isNotNull(sessions.endsAt))
        .all()
        .map((row) => row.board),
  };
};
