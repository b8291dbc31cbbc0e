/** The bot as it is run: a process that starts, stops, and dies when it has to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServerProcess } from '../../../scripts/testing/server-process.ts';
import { type SlackDouble, startSlackDouble } from '../testing/slack-double/slack-double.ts';
import { createBoard, KAREN, SERVICE_TOKEN, startServer } from './support.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const IMPATIENT = fileURLToPath(new URL('../testing/impatient-main.ts', import.meta.url));

interface BotProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

let slack: SlackDouble;
let dataDir: string;
let bots: BotProcess[];
let server: ServerProcess | null;

beforeEach(async () => {
  slack = await startSlackDouble();
  dataDir = await mkdtemp(join(tmpdir(), 'samrejse-slackbot-'));
  bots = [];
  server = null;
});
afterEach(async () => {
  for (const { child, exited } of bots) {
    child.kill('SIGKILL');
    await exited;
  }
  await server?.dispose();
  await rm(dataDir, { recursive: true, force: true });
  await slack.stop();
});

const { PATH = '' } = process.env;

const run = (environment: Record<string, string> = {}, main = MAIN): BotProcess => {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH,
      SERVICE_TOKEN,
      SLACK_BOT_TOKEN: slack.workspace.botToken,
      SLACK_APP_TOKEN: slack.workspace.appToken,
      SLACK_API_URL: slack.apiUrl,
      SERVER_URL: server?.url ?? 'http://127.0.0.1:9',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const bot = { child, output: () => output, exited };
  bots.push(bot);
  return bot;
};

const ready = (bot: BotProcess) => expect.poll(bot.output, { timeout: 20_000 }).toContain('slackbot: ready');

test('SIGTERM ends it cleanly, in both modes', async () => {
  const socket = run();
  await ready(socket);
  expect(socket.output()).toBe('slackbot: ready in Socket Mode, boards on http://127.0.0.1:9\n');
  socket.child.kill('SIGTERM');
  expect(await socket.exited).toBe(0);
  const { signingSecret } = slack.workspace;
  const http = run({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret, SLACK_PORT: '0' });
  await ready(http);
  const url = /http:\/\/127\.0\.0\.1:\d+\/slack\/events/.exec(http.output())?.[0] ?? '';
  expect(await (await fetch(url.replace('/slack/events', '/healthz'))).text()).toBe('ok\n');
  slack.deliverTo(url);
  expect((await slack.slash({ ...KAREN, command: '/journey', text: 'help' })).ok).toBe(true);
  http.child.kill('SIGTERM');
  expect(await http.exited).toBe(0);
});

test.each([
  [{ SERVICE_TOKEN: '' }, 'slackbot: SERVICE_TOKEN is missing. Set it to the SERVICE_TOKEN of the board server.\n'],
  [{ SLACK_BOT_TOKEN: 'xoxb-revoked' }, 'slackbot: cannot start: An API error occurred: invalid_auth\n'],
])('%j: one clear line and exit code 1', async (environment, line) => {
  const bot = run(environment);
  expect(await bot.exited).toBe(1);
  expect(bot.output()).toBe(line);
  slack.takeFailures();
});

test('Slack away when the socket must be opened anew: one line, exit code 1, for the supervisor to restart it', async () => {
  const bot = run({}, IMPATIENT);
  await ready(bot);
  slack.setDown(true);
  slack.sockets.drop();
  expect(await bot.exited).toBe(1);
  expect(bot.output().split('\n').slice(1)).toEqual([
    expect.stringMatching(/^slackbot: lost Slack, exiting to be restarted: /),
    '',
  ]);
});

test('[B4] killed with a text that waits: the next process delivers it', async () => {
  server = await startServer();
  const board = await createBoard(server.url);
  const first = run({}, IMPATIENT);
  await ready(first);
  await slack.slash({ ...KAREN, command: '/journey', text: `link ${board.links.participant}` });
  await server.kill();
  await slack.slash({ ...KAREN, command: '/pain', text: '2.1 said before both were gone' });
  expect(slack.transcript()).toContain('Your text is kept');
  first.child.kill('SIGKILL');
  await first.exited;
  await server.start();
  await ready(run({}, IMPATIENT));
  await expect.poll(slack.transcript, { timeout: 30_000 }).toContain('added to *2.1 Search > Look it up*');
  expect(await board.slackCards()).toHaveLength(1);
});
