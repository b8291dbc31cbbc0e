/** The table of requests. Each row is read by itself: one that this version cannot read takes no other with it. */
import type { BoardId } from '@samrejse/model/records/ids';
import { and, desc, eq, gt, inArray, lt, lte, min, ne, sql } from '@samrejse/runtime/drizzle';
import * as v from 'valibot';
import { type Outcome, outcomeSchema, type Plan, planSchema } from '../conversation/outcome.ts';
import { type Request, requestSchema } from '../conversation/request.ts';
import type { Database } from './database.ts';
import type { WhoWhere } from './last-places.ts';
import { requests } from './tables.ts';

type Row = typeof requests.$inferSelect;

/** A request with all that is known of it: who asked, what is sent to the board, how it ended, what its author knows. */
export interface StoredRequest extends Omit<Row, 'requestJson' | 'resultJson' | 'planJson' | 'setAside'> {
  readonly request: Request;
  readonly plan: Plan | null;
  readonly result: Outcome | null;
}

export interface NewRequest extends WhoWhere {
  readonly dedupeKey: string;
  readonly userName: string;
  readonly responseUrl: string;
  /** ms since 1970, as all times here. */
  readonly receivedAt: number;
  readonly board: BoardId | null;
  readonly request: Request;
  readonly repeatKey: string | null;
  readonly nextAttemptAt: number;
}

const json = <T>(schema: v.GenericSchema<unknown, T>) => v.pipe(v.string(), v.parseJson(), schema);
const rowSchema = v.object({
  requestJson: json(requestSchema),
  planJson: v.nullable(json(planSchema)),
  resultJson: v.nullable(json(outcomeSchema)),
});

/** Null for a row that this version cannot read: another version wrote it, which knows more requests or outcomes. */
const readRow = ({ requestJson, planJson, resultJson, setAside: _, ...rest }: Row): StoredRequest | null => {
  const read = v.safeParse(rowSchema, { requestJson, planJson, resultJson });
  if (!read.success) return null;
  return { ...rest, request: read.output.requestJson, plan: read.output.planJson, result: read.output.resultJson };
};

const isNotSetAside = () => eq(requests.setAside, false);

/** The request with this key; null where there is none, or none that this version can read. */
export const findRequest = (db: Database, dedupeKey: string): StoredRequest | null => {
  const row = db.select().from(requests).where(eq(requests.dedupeKey, dedupeKey)).get();
  return row === undefined ? null : readRow(row);
};

/** Puts a request in; does nothing where its key is known. It is on disk when this returns. */
export const insertRequest = (db: Database, { request, ...rest }: NewRequest): void => {
  db.insert(requests)
    .values({
      ...rest,
      requestJson: JSON.stringify(request),
      card: request.is === 'add' ? request.card : null,
      status: 'waiting',
      notified: 'nothing',
    })
    .onConflictDoNothing()
    .run();
};

/** The outcomes of a line that became no card. The same line, typed again, is then no repetition. */
const REFUSALS = new Set<Outcome['is']>(['not-linked', 'too-long', 'not-saved', 'failed']);

/** A link is a secret: it is kept with the channel or not at all. */
const FORGOTTEN_LINK = JSON.stringify({ is: 'link', text: '' } satisfies Request);

/** Writes down how a request ended, unless that is written down already. */
export const finishRequest = (db: Database, { dedupeKey, request }: StoredRequest, result: Outcome): void => {
  db.update(requests)
    .set({
      resultJson: JSON.stringify(result),
      status: REFUSALS.has(result.is) ? 'refused' : 'done',
      ...(request.is === 'link' ? { requestJson: FORGOTTEN_LINK } : {}),
    })
    .where(and(eq(requests.dedupeKey, dedupeKey), eq(requests.status, 'waiting')))
    .run();
};

export const savePlan = (db: Database, dedupeKey: string, plan: Plan): void => {
  db.update(requests)
    .set({ planJson: JSON.stringify(plan) })
    .where(eq(requests.dedupeKey, dedupeKey))
    .run();
};

/** Counts an attempt, and puts the next one off until `nextAttemptAt`. */
export const postponeRequest = (db: Database, dedupeKey: string, nextAttemptAt: number): void => {
  db.update(requests)
    .set({ nextAttemptAt, attempts: sql`${requests.attempts} + 1` })
    .where(eq(requests.dedupeKey, dedupeKey))
    .run();
};

/** Takes a line back: it is not tried again, and does not count as typed. `result` answers a second delivery of it. */
export const withdrawRequest = (db: Database, dedupeKey: string, result: Outcome): void => {
  db.update(requests)
    .set({
      status: 'withdrawn',
      notified: 'result',
      resultJson: sql`coalesce(${requests.resultJson}, ${JSON.stringify(result)})`,
    })
    .where(eq(requests.dedupeKey, dedupeKey))
    .run();
};

