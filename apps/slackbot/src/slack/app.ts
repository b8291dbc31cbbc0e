/** Builds the bot and registers what it listens to: the table of contents of the Slack side. */
import { Server } from 'node:http';
import { type Clock, systemClock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { carryOut } from '../commands/carry-out.ts';
import type { Config, Connection } from '../config.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { ACTIONS } from '../messages/blocks.ts';
import { createOutlines } from '../outlines.ts';
import { createExecutor } from '../requests/executor.ts';
import { createIntake } from '../requests/intake.ts';
import { Worker } from '../requests/worker.ts';
import { createServerApi } from '../server-api.ts';
import type { Database } from '../store/database.ts';
import { addAgainHandler, commandHandler, messageFor, nothingToDo, replacesOriginal, undoHandler } from './handlers.ts';
import { boltLogger } from './log.ts';
import { createNotifier } from './notifier.ts';
import { createPeople } from './people.ts';

export interface SlackbotOptions {
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  readonly clock?: Clock;
  readonly limits?: Limits;
}

export interface Slackbot {
  /** Resolves when Slack knows the bot and can reach it: in HTTP mode with the address to give to Slack. */
  readonly start: () => Promise<string | null>;
  /** Takes no more requests, waits for what is under way, and leaves the rest in the database. */
  readonly stop: () => Promise<void>;
}

/** A dead socket is noticed and replaced within about this time. A command in between fails at once, in Slack. */
const SOCKET_PING_TIMEOUT_MS = 2_000;

/**
 * A new object for each caller, because Bolt's receivers write into what they are given. There must be no `headers` in it:
 * Bolt would put one workspace's token into them and use it for the others.
 */
const clientOptions = (config: Config, log: Log, limits: Limits): WebClientOptions => ({
  slackApiUrl: config.slackApiUrl,
  logger: boltLogger(log),
  timeout: limits.slackTimeoutMs,
  retryConfig: { retries: limits.slackRetries, minTimeout: limits.slackFirstRetryMs, factor: 2, randomize: true },
});

const createReceiver = (connection: Connection, options: WebClientOptions, log: Log) => {
  const logger = boltLogger(log);
  if (connection.mode === 'socket') {
    const { appToken } = connection;
    const installerOptions = { clientOptions: options };
    return new SocketModeReceiver({ appToken, logger, clientPingTimeout: SOCKET_PING_TIMEOUT_MS, installerOptions });
  }
  return new HTTPReceiver({
    signingSecret: connection.signingSecret,
    logger,
    // Slack gets its answer when the request is stored, not before.
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

export const createApp = ({ config, db, log, clock = systemClock, limits = LIMITS }: SlackbotOptions): Slackbot => {
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
  // The App's own client has a token only within a request. The worker runs outside of requests.
  const client = new WebClient(token, clientOptions(config, log, limits));
  const api = createServerApi({ serverUrl, serviceToken, timeoutMs: limits.boardTimeoutMs });
  const people = createPeople({ client, clock, limits, log });
  const notifier = createNotifier({ db, client, clock, limits, log });
  const outlines = createOutlines({ api, limits });
  const commands = { db, api, outlines, people, clock, limits, serverUrl, publicUrl };
  const worker = new Worker({ db, clock, limits, log, intake: () => intake });
  const reschedule = () => worker.reschedule();
  const executor = createExecutor({
    db,
    clock,
    limits,
    log,
    carryOut: (stored) => carryOut(commands, stored),
    reschedule,
  });
  const intake = createIntake({
    db,
    clock,
    limits,
    log,
    executor,
    notify: (stored, outcome) =>
      notifier.notify(stored, messageFor(db, stored, outcome), { replace: replacesOriginal(stored, outcome) }),
    reschedule,
  });
  const handlers = { db, clock, limits, log, intake, notifier };

  app.command('/pain', commandHandler(handlers));
  app.command('/touchpoint', commandHandler(handlers));
  app.command('/journey', commandHandler(handlers));
  // Bolt calls every listener whose pattern fits, so this one must not fit the three commands above.
  app.command(/^\/(?!(?:pain|touchpoint|journey)$)/, commandHandler(handlers));
  app.action(ACTIONS.undo, undoHandler(handlers));
  app.action(ACTIONS.addAgain, addAgainHandler(handlers));
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
      await intake.settled();
    },
  };
};
