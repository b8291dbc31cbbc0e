import type { ChannelId } from '@samrejse/model/records/ids';
import type { BoardChannel, Lane, Step } from '@samrejse/model/records/records';
import { CHANNEL_WORDS, CHANNELS, type Channel } from '@samrejse/model/words/channels';
import { LANE_WORDS } from '@samrejse/model/words/lanes';
import { i18n } from './i18n.svelte.ts';

/** A lane's own name, or the word for its type in the reader's language. */
export const laneName = (lane: Lane): string => lane.name || i18n.say(LANE_WORDS[lane.type]);

/** How screen readers call a cell: "Pain points, 2.3 Check out". */
export const cellLabel = (lane: Lane, step: Step | undefined, number = ''): string =>
  step === undefined ? laneName(lane) : `${laneName(lane)}, ${number} ${step.title || i18n.t.unnamedStep}`;

const libraryKey = (ref: string): Channel => CHANNELS.find((key) => key === ref) ?? 'unknown';

/** A channel's name on this board, or else the library's word for it. */
export const channelName = (ref: ChannelId, own: ReadonlyMap<string, BoardChannel>): string => {
  const said = own.get(ref) ?? [...own.values()].find((channel) => channel.standsFor === ref && !channel.deleted);
  if (said !== undefined && !said.deleted && said.name !== '') return said.name;
  return i18n.say(CHANNEL_WORDS[libraryKey(ref)]);
};

/** Every channel a card may have: the library's, then the board's own. */
export const channelChoices = (own: Iterable<BoardChannel>): { key: ChannelId; word: string }[] => {
  const channels = [...own].filter((channel) => !channel.deleted);
  const byId = new Map(channels.map((channel) => [channel.id as string, channel]));
  const added = channels.filter((channel) => channel.standsFor === null).map((channel) => channel.id);
  return [...(CHANNELS as readonly string[] as readonly ChannelId[]), ...added].map((key) => ({
    key,
    word: channelName(key, byId),
  }));
};
