/** The Slack bot without Slack: the real board server, the real bot, a double of Slack, and a page to type in. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp } from '../src/slack/app.ts';
import { createBotLog } from '../src/slack/log.ts';
import { openDatabase } from '../src/store/database.ts';
import { startSlackDouble } from '../testing/slack-double/slack-double.ts';
import { startBoardServer } from './board-server.ts';
import { createPageServer } from './page-server.ts';
import { DEMO_WORKSPACE, openRooms } from './rooms.ts';

/** How to end what has been started, in the opposite order; also when the start itself is interrupted. */
const endings: (() => unknown)[] = [];

const start = async (): Promise<string> => {
  const parent = resolve(process.env.DATA_DIR ?? './data/slack-demo');
  await mkdir(parent, { recursive: true });
  // Each run begins anew, and removes nothing but its own folder.
  const dataDir = await mkdtemp(join(parent, 'run-'));
  endings.push(() => rm(dataDir, { recursive: true, force: true }));

  const serviceToken = randomBytes(24).toString('hex');
  const boards = await startBoardServer(
    // The page of the demo runs on another port and shows the board in a frame.
    {
      SERVICE_TOKEN: serviceToken,
      DATA_DIR: join(dataDir, 'boards'),
      FRAME_ANCESTORS: 'http://127.0.0.1:* http://localhost:*',
    },
    { onSpawn: (end) => endings.push(end) },
  );
  const slack = await startSlackDouble({ workspace: DEMO_WORKSPACE });
  const { db, close } = openDatabase(join(dataDir, 'slack.sqlite'));
  const log = createBotLog('error');
  const { botToken, appToken } = DEMO_WORKSPACE;
  const bot = createApp({
    config: {
      serverUrl: boards.url,
      publicUrl: boards.url,
      serviceToken,
      botToken,
      slackApiUrl: `${slack.apiUrl}/`,
      connection: { mode: 'socket', appToken },
      dataDir,
      logLevel: 'error',
    },
    db,
    log,
  });
  await bot.start();
  endings.push(close, bot.stop);
  const rooms = await openRooms(boards.url, slack);
  const app = createPageServer({ slack, rooms, boards });
  const port = Number(process.env.SLACK_DEMO_PORT ?? '4010');
  return new Promise((listening, failed) => {
    const page = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) =>
      listening(`http://127.0.0.1:${address.port}`),
    );
    page.once('error', failed);
  });
};

const stop = async (code: number) => {
  for (let end = endings.pop(); end !== undefined; end = endings.pop()) await end();
  process.exit(code);
};
process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));

start().then(
  (url) => process.stdout.write(`Samrejse in chat, without Slack: ${url}\n`),
  (error: unknown) => {
    process.stderr.write(`slack:demo: ${error instanceof Error ? error.message : String(error)}\n`);
    void stop(1);
  },
);
