/** Addresses that answer for one command or one press: five times, for half an hour. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { complaints, messageEntries } from './blocks.ts';
import type { Conversation } from './conversation.ts';
import type { Failures } from './failures.ts';

const USES = 5;
const LIFE_MS = 30 * 60_000;

const bodySchema = v.strictObject({
  ...messageEntries,
  response_type: v.optional(v.picklist(['ephemeral', 'in_channel'])),
  replace_original: v.optional(v.boolean()),
});
const deletionSchema = v.strictObject({ delete_original: v.literal(true) });

interface Issued {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed; null for a command. */
  readonly original: string | null;
  readonly until: number;
  uses: number;
}

interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface ResponseUrls {
  readonly issue: (about: Pick<Issued, 'channel' | 'user' | 'original'>) => string;
  readonly answer: (path: string, body: unknown) => Answered;
}

interface ResponseUrlsOptions {
  readonly conversation: Conversation;
  readonly failures: Failures;
  readonly now: () => number;
  readonly baseUrl: () => string;
}

export const RESPONSE_PATH = '/actions/';

export const createResponseUrls = ({ conversation, failures, now, baseUrl }: ResponseUrlsOptions): ResponseUrls => {
  const issued = new Map<string, Issued>();

  const show = ({ channel, user, original }: Issued, body: v.InferOutput<typeof bodySchema>) => {
    const message = { text: body.text, ...(body.blocks === undefined ? {} : { blocks: body.blocks }) };
    if (body.replace_original === true && original !== null && conversation.replace(original, message) !== null) return;
    conversation.post({ ...message, channel, onlyFor: body.response_type === 'in_channel' ? null : user, by: 'bot' });
  };

  return {
    issue: (about) => {
      const path = `${RESPONSE_PATH}${randomBytes(9).toString('base64url')}`;
      issued.set(path, { ...about, until: now() + LIFE_MS, uses: 0 });
      return `${baseUrl()}${path}`;
    },
    answer: (path, body) => {
      const found = issued.get(path);
      if (found === undefined) {
        failures.record('response_url: unknown');
        return { status: 404, body: 'no_service' };
      }
      if (now() > found.until) return { status: 404, body: 'expired_url' };
      found.uses += 1;
      if (found.uses > USES) {
        failures.record('response_url: used more than five times');
        return { status: 404, body: 'used_url' };
      }
      if (v.is(deletionSchema, body)) {
        if (found.original !== null) conversation.remove(found.original);
        return { status: 200, body: 'ok' };
      }
      const parsed = v.safeParse(bodySchema, body);
      if (!parsed.success) {
        failures.record('response_url: invalid message', complaints(bodySchema, body).join('; '));
        return { status: 400, body: 'invalid_payload' };
      }
      show(found, parsed.output);
      return { status: 200, body: 'ok' };
    },
  };
};
