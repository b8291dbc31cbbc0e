import type { BoardId } from '@samrejse/model/records/ids';
import type { Language } from '@samrejse/model/words/enumerations';
import { desc, eq, sql } from '@samrejse/runtime/drizzle';
import type { Snapshot } from '../board-log.ts';
import { asBuffer, type Database } from './database.ts';
import type { NewLink } from './links.ts';
import { boardLog, boardSnapshots, boards, links } from './tables.ts';

export interface NewBoard {
  readonly id: BoardId;
  readonly template: string;
  readonly title: string;
  readonly language: Language;
  readonly example: boolean;
  /** What the board starts with: the first edit of its log, and its first snapshot. */
  readonly first: Pick<Snapshot, 'state' | 'outline' | 'version'> & { readonly outline: Uint8Array };
  readonly links: readonly NewLink[];
  readonly at: number;
}

/** Board, first edit and links, or none of them. */
export const insertBoard = async (db: Database, board: NewBoard): Promise<void> => {
  const { id, template, title, language, example, first, at } = board;
  db.transaction((tx) => {
    tx.insert(boards).values({ id, template, title, language, example, createdAt: at }).run();
    const [state, outline] = [asBuffer(first.state), asBuffer(first.outline)];
    tx.insert(boardLog).values({ board: id, seq: 1, update: state, author: null, at }).run();
    tx.insert(boardSnapshots).values({ board: id, seq: 1, state, outline, version: first.version, at }).run();
    for (const link of board.links)
      tx.insert(links)
        .values({ ...link, createdAt: at })
        .run();
  });
};

export const newestExample = async (db: Database): Promise<BoardId | null> =>
  db
    .select({ id: boards.id })
    .from(boards)
    .where(eq(boards.example, true))
    .orderBy(desc(boards.createdAt))
    .limit(1)
    .get()?.id ?? null;

export const hasBoards = async (db: Database): Promise<boolean> =>
  db.select({ id: boards.id }).from(boards).limit(1).get() !== undefined;

/** Throws where nothing can be written. */
export const checkWritable = async (db: Database): Promise<void> => {
  db.transaction((tx) => tx.run(sql`update boards set created_at = created_at where id = ''`), {
    behavior: 'immediate',
  });
};
