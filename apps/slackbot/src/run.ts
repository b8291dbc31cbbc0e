/** The bot as a process: it starts, stops when it is told to, and ends when it cannot go on. */
import { join } from 'node:path';
import { StartError } from '@samrejse/runtime/start-error';
import { readConfig } from './config.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createApp } from './slack/app.ts';
import { createBotLog, scrub } from './slack/log.ts';
import { openDatabase } from './store/database.ts';

/** A stop that takes longer than this has hung; every request is in the database all the same. */
const STOP_TIMEOUT_MS = 10_000;

/** Prints each line with the bot's name before it. */
const sayAndExit = (text: string): never => {
  const lines = scrub(text).split('\n');
  process.stderr.write(lines.map((line) => `slackbot: ${line}\n`).join(''));
  process.exit(1);
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const start = async (limits: Limits): Promise<void> => {
  const config = readConfig(process.env);
  const log = createBotLog(config.logLevel);
  const { db, close } = openDatabase(join(config.dataDir, 'slack.sqlite'));
  const bot = createApp({ config, db, log, limits });
  // Bolt cannot come back from a reconnect that failed in Socket Mode: it would be deaf for ever. A new process can.
  process.on('unhandledRejection', (error) => sayAndExit(`lost Slack, exiting to be restarted: ${reason(error)}`));
  process.on('uncaughtException', (error) => sayAndExit(`broken, exiting to be restarted: ${reason(error)}`));

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    await bot.stop();
    close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(
      signal,
      () => void stop().catch((error: unknown) => sayAndExit(`cannot stop cleanly: ${reason(error)}`)),
    );

  const url = await bot.start();
  const how = url === null ? 'in Socket Mode' : `on ${url}`;
  process.stdout.write(`slackbot: ready ${how}, boards on ${config.serverUrl}\n`);
};

/** Reads the settings from the environment and runs until the process ends; one line on stderr says why it could not. */
export const runSlackbot = (limits: Limits = LIMITS): void => {
  start(limits).catch((error: unknown) =>
    sayAndExit(error instanceof StartError ? error.message : `cannot start: ${reason(error)}`),
  );
};
