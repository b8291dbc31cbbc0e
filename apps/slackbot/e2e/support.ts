/** The real server as a process, the real bot in this one, and Slack's double between a person and the bot. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, type CreatedBoard, createdBoardSchema } from '@samrejse/model/api/http';
import { lineOf, stepsOf } from '@samrejse/model/journey/journey';
import type { BoardId } from '@samrejse/model/records/ids';
import { type Snapshot, snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import * as v from 'valibot';
import { expect } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../../scripts/testing/server-process.ts';
import type { Config } from '../src/config.ts';
import { LIMITS, type Limits } from '../src/limits.ts';
import { createApp, type Slackbot } from '../src/slack/app.ts';
import { createBotLog } from '../src/slack/log.ts';
import { openDatabase } from '../src/store/database.ts';
import { channelLinks } from '../src/store/tables.ts';
import { readable } from '../testing/slack-double/conversation.ts';
import { type SlackDouble, startSlackDouble } from '../testing/slack-double/slack-double.ts';

export const MODES = ['socket', 'http'] as const;
type Mode = (typeof MODES)[number];

export const SERVICE_TOKEN = randomBytes(24).toString('hex');
export const KAREN = { user: 'U0KAREN', channel: 'C0SHOP' };
export const OLOF = { user: 'U0OLOF', channel: 'C0SHOP' };

export const startServer = (): Promise<ServerProcess> => startServerProcess({ SERVICE_TOKEN });

export interface TestBoard {
  readonly id: BoardId;
  readonly links: CreatedBoard['links'];
  readonly read: () => Promise<Snapshot>;
  /** "pain: the text @ 2.1 by Karen", in no particular order but that of the board. */
  readonly slackCards: () => Promise<readonly string[]>;
}

const tokenOf = (link: string): string => new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';

export const createBoard = async (serverUrl: string, options: object = {}): Promise<TestBoard> => {
  const response = await fetch(`${serverUrl}${API.boards}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template: 'membership-loop', language: 'en', ...options }),
  });
  expect(response.status).toBe(201);
  const { id, links } = v.parse(createdBoardSchema, await response.json());
  const authorization = `Bearer ${tokenOf(links.facilitator)}`;
  const read = async () => {
    const answer = await fetch(`${serverUrl}${API.board(id)}`, { headers: { authorization } });
    return v.parse(snapshotSchema, await answer.json());
  };
  const slackCards = async () => {
    const board = await read();
    const numbers = new Map(stepsOf(lineOf(board.phases, board.steps)).map(({ step, number }) => [step.id, number]));
    const names = new Map(board.people.map((person) => [person.id, person.name]));
    return board.cards
      .filter((card) => card.via === 'slack')
      .map(({ kind, text, place, createdBy, channel, valence }) => {
        const step = place?.step;
        const where = step === null || step === undefined ? 'inbox' : (numbers.get(step) ?? '?');
        const extra = [channel, valence].filter((detail) => detail !== null).join(' ');
        return `${kind}: ${text} @ ${where} by ${createdBy === null ? '?' : names.get(createdBy)} (${extra})`;
      });
  };
  return { id, links, read, slackCards };
};

export interface RunningBot {
  /** The address that takes Slack's requests, in HTTP mode. */
  readonly url: () => string;
  readonly slack: SlackDouble;
  readonly dataDir: string;
  /** Makes the bot's links invalid, as if they had been withdrawn: the HTTP contract has no way to do that yet. */
  readonly breakLink: () => void;
  /** Ends the bot and starts it anew on the same data, with other limits where they are given. */
  readonly restart: (limits?: Partial<Limits>) => Promise<void>;
  readonly stopBot: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

interface BotOptions {
  readonly mode: Mode;
  readonly serverUrl: string;
  readonly limits?: Partial<Limits>;
  readonly serviceToken?: string;
}

export const startBot = async (options: BotOptions): Promise<RunningBot> => {
  const { mode, serverUrl, limits = {}, serviceToken = SERVICE_TOKEN } = options;
  const slack = await startSlackDouble();
  const dataDir = await mkdtemp(join(tmpdir(), 'samrejse-slackbot-'));
  const { botToken, appToken, signingSecret } = slack.workspace;
  const config: Config = {
    serverUrl,
    publicUrl: serverUrl,
    serviceToken,
    botToken,
    slackApiUrl: `${slack.apiUrl}/`,
    connection: mode === 'socket' ? { mode, appToken } : { mode, signingSecret, host: '127.0.0.1', port: 0 },
    dataDir,
    logLevel: 'silent',
  };
  let address = '';
  let stop = async () => {};
  const start = async (changed: Partial<Limits> = {}) => {
    const { db, close } = openDatabase(join(dataDir, 'slack.sqlite'));
    const bot: Slackbot = createApp({
      config,
      db,
      log: createBotLog('silent'),
      limits: { ...LIMITS, ...limits, ...changed },
    });
    stop = async () => {
      await bot.stop();
      close();
      stop = async () => {};
    };
    const url = await bot.start();
    address = url ?? '';
    if (url !== null) slack.deliverTo(url);
  };
  await start();
  return {
    slack,
    dataDir,
    url: () => address,
    breakLink: () => {
      const { db, close } = openDatabase(join(dataDir, 'slack.sqlite'));
      db.update(channelLinks).set({ token: 'revoked-revoked' }).run();
      close();
    },
    stopBot: () => stop(),
    restart: async (changed) => {
      await stop();
      await start(changed);
    },
    dispose: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
      await slack.stop();
    },
  };
};

/** The last message that somebody sees, as they read it. */
export const lastSeen = ({ slack }: RunningBot, user = KAREN.user): string => {
  const last = slack.seenBy(user).at(-1);
  return last === undefined ? '' : readable(last);
};

/** Types a line and gives back the message that its author sees then. */
export const type = async (bot: RunningBot, command: string, text: string, who = KAREN): Promise<string> => {
  const delivery = await bot.slack.slash({ ...who, command, text });
  expect(delivery.error).toBeUndefined();
  return lastSeen(bot, who.user);
};
