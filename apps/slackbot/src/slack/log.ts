import { createLog, hideSecrets, type Log, type LogLevel, type LogOptions } from '@samrejse/runtime/log';
import { type Logger as BoltLogger, LogLevel as BoltLogLevel } from '@slack/bolt';

/** What must never stand in a log, wherever in a text it occurs: tokens, and addresses that answer in a person's name. */
const SECRETS = [
  /\bx(?:ox[a-z]|app|oxe)[.-][\w.-]+/g,
  /https?:\/\/hooks\.slack\.com\/\S+/g,
  /("?(?:response_url|trigger_id|token)"?\s*[:=]\s*"?)[^\s",}]+/g,
  /([#&?](?:token|ticket)=)[\w.~-]+/g,
] as const;

/** A dedupe key holds Slack's trigger_id, by which a window can be opened for a person. */
const SECRET_FIELDS = [
  'token',
  'responseUrl',
  'response_url',
  'trigger_id',
  'dedupeKey',
  'authorization',
  'x-service-token',
];

/** A text without the secrets in it, for what is printed beside the log. */
export const scrub = (text: string): string => hideSecrets(text, SECRETS);

/** The log of packages/runtime, with what is secret about Slack. */
export const createBotLog = (level: LogLevel, options: Pick<LogOptions, 'to'> = {}): Log =>
  createLog(level, { app: 'slackbot', secrets: SECRETS, secretFields: SECRET_FIELDS, ...options });

const joined = (parts: readonly unknown[]): string =>
  scrub(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));

/** Bolt's log in ours. Its debug lines hold whole payloads, so they are dropped. */
export const boltLogger = (log: Log): BoltLogger => ({
  debug: () => {},
  info: (...parts) => log.debug(joined(parts)),
  warn: (...parts) => log.warn(joined(parts)),
  error: (...parts) => log.error(joined(parts)),
  setLevel: () => {},
  getLevel: () => BoltLogLevel.INFO,
  setName: () => {},
});
