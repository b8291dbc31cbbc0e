import { join } from 'node:path';
import { readConfig } from './config.ts';
import { createApp } from './slack/app.ts';
import { createLog, scrub } from './slack/log.ts';
import { openDatabase } from './store/database.ts';

/** A stop that takes longer than this has hung; the inbox has everything anyway. */
const STOP_TIMEOUT_MS = 10_000;

const sayAndExit = (line: string): never => {
  process.stderr.write(`${scrub(line)}\n`);
  process.exit(1);
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const read = readConfig(process.env);
if (!read.ok) sayAndExit(`slackbot: ${read.message}`);
else {
  const { config } = read;
  const log = createLog(config.logLevel);
  // In Socket Mode Bolt cannot come back from a reconnect that failed: it would be deaf for ever. A new process can.
  process.on('unhandledRejection', (error) =>
    sayAndExit(`slackbot: lost Slack, exiting to be restarted: ${reason(error)}`),
  );
  process.on('uncaughtException', (error) => sayAndExit(`slackbot: broken, exiting to be restarted: ${reason(error)}`));

  const { db, close } = openDatabase(join(config.dataDir, 'slack.sqlite'));
  const bot = createApp({ config, db, log });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    await bot.stop();
    close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  try {
    const url = await bot.start();
    const how = url === null ? 'in Socket Mode' : `on ${url}`;
    process.stdout.write(`slackbot: ready ${how}, boards on ${config.serverUrl}\n`);
  } catch (error) {
    sayAndExit(`slackbot: cannot start: ${reason(error)}`);
  }
}
