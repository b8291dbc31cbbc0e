/** `[place:] text [via channel] [sentiment]`: the whole grammar of a line that becomes a card. */
import type { Channel } from '@samrejse/model/words/enumerations';
import { takeChannel } from './channel.ts';
import { type Feeling, takeSentiment } from './sentiment.ts';

export interface CardLine {
  /** What is left after channel and feeling are taken off its end; a place may still stand at its beginning. */
  readonly body: string;
  readonly channel: Channel | null;
  readonly feeling: Feeling | null;
}

/** The ends of a normalised line. Either order is understood: "… via web :(" and "… :( via web". */
export const readCardLine = (line: string): CardLine => {
  const outer = takeSentiment(line);
  const { rest, channel } = takeChannel(outer.rest);
  if (outer.feeling !== null || channel === null) return { body: rest, channel, feeling: outer.feeling };
  const inner = takeSentiment(rest);
  return { body: inner.rest, channel, feeling: inner.feeling };
};
