import { and, eq } from '@samrejse/runtime/drizzle';
import type { Database } from './database.ts';
import { channelLinks } from './tables.ts';

export type ChannelLink = typeof channelLinks.$inferSelect;

/** One channel of one workspace. */
export interface Where {
  readonly team: string;
  readonly channel: string;
}

const isAt = ({ team, channel }: Where) => and(eq(channelLinks.team, team), eq(channelLinks.channel, channel));

export const findLink = (db: Database, where: Where): ChannelLink | null =>
  db.select().from(channelLinks).where(isAt(where)).get() ?? null;

/** Links a channel to a board. An earlier link of the channel is replaced. */
export const saveLink = (db: Database, link: ChannelLink): void => {
  db.insert(channelLinks)
    .values(link)
    .onConflictDoUpdate({ target: [channelLinks.team, channelLinks.channel], set: link })
    .run();
};

export const removeLink = (db: Database, where: Where): ChannelLink | null =>
  db.delete(channelLinks).where(isAt(where)).returning().get() ?? null;
