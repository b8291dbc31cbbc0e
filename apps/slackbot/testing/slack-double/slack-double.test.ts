/** The double must refuse what Slack refuses. Most of these are probes that fail the way they are meant to. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { sign } from './signing.ts';
import { type SlackDouble, startSlackDouble } from './slack-double.ts';
import { EXAMPLE_WORKSPACE } from './workspace.ts';

const KAREN = { user: 'U0KAREN', channel: 'C0SHOP' };
const button = (more: object = {}) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' }, value: 'x', ...more }],
});
const section = (mrkdwn: string) => ({ type: 'section', text: { type: 'mrkdwn', text: mrkdwn } });

let slack: SlackDouble;
let bot: Server | null = null;

beforeEach(async () => {
  slack = await startSlackDouble({ deadlineMs: 400 });
});
afterEach(async () => {
  bot?.closeAllConnections();
  bot?.close();
  bot = null;
  slack.takeFailures();
  await slack.stop();
});

const what = () => slack.takeFailures().map((failure) => failure.what);

const client = (token = EXAMPLE_WORKSPACE.botToken, options: WebClientOptions = {}) =>
  new WebClient(token, {
    slackApiUrl: `${slack.apiUrl}/`,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    ...options,
  });

/** A bot that gives every delivery the same answer, and remembers the deliveries. */
const answerWith = async (answer: (body: string, request: IncomingMessage) => string | null) => {
  const got: { body: string; headers: IncomingMessage['headers'] }[] = [];
  bot = createServer(async (request, response) => {
    const body = await text(request);
    got.push({ body, headers: request.headers });
    const said = answer(body, request);
    if (said !== null) response.end(said);
  });
  await new Promise<void>((resolve) => bot?.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/slack/events`);
  return got;
};

const apiError = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );

describe('Web API', () => {
  test.each([
    ['not_authed', ''],
    ['invalid_auth', 'xoxb-somebody-else'],
    ['not_allowed_token_type', EXAMPLE_WORKSPACE.appToken],
  ])('%s', async (error, token) => {
    expect(await apiError(client(token).users.info({ user: 'U0KAREN' }))).toBe(error);
    expect(what()).toEqual([`users.info: ${error}`]);
  });

  test('apps.connections.open wants the app-level token', async () => {
    expect(await apiError(client().apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(what()).toHaveLength(1);
  });

  test('missing_scope, and which', async () => {
    await slack.stop();
    slack = await startSlackDouble({ workspace: { ...EXAMPLE_WORKSPACE, scopes: ['commands'] } });
    expect(await apiError(client().users.info({ user: 'U0KAREN' }))).toBe('missing_scope');
    expect(slack.takeFailures()[0]?.detail).toContain('"needed":"users:read"');
  });

  test('an unknown method fails the test at its end', async () => {
    expect(await apiError(client().conversations.list())).toBe('unknown_method');
    await expect(slack.stop()).rejects.toThrow('conversations.list: unknown_method');
    slack = await startSlackDouble();
  });

  test('unknown arguments and wrong types are errors', async () => {
    expect(await apiError(client().apiCall('users.info', { user: 'U0KAREN', usr: 1 }))).toBe('invalid_arguments');
    expect(await apiError(client().apiCall('users.info', {}))).toBe('invalid_arguments');
    expect(what()).toHaveLength(2);
  });

  test('channel_not_found, not_in_channel, user_not_in_channel', async () => {
    const post = (channel: string, user = 'U0KAREN') =>
      apiError(client().chat.postEphemeral({ channel, user, text: 'hi' }));
    expect([
      await post('C0NONE'),
      await post('C0HALL'),
      await post('C0SHOP', 'U0NOBODY'),
      await post('C0SHOP'),
    ]).toEqual(['channel_not_found', 'not_in_channel', 'user_not_in_channel', 'ok']);
  });

  test('an ephemeral message is seen by one, another message by all, a direct one by one', async () => {
    await client().chat.postEphemeral({ channel: 'C0SHOP', user: 'U0KAREN', text: 'only you' });
    await client().chat.postMessage({ channel: 'C0SHOP', text: 'all of you' });
    await client().chat.postMessage({ channel: 'U0OLOF', text: 'in private' });
    expect(slack.seenBy('U0OLOF').map((message) => message.text)).toEqual(['all of you', 'in private']);
    expect(slack.transcript()).toBe(
      '#web-shop Samrejse (only Karen): only you\n#web-shop Samrejse: all of you\n#direct message Samrejse (only Olof): in private',
    );
    expect(slack.scopesUsed()).toEqual(['chat:write']);
  });

  test.each([
    ['no top-level text', { text: ' ' }],
    ['51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => section('x')) }],
    ['an unknown block', { text: 'x', blocks: [{ type: 'nonsense' }] }],
    ['an empty section', { text: 'x', blocks: [{ type: 'section' }] }],
    ['an empty text', { text: 'x', blocks: [section('  ')] }],
    ['a long section', { text: 'x', blocks: [section('x'.repeat(3_001))] }],
    ['a long header', { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }],
    ['mrkdwn in a header', { text: 'x', blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }],
    ['an unknown field', { text: 'x', blocks: [{ ...section('x'), colour: 'red' }] }],
    [
      'a block_id twice',
      {
        text: 'x',
        blocks: [
          { ...section('x'), block_id: 'a' },
          { ...section('y'), block_id: 'a' },
        ],
      },
    ],
    [
      'an action_id twice',
      { text: 'x', blocks: [{ ...button(), elements: [...button().elements, ...button().elements] }] },
    ],
    ['an empty row of buttons', { text: 'x', blocks: [{ type: 'actions', elements: [] }] }],
    ['a long button', { text: 'x', blocks: [button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })] }],
    ['a long value', { text: 'x', blocks: [button({ value: 'x'.repeat(2_001) })] }],
    ['a button to nowhere', { text: 'x', blocks: [button({ url: 'nowhere' })] }],
    ['a mention that somebody typed', { text: 'x', blocks: [section('<!channel> look')] }],
    ['a link that somebody typed', { text: 'see <https://example.com|here>' }],
    ['an unescaped ampersand', { text: 'x', blocks: [section('this & that')] }],
  ])('refuses %s', async (_name, message) => {
    const error = await apiError(client().apiCall('chat.postMessage', { channel: 'C0SHOP', ...message }));
    expect(error).toMatch(/^invalid_(?:arguments|blocks)$/);
    expect(what()).toHaveLength(1);
  });
});

describe('HTTP deliveries', () => {
  test('are signed and written as Slack writes them; the answer is shown to one', async () => {
    const got = await answerWith(() => JSON.stringify({ text: 'done', blocks: [section('*done*')] }));
    await slack.slash({ ...KAREN, command: '/pain', text: 'a < b & @olof in #hall, see https://x.example/?a=1&b=2' });
    const [{ body, headers } = { body: '', headers: {} }] = got;
    const form = new URLSearchParams(body);
    expect(form.get('text')).toBe(
      'a &lt; b &amp; <@U0OLOF|olof> in <#C0HALL|hall>, see <https://x.example/?a=1&amp;b=2>',
    );
    const at = Number(headers['x-slack-request-timestamp']) * 1000;
    expect(headers['x-slack-signature']).toBe(sign(EXAMPLE_WORKSPACE.signingSecret, body, at)['x-slack-signature']);
    expect(slack.transcript()).toBe('#web-shop Samrejse (only Karen): *done*');
  });

  test('operation_timeout after the deadline', async () => {
    await answerWith(() => null);
    expect((await slack.slash({ ...KAREN, command: '/pain' })).error).toBe('operation_timeout');
    expect(what()).toEqual(['/pain: operation_timeout']);
  });

  test('a status other than 200, and nobody there', async () => {
    slack.deliverTo(`${slack.apiUrl}/nothing/here`);
    await slack.slash({ ...KAREN, command: '/pain' });
    slack.deliverTo('http://127.0.0.1:9/');
    expect((await slack.slash({ ...KAREN, command: '/pain' })).error).toBe('connection_failed');
    expect(what()).toContain('/pain: connection_failed');
  });

  test('an answer that is no message is a failure', async () => {
    await answerWith(() => JSON.stringify({ txt: 'done' }));
    await slack.slash({ ...KAREN, command: '/pain' });
    expect(what()).toEqual(['/pain: invalid answer']);
  });

  test('a button must be seen to be pressed, by the one who sees it', async () => {
    const got = await answerWith((body) =>
      body.startsWith('payload') ? '' : JSON.stringify({ text: 'x', blocks: [button()] }),
    );
    await expect(slack.click({ ...KAREN, actionId: 'go' })).rejects.toThrow('sees no button go');
    await slack.slash({ ...KAREN, command: '/pain' });
    await expect(slack.click({ ...KAREN, user: 'U0OLOF', actionId: 'go' })).rejects.toThrow('sees no button go');
    await expect(slack.click({ ...KAREN, actionId: 'stop' })).rejects.toThrow('sees no button stop');
    await slack.click({ ...KAREN, actionId: 'go' });
    const payload: unknown = JSON.parse(new URLSearchParams(got[1]?.body).get('payload') ?? '{}');
    expect(payload).toMatchObject({ type: 'block_actions', actions: [{ action_id: 'go', value: 'x' }] });
  });

  test('a body in the answer to a button shows nothing, so it is a failure', async () => {
    await answerWith(() => JSON.stringify({ text: 'x', blocks: [button()] }));
    await slack.slash({ ...KAREN, command: '/pain' });
    await slack.click({ ...KAREN, actionId: 'go' });
    expect(what()).toEqual(['block_actions: answered with a body, which shows nothing']);
  });

  test('who is not in a channel says nothing there', async () => {
    await expect(slack.slash({ user: 'U0NOBODY', channel: 'C0SHOP', command: '/pain' })).rejects.toThrow('U0NOBODY');
  });
});

describe('response_url', () => {
  const urlOf = async (): Promise<string> => {
    const got = await answerWith(() => '');
    await slack.slash({ ...KAREN, command: '/pain' });
    return new URLSearchParams(got[0]?.body).get('response_url') ?? '';
  };
  const post = async (url: string, body: object) =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
      .status;

  test('five times, then no more', async () => {
    const url = await urlOf();
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push(await post(url, { text: `${i}` }));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(what()).toEqual(['response_url: used more than five times']);
  });

  test('for half an hour, then no more', async () => {
    const url = await urlOf();
    slack.advance(30 * 60_000 + 1);
    expect(await post(url, { text: 'late' })).toBe(404);
  });

  test('takes messages only, and only its own', async () => {
    const url = await urlOf();
    expect(await post(url, { text: '' })).toBe(400);
    expect(await post(url, { text: 'x', user: 'U0OLOF' })).toBe(400);
    expect(await post(`${url}x`, { text: 'x' })).toBe(404);
    expect(what()).toHaveLength(3);
  });

  test('replaces the message whose button was pressed', async () => {
    let url = '';
    await answerWith((body) => {
      if (!body.startsWith('payload')) return JSON.stringify({ text: 'x', blocks: [button()] });
      url = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}').response_url;
      return '';
    });
    await slack.slash({ ...KAREN, command: '/pain' });
    await slack.click({ ...KAREN, actionId: 'go' });
    await post(url, { text: 'y', replace_original: true });
    expect(slack.transcript()).toBe('#web-shop Samrejse (only Karen): y');
  });
});

describe('Socket Mode', () => {
  const open = async () => {
    const { url = '' } = await client(EXAMPLE_WORKSPACE.appToken).apps.connections.open({});
    const socket = new WebSocket(url);
    const first = await new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
    return { url, socket, hello: JSON.parse(first) };
  };

  test('hello, an envelope, its acknowledgement with the answer', async () => {
    const { socket, hello } = await open();
    expect(hello).toMatchObject({ type: 'hello' });
    socket.once('message', (data) => {
      const { envelope_id } = JSON.parse(String(data));
      socket.send(JSON.stringify({ envelope_id, payload: { text: 'done' } }));
    });
    expect((await slack.slash({ ...KAREN, command: '/pain' })).ok).toBe(true);
    expect(slack.transcript()).toBe('#web-shop Samrejse (only Karen): done');
  });

  test('a ticket opens one socket', async () => {
    const { url } = await open();
    const second = new WebSocket(url);
    await new Promise((resolve) => second.once('error', resolve));
    expect(what()).toEqual(['socket: a ticket that is unknown or used']);
  });

  test('no acknowledgement, a strange one, and no socket at all', async () => {
    const { socket } = await open();
    socket.send('{"hello":"there"}');
    expect((await slack.slash({ ...KAREN, command: '/pain' })).error).toBe('operation_timeout');
    slack.sockets.drop();
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await slack.slash({ ...KAREN, command: '/pain' })).error).toBe('no_socket');
    expect(what()).toEqual([
      'socket: what arrived is no acknowledgement',
      '/pain: operation_timeout',
      '/pain: no socket is open',
    ]);
  });

  test('asks for a new connection', async () => {
    const { socket } = await open();
    const next = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
    slack.sockets.requestRefresh();
    expect(JSON.parse(await next)).toEqual({ type: 'disconnect', reason: 'refresh_requested' });
  });
});

test('while Slack is down nothing answers', async () => {
  slack.setDown(true);
  await expect(client().auth.test()).rejects.toThrow();
  slack.setDown(false);
  expect((await client().auth.test()).ok).toBe(true);
});
