/** Shows an outcome to its author in Slack when the moment to answer the command itself has passed. */
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { WebClient } from '@slack/web-api';
import type { Limits } from '../limits.ts';
import type { Message } from '../messages/blocks.ts';
import type { Database } from '../store/database.ts';
import { countResponseUrlUse, type StoredRequest } from '../store/requests.ts';

export interface Notifier {
  /**
   * Sends a message that only the author sees: by the response URL while Slack accepts it, else in the channel, else as a
   * direct message. True when Slack has taken it; never rejects because Slack refuses.
   */
  readonly notify: (
    stored: StoredRequest,
    message: Message,
    options: { readonly replace: boolean },
  ) => Promise<boolean>;
}

interface NotifierOptions {
  readonly db: Database;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly fetch?: typeof fetch;
}

export const createNotifier = ({ db, client, clock, limits, log, fetch: send = fetch }: NotifierOptions): Notifier => {
  const byResponseUrl = async (stored: StoredRequest, message: Message, replace: boolean): Promise<boolean> => {
    const fresh = clock.now() - stored.receivedAt < limits.responseUrlMs;
    if (!fresh || stored.responseUrl === '' || stored.responseUrlUses >= limits.responseUrlUses) return false;
    countResponseUrlUse(db, stored.dedupeKey);
    try {
      const response = await send(stored.responseUrl, {
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
      log.warn({ err: error, way }, 'a person could not be notified');
      return false;
    }
  };

  return {
    notify: async (stored, message, { replace }) => {
      if (await byResponseUrl(stored, message, replace)) return true;
      const { channel, user } = stored;
      const { text, blocks } = message;
      if (await attempt('chat.postEphemeral', () => client.chat.postEphemeral({ channel, user, text, blocks })))
        return true;
      // A slash command works in channels that the bot is not in; a direct message arrives all the same.
      return attempt('chat.postMessage', () => client.chat.postMessage({ channel: user, text, blocks }));
    },
  };
};
