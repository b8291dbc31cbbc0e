import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger } from 'pino';

/** What must never stand in a log, wherever it turns up in a text: tokens, and the addresses that answer for a person. */
const SECRETS = [
  /\bx(?:ox[a-z]|app|oxe)[.-][\w.-]+/g,
  /https?:\/\/hooks\.slack\.com\/\S+/g,
  /("?(?:response_url|trigger_id|token)"?\s*[:=]\s*"?)[^\s",}]+/g,
  /([#&?](?:token|ticket)=)[\w.~-]+/g,
] as const;

export const scrub = (text: string): string =>
  SECRETS.reduce(
    (clean, secret) =>
      clean.replace(secret, (_all, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted]`),
    text,
  );

const PATHS = ['token', 'responseUrl', 'response_url', 'trigger_id', 'dedupeKey', 'authorization', 'x-service-token'];

export const createLog = (level: string, destination?: NodeJS.WritableStream): Logger =>
  pino(
    {
      level,
      base: { app: 'slackbot' },
      redact: PATHS.flatMap((path) => [path, `*.${path}`]),
      serializers: {
        err: (error: Error) => {
          const { type, message, stack } = stdSerializers.err(error);
          return { type, message: scrub(message), stack: scrub(stack) };
        },
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? scrub(arg) : arg)) as typeof args);
        },
      },
    },
    ...(destination === undefined ? [] : [destination]),
  );

const said = (parts: readonly unknown[]): string =>
  scrub(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));

/** Bolt's log in ours. Its debug lines hold whole payloads, so they are never asked for. */
export const boltLogger = (log: Logger): BoltLogger => ({
  debug: () => {},
  info: (...parts) => log.debug(said(parts)),
  warn: (...parts) => log.warn(said(parts)),
  error: (...parts) => log.error(said(parts)),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});
