import { CHANNEL_WORDS, CHANNELS, type Channel } from '@samrejse/model/words/channels';
import { LANGUAGES } from '@samrejse/model/words/language';
import { CHANNEL_ALIASES } from './channel-aliases.ts';
import { matchName, type Named } from './match.ts';

/** Every word for a channel, in every language. */
export const channelNames = (channel: Channel): readonly string[] => [
  ...LANGUAGES.map((language) => CHANNEL_WORDS[channel][language]),
  ...CHANNEL_ALIASES[channel],
];

const NAMES: readonly Named<Channel>[] = CHANNELS.flatMap((channel) =>
  channelNames(channel).map((name) => ({ name, value: channel })),
);

/** The channel that a word means; null where it means none, or could mean several. */
export const resolveChannel = (wrote: string): Channel | null => {
  const match = matchName(wrote, NAMES);
  // A part of a name is too little here: "via the" would be "the product itself".
  if (match.by === 'none' || match.by === 'part') return null;
  const meant = new Set<Channel>(match.found);
  return meant.size === 1 ? match.found[0] : null;
};

/** The longest name of a channel has five words. */
const MAX_WORDS = 5;

/**
 * Takes `via …` off the end of a line, if a channel follows "via". Anything else ("came via my neighbour") is part of the
 * text.
 */
export const takeChannel = (line: string): { readonly rest: string; readonly channel: Channel | null } => {
  const untouched = { rest: line, channel: null };
  const found = /^(.*\S)\s+via\s+(?:"([^"]+)"|(\S.*))$/isu.exec(line);
  if (found === null) return untouched;
  const wrote = (found[2] ?? found[3] ?? '').replace(/[.,;!]+$/, '');
  if (wrote.split(/\s+/).length > MAX_WORDS) return untouched;
  const channel = resolveChannel(wrote);
  return channel === null ? untouched : { rest: found[1] ?? '', channel };
};
