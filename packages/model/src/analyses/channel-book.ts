/** Which channel is meant, and what it is: the library's, as this board has it. */

import type { ChannelId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { CHANNEL_LIBRARY } from '../words/channels.ts';
import type { ChannelGroup, ChannelMode } from '../words/enumerations.ts';

export interface ChannelBook {
  /** The channel of a card. One of the board's own that stands for one of the library is that one. */
  readonly of: (card: { readonly channel: ChannelId | null }) => ChannelId | null;
  /** As the board says, else as the library does. Null: a channel of the board's own that does not say. */
  readonly traits: (channel: ChannelId) => { readonly group: ChannelGroup | null; readonly mode: ChannelMode | null };
}

export const channelBook = (snapshot: Pick<Snapshot, 'channels'>): ChannelBook => {
  const own = new Map(snapshot.channels.map((channel) => [channel.id, channel]));
  /** Where several stand for one, the eldest speaks. */
  const standIns = new Map([...snapshot.channels].reverse().map((channel) => [channel.standsFor as string, channel]));
  return {
    // A key of the library is a channel's id (`channelRefSchema`).
    of: ({ channel }) => (channel === null ? null : ((own.get(channel)?.standsFor as ChannelId | null) ?? channel)),
    traits: (channel) => {
      const [library, board] = [CHANNEL_LIBRARY.get(channel), standIns.get(channel) ?? own.get(channel)];
      return { group: board?.group ?? library?.group ?? null, mode: board?.mode ?? library?.mode ?? null };
    },
  };
};
