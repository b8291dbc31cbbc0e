/** The bot put together, and what it listens to: the table of contents. */
import { Server } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { type Clock, systemClock } from '../clock.ts';
import { fulfil } from '../commands/carry-out.ts';
import type { Config, Connection } from '../config.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { ACTIONS } from '../messages/blocks.ts';
import { createRunner } from '../requests/executor.ts';
import { createDesk } from '../requests/intake.ts';
import { createTeller } from './notifier.ts';
import { createWorker } from '../requests/worker.ts';
import { createServerApi } from '../server-api.ts';
import type { Database } from '../store/database.ts';
import { addAgainHandler, commandHandler, messageFor, nothingToDo, replacesOriginal, undoHandler } from './handlers.ts';
import { boltLogger, type Logger } from './log.ts';
import { createPeople } from './people.ts';

export interface Deps {
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly limits?: Limits;
}

export interface Slackbot {
  /** Resolves when Slack knows the bot and can reach it: in HTTP mode with the address to give to Slack. */
  readonly start: () => Promise<string | null>;
  /** Takes nothing more in, ends what is under way, and leaves the rest in the inbox. */
  readonly stop: () => Promise<void>;
}

/** A socket that died is noticed, and replaced, within about this time; commands in between fail at once on Slack's side. */
const SOCKET_PING_TIMEOUT_MS = 2_000;

/**
 * A new object for everyone: Bolt's receivers write into what they are given. And no `headers`, ever: Bolt would put
 * one workspace's token into them and use it for the others.
 */
const clientOptions = (config: Config, log: Logger, limits: Limits): WebClientOptions => ({
  slackApiUrl: config.slackApiUrl,
  logger: boltLogger(log),
  timeout: limits.slackTimeoutMs,
  // About eight seconds in all; the inbox has the longer patience.
  retryConfig: { retries: 4, minTimeout: 500, factor: 2, randomize: true },
});

const createReceiver = (connection: Connection, options: WebClientOptions, log: Logger) => {
  const logger = boltLogger(log);
  if (connection.mode === 'socket') {
    const { appToken } = connection;
    const installerOptions = { clientOptions: options };
    return new SocketModeReceiver({ appToken, logger, clientPingTimeout: SOCKET_PING_TIMEOUT_MS, installerOptions });
  }
  return new HTTPReceiver({
    signingSecret: connection.signingSecret,
    logger,
    // The answer goes out when the work is written down, not before.
    processBeforeResponse: true,
    customRoutes: [{ path: '/healthz', method: 'GET', handler: (_request, response) => void response.end('ok\n') }],
  });
};

const listen = async (app: App, connection: Connection): Promise<string | null> => {
  if (connection.mode === 'socket') {
    await app.start();
    return null;
  }
  const { host } = connection;
  const server: unknown = await app.start({ port: connection.port, host });
  const address = server instanceof Server ? server.address() : null;
  const port = typeof address === 'object' && address !== null ? address.port : connection.port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/slack/events`;
};

export const createApp = ({ config, db, log, clock = systemClock, limits = LIMITS }: Deps): Slackbot => {
  const { botToken: token, serverUrl, publicUrl, serviceToken } = config;
  const identity = { botToken: token, botId: '', botUserId: '' };
  const receiver = createReceiver(config.connection, clientOptions(config, log, limits), log);
  const app = new App({
    receiver,
    logger: boltLogger(log),
    clientOptions: clientOptions(config, log, limits),
    // A new object each time: Bolt writes the person of the request into it.
    authorize: async () => ({ ...identity }),
    convoStore: false,
  });
  // The App's own client has no token beside `authorize`; what runs outside a request needs one that has.
  const client = new WebClient(token, clientOptions(config, log, limits));
  const api = createServerApi({ serverUrl, serviceToken, timeoutMs: limits.boardTimeoutMs });
  const people = createPeople({ client, clock, limits, log });
  const teller = createTeller({ db, client, clock, limits, log });
  const commands = { db, api, people, clock, limits, serverUrl, publicUrl };
  const worker = createWorker({ db, clock, limits, log, desk: () => desk });
  const onPostponed = () => worker.reschedule();
  const runner = createRunner({ db, clock, limits, log, fulfil: (entry) => fulfil(commands, entry), onPostponed });
  const desk = createDesk({
    db,
    clock,
    limits,
    log,
    runner,
    tell: (entry, outcome) =>
      teller.tell(entry, messageFor(db, entry, outcome), { replace: replacesOriginal(entry, outcome) }),
    onPostponed,
  });
  const deps = { db, clock, limits, log, desk, teller };

  app.command('/pain', commandHandler(deps));
  app.command('/touchpoint', commandHandler(deps));
  app.command('/journey', commandHandler(deps));
  // Every listener that fits is called, so this one must not fit the others.
  app.command(/^\/(?!(?:pain|touchpoint|journey)$)/, commandHandler(deps));
  app.action(ACTIONS.undo, undoHandler(deps));
  app.action(ACTIONS.addAgain, addAgainHandler(deps));
  app.action(ACTIONS.openBoard, nothingToDo);
  app.error(async (error) => log.error({ err: error }, 'Bolt could not handle a request'));

  return {
    start: async () => {
      const who = await client.auth.test();
      Object.assign(identity, { botId: who.bot_id ?? '', botUserId: who.user_id ?? '' });
      const url = await listen(app, config.connection);
      worker.start();
      return url;
    },
    stop: async () => {
      await app.stop();
      await worker.stop();
      await desk.settled();
    },
  };
};
