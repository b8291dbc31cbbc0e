import type { BoardId } from '@samrejse/model/records/ids';
import { and, desc, eq, gt, inArray, lt, lte, min, ne, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { type Outcome, outcomeSchema, type Plan, planSchema } from '../conversation/outcome.ts';
import { type Wish, wishSchema } from '../conversation/request.ts';
import type { Database } from './database.ts';
import type { WhoWhere } from './last-places.ts';
import { inbox } from './tables.ts';

type Row = typeof inbox.$inferSelect;

/** One thing asked, as the rest of the bot sees it. */
export interface Entry extends Omit<Row, 'wishJson' | 'resultJson' | 'planJson'> {
  readonly wish: Wish;
  readonly plan: Plan | null;
  readonly result: Outcome | null;
}

export interface NewEntry extends WhoWhere {
  readonly dedupeKey: string;
  readonly userName: string;
  readonly responseUrl: string;
  readonly receivedAt: number;
  readonly board: BoardId | null;
  readonly wish: Wish;
  readonly folded: string | null;
  readonly nextAttemptAt: number;
}

const entryOf = ({ wishJson, resultJson, planJson, ...row }: Row): Entry => ({
  ...row,
  plan: planJson === null ? null : v.parse(planSchema, JSON.parse(planJson)),
  wish: v.parse(wishSchema, JSON.parse(wishJson)),
  result: resultJson === null ? null : v.parse(outcomeSchema, JSON.parse(resultJson)),
});

export const findEntry = (db: Database, dedupeKey: string): Entry | null => {
  const row = db.select().from(inbox).where(eq(inbox.dedupeKey, dedupeKey)).get();
  return row === undefined ? null : entryOf(row);
};

/** Puts an entry in; does nothing where its key is known. On disk when this returns. */
export const insertEntry = (db: Database, { wish, ...entry }: NewEntry): void => {
  db.insert(inbox)
    .values({
      ...entry,
      wishJson: JSON.stringify(wish),
      card: wish.is === 'add' ? wish.card : null,
      status: 'waiting',
      told: 'nothing',
    })
    .onConflictDoNothing()
    .run();
};

/** What ends a line without a card. Typing the same line again is then no repetition. */
const REFUSALS = new Set<Outcome['is']>(['not-linked', 'too-long', 'not-saved', 'failed']);

/** A link is a secret; it is kept with the channel or not at all. */
const FORGOTTEN_LINK = JSON.stringify({ is: 'link', text: '' } satisfies Wish);

export const finishEntry = (db: Database, { dedupeKey, wish }: Entry, result: Outcome): void => {
  db.update(inbox)
    .set({
      resultJson: JSON.stringify(result),
      status: REFUSALS.has(result.is) ? 'refused' : 'done',
      ...(wish.is === 'link' ? { wishJson: FORGOTTEN_LINK } : {}),
    })
    .where(and(eq(inbox.dedupeKey, dedupeKey), eq(inbox.status, 'waiting')))
    .run();
};

export const planEntry = (db: Database, dedupeKey: string, plan: Plan): void => {
  db.update(inbox)
    .set({ planJson: JSON.stringify(plan) })
    .where(eq(inbox.dedupeKey, dedupeKey))
    .run();
};

export const postponeEntry = (db: Database, dedupeKey: string, nextAttemptAt: number): void => {
  db.update(inbox)
    .set({ nextAttemptAt, attempts: sql`${inbox.attempts} + 1` })
    .where(eq(inbox.dedupeKey, dedupeKey))
    .run();
};

/** Takes a line back: it is not tried again, and not counted as typed. What is said if it is delivered once more: `result`. */
export const withdrawEntry = (db: Database, dedupeKey: string, result: Outcome): void => {
  db.update(inbox)
    .set({
      status: 'withdrawn',
      told: 'result',
      resultJson: sql`coalesce(${inbox.resultJson}, ${JSON.stringify(result)})`,
    })
    .where(eq(inbox.dedupeKey, dedupeKey))
    .run();
};

export const markTold = (db: Database, dedupeKey: string, told: 'kept' | 'result'): void => {
  // How it ended is never forgotten for a later "it will take a while".
  db.update(inbox)
    .set({ told })
    .where(and(eq(inbox.dedupeKey, dedupeKey), ne(inbox.told, 'result')))
    .run();
};

export const countResponseUrlUse = (db: Database, dedupeKey: string): void => {
  db.update(inbox)
    .set({ responseUrlUses: sql`${inbox.responseUrlUses} + 1` })
    .where(eq(inbox.dedupeKey, dedupeKey))
    .run();
};

const isUnfinished = () => ne(inbox.told, 'result');

/** What is to be tried, or to be told, by now. One that failed goes behind those that had no turn yet. */
export const dueEntries = (db: Database, now: number, limit: number): Entry[] =>
  db
    .select()
    .from(inbox)
    .where(and(isUnfinished(), lte(inbox.nextAttemptAt, now)))
    .orderBy(inbox.nextAttemptAt, inbox.receivedAt, inbox.dedupeKey)
    .limit(limit)
    .all()
    .map(entryOf);

export const nextDueAt = (db: Database): number | null =>
  db
    .select({ at: min(inbox.nextAttemptAt) })
    .from(inbox)
    .where(isUnfinished())
    .get()?.at ?? null;

const isBy = (who: WhoWhere) => and(eq(inbox.team, who.team), eq(inbox.channel, who.channel), eq(inbox.user, who.user));

/** The same line by the same person in the same channel, asked after `since` and not taken back. */
export const findSameLine = (db: Database, who: WhoWhere, folded: string, since: number): Entry | null => {
  const row = db
    .select()
    .from(inbox)
    .where(
      and(isBy(who), eq(inbox.folded, folded), gt(inbox.receivedAt, since), inArray(inbox.status, ['waiting', 'done'])),
    )
    .orderBy(desc(inbox.receivedAt))
    .get();
  return row === undefined ? null : entryOf(row);
};

/** The lines of a person in a channel that became a card, or still will, newest first. */
export const findOwnLines = (db: Database, who: WhoWhere, limit: number): Entry[] =>
  db
    .select()
    .from(inbox)
    .where(and(isBy(who), inArray(inbox.status, ['waiting', 'done']), sql`${inbox.card} is not null`))
    .orderBy(desc(inbox.receivedAt), desc(inbox.dedupeKey))
    .limit(limit)
    .all()
    .map(entryOf);

/** Forgets what ended long ago: names and texts are not kept longer than they are of use. */
export const forgetEntries = (db: Database, before: number): void => {
  db.delete(inbox)
    .where(and(ne(inbox.status, 'waiting'), eq(inbox.told, 'result'), lt(inbox.receivedAt, before)))
    .run();
};
