/** `[place:] text [via channel] [sentiment]`: the whole grammar of a line that becomes a card. */
import type { Channel } from '@samrejse/model/words/channels';
import { takeChannel } from './channel.ts';
import { type Feeling, takeSentiment } from './sentiment.ts';

export interface CardLine {
  /** The line without the channel and the feeling at its end. A place may still stand at its beginning. */
  readonly body: string;
  readonly channel: Channel | null;
  readonly feeling: Feeling | null;
}

/** Reads the channel and the feeling at the end of a normalised line, in either order: "… via web :(" or "… :( via web". */
export const readCardLine = (line: string): CardLine => {
  const outer = takeSentiment(line);
  const { rest, channel } = takeChannel(outer.rest);
  if (outer.feeling !== null || channel === null) return { body: rest, channel, feeling: outer.feeling };
  const inner = takeSentiment(rest);
  return { body: inner.rest, channel, feeling: inner.feeling };
};
