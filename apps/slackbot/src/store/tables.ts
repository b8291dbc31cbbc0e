import type { BoardId, CardId, StepId } from '@samrejse/model/records/ids';
import { LANGUAGES } from '@samrejse/model/words/enumerations';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What a channel may do, and where: a board's link, kept for the people in it. */
export const channelLinks = sqliteTable(
  'channel_links',
  {
    team: text().notNull(),
    channel: text().notNull(),
    board: text().$type<BoardId>().notNull(),
    token: text().notNull(),
    /** Where people open the board: the origin of the link they gave. */
    origin: text().notNull(),
    language: text({ enum: LANGUAGES }).notNull(),
    title: text().notNull(),
    linkedBy: text().notNull(),
    linkedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.team, t.channel] })],
);

/** Everything anybody asked for, before it is done; and what came of it. */
export const inbox = sqliteTable(
  'inbox',
  {
    /** One key per thing asked, so that a second delivery of it is the same row. */
    dedupeKey: text().primaryKey(),
    team: text().notNull(),
    channel: text().notNull(),
    user: text().notNull(),
    userName: text().notNull(),
    responseUrl: text().notNull(),
    responseUrlUses: integer().notNull().default(0),
    receivedAt: integer().notNull(),
    /** The board it was meant for: the channel may be linked elsewhere before it gets there. */
    board: text().$type<BoardId>(),
    wishJson: text().notNull(),
    /** Set for lines that become a card: the line without case and spacing, to notice it typed twice. */
    folded: text(),
    card: text().$type<CardId>(),
    /** What exactly is sent to the board, once that is decided: every attempt must send the same. */
    planJson: text(),
    /** `waiting` for the board, `done`, `refused` for good, or `withdrawn`: undone, before or after it got there. */
    status: text({ enum: ['waiting', 'done', 'refused', 'withdrawn'] }).notNull(),
    resultJson: text(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull(),
    /** What the person has been told: nothing, that it will take a while, or how it ended. */
    told: text({ enum: ['nothing', 'kept', 'result'] }).notNull(),
  },
  (t) => [
    index('inbox_by_person').on(t.team, t.channel, t.user, t.receivedAt),
    index('inbox_by_due').on(t.told, t.nextAttemptAt),
  ],
);

/** Where somebody added last in a channel: the next line without a place goes there too, for a while. */
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