/** `result` is final: a later "it is kept" does not take its place. */
export const markNotified = (db: Database, dedupeKey: string, notified: 'kept' | 'result'): void => {
  db.update(requests)
    .set({ notified })
    .where(and(eq(requests.dedupeKey, dedupeKey), ne(requests.notified, 'result')))
    .run();
};

export const countResponseUrlUse = (db: Database, dedupeKey: string): void => {
  db.update(requests)
    .set({ responseUrlUses: sql`${requests.responseUrlUses} + 1` })
    .where(eq(requests.dedupeKey, dedupeKey))
    .run();
};

/** Its author has not been notified of its result yet. */
const isOpen = () => and(ne(requests.notified, 'result'), isNotSetAside());

export interface DueRequests {
  readonly due: readonly StoredRequest[];
  /** Keys of due rows that this version cannot read. They stay due until they are set aside. */
  readonly unreadable: readonly string[];
}

/** At most `limit` open requests that are due by `now`. One that failed is behind those that had no turn yet. */
export const dueRequests = (db: Database, now: number, limit: number): DueRequests => {
  const rows = db
    .select()
    .from(requests)
    .where(and(isOpen(), lte(requests.nextAttemptAt, now)))
    .orderBy(requests.nextAttemptAt, requests.receivedAt, requests.dedupeKey)
    .limit(limit)
    .all();
  const due: StoredRequest[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    const stored = readRow(row);
    if (stored === null) unreadable.push(row.dedupeKey);
    else due.push(stored);
  }
  return { due, unreadable };
};

/** When the next open request is due; null where none is open. */
export const nextDueAt = (db: Database): number | null =>
  db
    .select({ at: min(requests.nextAttemptAt) })
    .from(requests)
    .where(isOpen())
    .get()?.at ?? null;

/** Leaves rows as they are, and out of every query from now on. */
export const setAsideRequests = (db: Database, dedupeKeys: readonly string[]): void => {
  db.update(requests)
    .set({ setAside: true })
    .where(inArray(requests.dedupeKey, [...dedupeKeys]))
    .run();
};

const PAGE = 500;

/**
 * Looks at every row: sets aside what this version cannot read, and takes up again what an earlier one set aside and this
 * one reads. Gives back how many rows are set aside now.
 */
export const reviewRequests = (db: Database): number => {
  let setAside = 0;
  let last = '';
  for (;;) {
    const rows = db
      .select()
      .from(requests)
      .where(gt(requests.dedupeKey, last))
      .orderBy(requests.dedupeKey)
      .limit(PAGE)
      .all();
    for (const row of rows) {
      const isUnreadable = readRow(row) === null;
      if (isUnreadable) setAside++;
      if (isUnreadable === row.setAside) continue;
      db.update(requests).set({ setAside: isUnreadable }).where(eq(requests.dedupeKey, row.dedupeKey)).run();
    }
    const end = rows.at(-1);
    if (end === undefined) return setAside;
    last = end.dedupeKey;
  }
};

const isBy = (who: WhoWhere) =>
  and(eq(requests.team, who.team), eq(requests.channel, who.channel), eq(requests.user, who.user), isNotSetAside());

/** The same line by the same person in the same channel, received after `since` and not taken back. */
export const findSameLine = (db: Database, who: WhoWhere, repeatKey: string, since: number): StoredRequest | null => {
  const row = db
    .select()
    .from(requests)
    .where(
      and(
        isBy(who),
        eq(requests.repeatKey, repeatKey),
        gt(requests.receivedAt, since),
        inArray(requests.status, ['waiting', 'done']),
      ),
    )
    .orderBy(desc(requests.receivedAt))
    .get();
  return row === undefined ? null : readRow(row);
};

/** The lines of a person in a channel that became a card, or still will, newest first. */
export const findOwnLines = (db: Database, who: WhoWhere, limit: number): StoredRequest[] =>
  db
    .select()
    .from(requests)
    .where(and(isBy(who), inArray(requests.status, ['waiting', 'done']), sql`${requests.card} is not null`))
    .orderBy(desc(requests.receivedAt), desc(requests.dedupeKey))
    .limit(limit)
    .all()
    .map(readRow)
    .filter((stored) => stored !== null);

/** Deletes requests received before `before` whose authors know the result: names and texts are not kept longer than they are of use. */
export const forgetRequests = (db: Database, before: number): void => {
  db.delete(requests)
    .where(and(ne(requests.status, 'waiting'), eq(requests.notified, 'result'), lt(requests.receivedAt, before)))
    .run();
};
