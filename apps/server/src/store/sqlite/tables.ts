import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import type { Session } from '@samrejse/model/session/session';
import type { Language } from '@samrejse/model/words/language';
import type { Role } from '@samrejse/model/words/roles';
import { blob, index, integer, primaryKey, sqliteTable, text } from '@samrejse/runtime/drizzle';
import type { DocumentName } from '../board-log.ts';

/** Times are ms since 1970. Columns are named in snake_case by `casing`, here and in drizzle.config.ts. */
const board = () =>
  text()
    .$type<BoardId>()
    .notNull()
    .references(() => boards.id);

/** Which document of the board: see `DocumentName`. */
const document = () => text().$type<DocumentName>().notNull();

export const boards = sqliteTable('boards', {
  id: text().$type<BoardId>().primaryKey(),
  template: text().notNull(),
  language: text().$type<Language>().notNull(),
  /** The board that the server makes for a newcomer to try. */
  example: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer().notNull(),
  /** A copy of the document's title, so that it can be read without the document; null in rows older than this column. */
  title: text(),
  /** Raised when the log is replaced by another: who knows edits of an older one has another history. */
  epoch: integer().notNull().default(1),
});

/** Every edit ever made: the truth. `seq` counts 1, 2, 3… in each document of each board, without gaps. */
export const boardLog = sqliteTable(
  'board_log',
  {
    board: board(),
    document: document(),
    seq: integer().notNull(),
    update: blob({ mode: 'buffer' }).notNull(),
    author: text().$type<PersonId>(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.board, t.document, t.seq] })],
);

/** The person each Yjs client of a document belongs to: whoever wrote under it first. */
export const clients = sqliteTable(
  'clients',
  {
    board: board(),
    document: document(),
    client: integer().notNull(),
    person: text().$type<PersonId>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.board, t.document, t.client] })],
);

/** What the log adds up to at `seq`, so that loading need not read all of it. */
export const boardSnapshots = sqliteTable(
  'board_snapshots',
  {
    board: board(),
    document: document(),
    seq: integer().notNull(),
    state: blob({ mode: 'buffer' }).notNull(),
    /** Which ids are in `state`; null in rows older than this column. */
    knownIds: blob('outline', { mode: 'buffer' }),
    /** Of the document's shape; null in rows older than this column. */
    version: integer(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.board, t.document] })],
);

/** Capability links. The token itself is nowhere: it is derived from the secret, and looked up by its hash. */
export const links = sqliteTable(
  'links',
  {
    tokenHash: text().primaryKey(),
    board: board(),
    role: text().$type<Role>().notNull(),
    /** Raised when a link is revoked and a new one takes its place. */
    serial: integer().notNull(),
    createdAt: integer().notNull(),
    revokedAt: integer(),
  },
  (t) => [index('links_by_board').on(t.board)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    board: board().primaryKey(),
    /** Raised by each change; a writer names the one it saw. */
    revision: integer().notNull(),
    session: text({ mode: 'json' }).$type<Session>().notNull(),
    /** When a running step's time is up; null while nothing runs. */
    endsAt: integer(),
  },
  (t) => [index('sessions_by_end').on(t.endsAt)],
);

/** What was answered to a request that carried an Idempotency-Key. */
export const receipts = sqliteTable(
  'receipts',
  {
    board: board(),
    key: text().notNull(),
    /** Hash of the request, so that a key used for another one is noticed. */
    request: text().notNull(),
    answer: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.board, t.key] }), index('receipts_by_time').on(t.at)],
);
