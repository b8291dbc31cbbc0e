/** Which channel a card means, and what is known about it from the library and from this board. */

import type { ChannelId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { CHANNEL_LIBRARY, type ChannelGroup, type ChannelMode } from '../words/channels.ts';

export interface ChannelBook {
  /** The channel of a card. A channel of the board that stands for one of the library counts as that one. */
  readonly of: (card: { readonly channel: ChannelId | null }) => ChannelId | null;
  /** The mode that the board gives, else the library. Null for a channel of the board's own without a mode. */
  readonly traits: (channel: ChannelId) => { readonly group: ChannelGroup | null; readonly mode: ChannelMode | null };
}

export const channelBook = (snapshot: Pick<Snapshot, 'channels'>): ChannelBook => {
  const own = new Map(snapshot.channels.map((channel) => [channel.id, channel]));
  /** If several channels stand for the same one, the oldest counts. */
  const standIns = new Map([...snapshot.channels].reverse().map((channel) => [channel.standsFor as string, channel]));
  return {
    // The keys of the library are ids of channels too (`channelRefSchema`).
    of: ({ channel }) => (channel === null ? null : ((own.get(channel)?.standsFor as ChannelId | null) ?? channel)),
    traits: (channel) => {
      const [library, board] = [CHANNEL_LIBRARY.get(channel), standIns.get(channel) ?? own.get(channel)];
      return { group: board?.group ?? library?.group ?? null, mode: board?.mode ?? library?.mode ?? null };
    },
  };
};
