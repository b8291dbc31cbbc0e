/** What people do in Slack: type a command, press a button they see. */
import * as v from 'valibot';
import { complaints, messageEntries, type ShownButton } from './blocks.ts';
import { buttonsOf, type Conversation, readable } from './conversation.ts';
import type { Failures } from './failures.ts';
import type { Delivered } from './http-delivery.ts';
import { buttonPayload, commandPayload, isCommand, type Payload } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

interface Delivery extends Delivered {
  readonly payload: Payload;
}

interface Spoken {
  readonly user: string;
  readonly channel: string;
}
type Typed = Spoken & { readonly command: string; readonly text?: string };
type Said = Spoken & { readonly text: string };
/** The newest such button, or the newest in a message that contains `within`, or the one in the message `ts`. */
type Pressed = Spoken & { readonly actionId: string; readonly within?: string; readonly ts?: string };

export interface PeopleInSlack {
  /** An ordinary message, which everybody in the channel sees and the bot never hears of. */
  readonly say: (said: Said) => void;
  readonly slash: (typed: Typed) => Promise<Delivery>;
  /** Presses a button that this person sees. */
  readonly click: (pressed: Pressed) => Promise<Delivery>;
  /** Delivers the same payload once more. */
  readonly redeliver: (delivery: Delivery) => Promise<Delivery>;
}

interface PeopleOptions {
  readonly workspace: Workspace;
  readonly conversation: Conversation;
  readonly responseUrls: ResponseUrls;
  readonly failures: Failures;
  readonly send: (payload: Payload) => Promise<Delivered>;
}

const ackSchema = v.strictObject({
  ...messageEntries,
  response_type: v.optional(v.picklist(['ephemeral', 'in_channel'])),
});

export const createPeople = ({
  workspace,
  conversation,
  responseUrls,
  failures,
  send,
}: PeopleOptions): PeopleInSlack => {
  const origin = ({ user, channel: channelId }: Spoken, original: string | null) => {
    const person = workspace.people.find(({ id }) => id === user);
    const channel = workspace.channels.find(({ id }) => id === channelId);
    if (person === undefined || channel === undefined)
      throw new Error(`no ${user} or no ${channelId} in the workspace`);
    if (!channel.members.includes(user)) throw new Error(`${user} is not in ${channelId}`);
    const responseUrl = responseUrls.issue({ channel: channelId, user, original });
    return { workspace, person, channel, responseUrl };
  };

  const showAnswer = (payload: ReturnType<typeof commandPayload>, answer: unknown) => {
    if (answer === null || answer === '') return;
    const given = typeof answer === 'string' ? { text: answer } : answer;
    const parsed = v.safeParse(ackSchema, given);
    if (!parsed.success) {
      return failures.record(`${payload.command}: invalid answer`, complaints(ackSchema, given).join('; '));
    }
    const { text, blocks, response_type: type } = parsed.output;
    const onlyFor = type === 'in_channel' ? null : payload.user_id;
    const message = { text, ...(blocks === undefined ? {} : { blocks }) };
    conversation.post({ ...message, channel: payload.channel_id, onlyFor, by: 'bot' });
  };

  const deliver = async (payload: Payload): Promise<Delivery> => {
    const delivered = await send(payload);
    // Bolt acknowledges a button over a socket with an empty object.
    const isEmpty = ['null', '""', '{}'].includes(JSON.stringify(delivered.answer));
    if (delivered.ok && isCommand(payload)) showAnswer(payload, delivered.answer);
    else if (delivered.ok && !isEmpty) {
      failures.record('block_actions: answered with a body, which shows nothing', JSON.stringify(delivered.answer));
    }
    return { ...delivered, payload };
  };

  const findButton = ({ user, actionId, within = '', ts }: Pressed) => {
    const seen = conversation
      .seenBy(user)
      .filter((message) => readable(message).includes(within) && (ts === undefined || ts === message.ts));
    const [newest] = seen.toReversed().flatMap((message) => {
      const blocks = message.blocks ?? [];
      const index = blocks.findIndex((b) => b.type === 'actions' && b.elements.some((e) => e.action_id === actionId));
      const button: ShownButton | undefined = buttonsOf(message).find((b) => b.action_id === actionId);
      return button === undefined ? [] : [{ message, button, blockId: blocks[index]?.block_id ?? `b${index}` }];
    });
    if (newest === undefined) throw new Error(`${user} sees no button ${actionId} in a message with "${within}"`);
    return newest;
  };

  return {
    say: ({ user, channel, text }) => {
      conversation.post({ text, channel, onlyFor: null, by: user });
    },
    slash: async ({ command, text = '', ...said }) => deliver(commandPayload({ ...origin(said, null), command, text })),
    click: async (pressed) => {
      const found = findButton(pressed);
      return deliver(buttonPayload({ ...origin(pressed, found.message.ts), ...found }));
    },
    redeliver: ({ payload }) => deliver(payload),
  };
};
