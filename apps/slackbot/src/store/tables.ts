import type { BoardId, CardId, StepId } from '@samrejse/model/records/ids';
import { LANGUAGES } from '@samrejse/model/words/language';
import { index, integer, primaryKey, sqliteTable, text } from '@samrejse/runtime/drizzle';

/** The board that a channel is linked to, and the link by which the people in the channel act on it. */
export const channelLinks = sqliteTable(
  'channel_links',
  {
    team: text().notNull(),
    channel: text().notNull(),
    board: text().$type<BoardId>().notNull(),
    token: text().notNull(),
    /** The address in the link that somebody gave: people open the board there. */
    origin: text().notNull(),
    language: text({ enum: LANGUAGES }).notNull(),
    title: text().notNull(),
    linkedBy: text().notNull(),
    linkedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.team, t.channel] })],
);

/** One row for each request: written before it is tried, and with its outcome afterwards. */
export const requests = sqliteTable(
  'requests',
  {
    /** The same for each delivery of one request, so that a second delivery is the same row. */
    dedupeKey: text().primaryKey(),
    team: text().notNull(),
    channel: text().notNull(),
    user: text().notNull(),
    userName: text().notNull(),
    responseUrl: text().notNull(),
    responseUrlUses: integer().notNull().default(0),
    receivedAt: integer().notNull(),
    /** The board of the channel when the request came: the channel may be linked elsewhere before it is carried out. */
    board: text().$type<BoardId>(),
    requestJson: text().notNull(),
    /** Set for a line that becomes a card: the line without case and spacing, to notice it typed twice. */
    repeatKey: text('folded'),
    card: text().$type<CardId>(),
    /** What exactly is sent to the board, once that is decided: every attempt must send the same. */
    planJson: text(),
    /** `waiting` for the board, `done`, `refused` for good, or `withdrawn`: undone, before or after it became a card. */
    status: text({ enum: ['waiting', 'done', 'refused', 'withdrawn'] }).notNull(),
    resultJson: text(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull(),
    /** What its author has been notified of: nothing, that it is kept, or its result. */
    notified: text({ enum: ['nothing', 'kept', 'result'] }).notNull(),
    /** This version cannot read the row. It is kept for a version that can, and no query gives it back meanwhile. */
    setAside: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    index('requests_by_person').on(t.team, t.channel, t.user, t.receivedAt),
    index('requests_by_due').on(t.notified, t.nextAttemptAt),
  ],
);

/** The step to which somebody added last in a channel: for a while, their next line without a place goes there too. */
export const lastPlaces = sqliteTable(
  'last_places',
  {
    team: text().notNull(),
    channel: text().notNull(),
    user: text().notNull(),
    board: text().$type<BoardId>().notNull(),
    step: text().$type<StepId>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.team, t.channel, t.user] })],
);
