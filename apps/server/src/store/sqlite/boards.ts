import { desc, eq, sql } from '@samrejse/runtime/drizzle';
import { BOARD_DOCUMENT } from '../board-log.ts';
import type { BoardStore, NewBoard } from '../boards.ts';
import { asBuffer, type Database } from './database.ts';
import { boardLog, boardSnapshots, boards, links } from './tables.ts';

const insert = (db: Database, board: NewBoard): void => {
  const { id, template, title, language, example, first, at } = board;
  db.transaction((tx) => {
    tx.insert(boards).values({ id, template, title, language, example, createdAt: at }).run();
    const [state, knownIds] = [asBuffer(first.state), asBuffer(first.knownIds)];
    const key = { board: id, document: BOARD_DOCUMENT } as const;
    tx.insert(boardLog)
      .values({ ...key, seq: 1, update: state, author: null, at })
      .run();
    tx.insert(boardSnapshots)
      .values({ ...key, seq: 1, state, knownIds, version: first.version, at })
      .run();
    for (const link of board.links)
      tx.insert(links)
        .values({ ...link, createdAt: at })
        .run();
  });
};

export const createBoardStore = (db: Database): BoardStore => ({
  insert: async (board) => insert(db, board),
  hasAny: async () => db.select({ id: boards.id }).from(boards).limit(1).get() !== undefined,
  newestExample: async () =>
    db
      .select({ id: boards.id })
      .from(boards)
      .where(eq(boards.example, true))
      .orderBy(desc(boards.createdAt))
      .limit(1)
      .get()?.id ?? null,
  checkWritable: async () => {
    db.transaction((tx) => tx.run(sql`update boards set created_at = created_at where id = ''`), {
      behavior: 'immediate',
    });
  },
});
