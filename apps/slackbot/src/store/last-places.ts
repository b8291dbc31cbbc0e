import type { BoardId, StepId } from '@samrejse/model/records/ids';
import { and, eq, gt } from '@samrejse/runtime/drizzle';
import type { Database } from './database.ts';
import { lastPlaces } from './tables.ts';

export interface WhoWhere {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
}

/** The step to which this person added last in this channel, if that was on this board and after `since` (ms since 1970). */
export const findLastPlace = (db: Database, who: WhoWhere, board: BoardId, since: number): StepId | null =>
  db
    .select({ step: lastPlaces.step })
    .from(lastPlaces)
    .where(
      and(
        eq(lastPlaces.team, who.team),
        eq(lastPlaces.channel, who.channel),
        eq(lastPlaces.user, who.user),
        eq(lastPlaces.board, board),
        gt(lastPlaces.at, since),
      ),
    )
    .get()?.step ?? null;

export const saveLastPlace = (
  db: Database,
  { team, channel, user }: WhoWhere,
  board: BoardId,
  step: StepId,
  at: number,
) => {
  db.insert(lastPlaces)
    .values({ team, channel, user, board, step, at })
    .onConflictDoUpdate({ target: [lastPlaces.team, lastPlaces.channel, lastPlaces.user], set: { board, step, at } })
    .run();
};
