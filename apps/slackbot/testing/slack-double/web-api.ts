/** The Web API methods the bot may call: who may call them, with what, and what they answer. */
import * as v from 'valibot';
import { blocksSchema, complaints, messageEntries, type ShownBlock } from './blocks.ts';
import type { Conversation } from './conversation.ts';
import type { Failures } from './failures.ts';
import type { Workspace } from './workspace.ts';

type ApiAnswer = { readonly ok: boolean; readonly [field: string]: unknown };

interface Method {
  readonly token: 'bot' | 'app';
  readonly scope: string | null;
  /** The answer, or what is wrong with the arguments. */
  readonly run: (body: Readonly<Record<string, string>>) => ApiAnswer | readonly string[];
}

export interface WebApi {
  readonly call: (
    method: string,
    authorization: string | undefined,
    body: Readonly<Record<string, string>>,
  ) => ApiAnswer;
  /** The scopes of everything called so far, to compare with the manifest. */
  readonly scopesUsed: () => readonly string[];
}

interface WebApiOptions {
  readonly workspace: Workspace;
  readonly conversation: Conversation;
  readonly failures: Failures;
  readonly openSocket: () => string;
}

const no = (error: string, more: object = {}): ApiAnswer => ({ ok: false, error, ...more });

const define = <T>(
  token: Method['token'],
  scope: string | null,
  schema: v.GenericSchema<unknown, T>,
  answer: (args: T) => ApiAnswer,
): Method => ({
  token,
  scope,
  run: (body) => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? answer(parsed.output) : complaints(schema, body);
  },
});

/** Slack takes objects as JSON in a form field. */
const inJson = <T>(schema: v.GenericSchema<unknown, T>) => v.pipe(v.string(), v.parseJson(), schema);
const args = <Entries extends v.ObjectEntries>(entries: Entries) => v.strictObject(entries);

const message = { text: messageEntries.text, blocks: v.optional(inJson(blocksSchema)) };

interface MessageArgs {
  readonly channel: string;
  readonly user?: string;
  readonly text: string;
  readonly blocks?: ShownBlock[] | undefined;
}

const createMethods = ({ workspace, conversation, openSocket }: WebApiOptions): Readonly<Record<string, Method>> => {
  const channelOf = (id: string) => workspace.channels.find((channel) => channel.id === id);
  const personOf = (id: string) => workspace.people.find((person) => person.id === id);
  const shown = ({ text, blocks }: MessageArgs) => ({ text, ...(blocks === undefined ? {} : { blocks }) });

  const postEphemeral = (asked: MessageArgs): ApiAnswer => {
    const channel = channelOf(asked.channel);
    if (channel === undefined) return no('channel_not_found');
    // Slack answers so for a channel the bot is not in, too.
    if (!channel.hasBot) return no('not_in_channel');
    if (asked.user === undefined || !channel.members.includes(asked.user)) return no('user_not_in_channel');
    const { ts } = conversation.post({ ...shown(asked), channel: channel.id, onlyFor: asked.user, by: 'bot' });
    return { ok: true, message_ts: ts };
  };
  const postMessage = (asked: MessageArgs): ApiAnswer => {
    const person = personOf(asked.channel);
    if (person !== undefined) {
      const { ts } = conversation.post({ ...shown(asked), channel: `D${person.id}`, onlyFor: person.id, by: 'bot' });
      return { ok: true, channel: `D${person.id}`, ts };
    }
    const channel = channelOf(asked.channel);
    if (channel === undefined) return no('channel_not_found');
    if (!channel.hasBot) return no('not_in_channel');
    const { ts } = conversation.post({ ...shown(asked), channel: channel.id, onlyFor: null, by: 'bot' });
    return { ok: true, channel: channel.id, ts };
  };
  const usersInfo = (id: string): ApiAnswer => {
    const person = personOf(id);
    if (person === undefined) return no('user_not_found');
    const { name, realName, displayName } = person;
    const profile = { display_name: displayName, real_name: realName };
    return { ok: true, user: { id, team_id: workspace.team, name, real_name: realName, profile } };
  };

  const { team, botUserId, botId, domain } = workspace;
  return {
    'auth.test': define('bot', null, args({}), () => ({
      ok: true,
      url: `https://${domain}.slack.com/`,
      team: domain,
      team_id: team,
      user: 'samrejse',
      user_id: botUserId,
      bot_id: botId,
    })),
    'users.info': define('bot', 'users:read', args({ user: v.string() }), ({ user }) => usersInfo(user)),
    'chat.postEphemeral': define(
      'bot',
      'chat:write',
      args({ channel: v.string(), user: v.string(), ...message }),
      postEphemeral,
    ),
    'chat.postMessage': define('bot', 'chat:write', args({ channel: v.string(), ...message }), postMessage),
    'apps.connections.open': define('app', null, args({}), () => ({ ok: true, url: openSocket() })),
  };
};

export const createWebApi = (deps: WebApiOptions): WebApi => {
  const { workspace, failures } = deps;
  const methods = createMethods(deps);
  const used = new Set<string>();

  const refuse = (method: string, error: string, more: object = {}): ApiAnswer => {
    failures.record(`${method}: ${error}`, JSON.stringify(more));
    return no(error, more);
  };

  const checkToken = (name: string, method: Method, token: string | undefined): ApiAnswer | null => {
    if (token === undefined || token === '') return refuse(name, 'not_authed');
    if (token !== workspace.botToken && token !== workspace.appToken) return refuse(name, 'invalid_auth');
    const kind = token === workspace.appToken ? 'app' : 'bot';
    if (kind !== method.token) return refuse(name, 'not_allowed_token_type');
    if (method.scope === null || workspace.scopes.includes(method.scope)) return null;
    return refuse(name, 'missing_scope', { needed: method.scope, provided: workspace.scopes.join(',') });
  };

  return {
    call: (name, authorization, { token: bodyToken, ...body }) => {
      const method = methods[name];
      if (method === undefined) return refuse(name, 'unknown_method');
      const refused = checkToken(name, method, authorization?.replace(/^Bearer /, '') ?? bodyToken);
      if (refused !== null) return refused;
      if (method.scope !== null) used.add(method.scope);
      const answer = method.run(body);
      if ('ok' in answer) return answer;
      const isAboutBlocks = answer.some((complaint) => complaint.startsWith('blocks'));
      return refuse(name, isAboutBlocks ? 'invalid_blocks' : 'invalid_arguments', { messages: answer });
    },
    scopesUsed: () => [...used].sort(),
  };
};
