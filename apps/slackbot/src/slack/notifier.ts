/** Tells a person how something ended when the moment to answer directly has passed. */
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Message } from '../messages/blocks.ts';
import type { Logger } from './log.ts';
import type { Database } from '../store/database.ts';
import { countResponseUrlUse, type Entry } from '../store/requests.ts';

export interface Teller {
  /** True once the message has reached Slack by one way or another. */
  readonly tell: (entry: Entry, message: Message, options: { readonly replace: boolean }) => Promise<boolean>;
}

interface Deps {
  readonly db: Database;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly fetch?: typeof fetch;
}

export const createTeller = ({ db, client, clock, limits, log, fetch: send = fetch }: Deps): Teller => {
  const byResponseUrl = async (entry: Entry, message: Message, replace: boolean): Promise<boolean> => {
    const fresh = clock.now() - entry.receivedAt < limits.responseUrlMs;
    if (!fresh || entry.responseUrl === '' || entry.responseUrlUses >= limits.responseUrlUses) return false;
    countResponseUrlUse(db, entry.dedupeKey);
    try {
      const response = await send(entry.responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: replace,
          text: message.text,
          blocks: message.blocks,
        }),
        signal: AbortSignal.timeout(limits.slackTimeoutMs),
      });
      if (response.ok) return true;
      log.warn({ status: response.status }, 'response_url refused an answer');
    } catch (error) {
      log.warn({ err: error }, 'response_url could not be reached');
    }
    return false;
  };

  const attempt = async (way: string, post: () => Promise<unknown>): Promise<boolean> => {
    try {
      await post();
      return true;
    } catch (error) {
      log.warn({ err: error, way }, 'could not tell a person');
      return false;
    }
  };

  return {
    tell: async (entry, message, { replace }) => {
      if (await byResponseUrl(entry, message, replace)) return true;
      const { channel, user } = entry;
      const { text, blocks } = message;
      if (await attempt('chat.postEphemeral', () => client.chat.postEphemeral({ channel, user, text, blocks })))
        return true;
      // The bot need not be in the channel for a slash command; a message of one's own always arrives.
      return attempt('chat.postMessage', () => client.chat.postMessage({ channel: user, text, blocks }));
    },
  };
};
