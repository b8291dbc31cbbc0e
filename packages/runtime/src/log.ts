/** The structured log of a process, made in its `main` and passed down. */
import { pino } from 'pino';
import * as v from 'valibot';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The setting LOG_LEVEL, for a schema of the environment. */
export const logLevelSchema = v.picklist(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);

export type Log = Pick<pino.Logger, 'error' | 'warn' | 'info' | 'debug'>;

export interface LogOptions {
  /** Stderr by default: stdout is for what a person should read. */
  readonly to?: pino.DestinationStream;
  /** Stands in each line, where several processes write to one place. */
  readonly app?: string;
  /** What is replaced wherever it occurs in a text. A first group, if there is one, is kept. All are global. */
  readonly secrets?: readonly RegExp[];
  /** Names of fields whose values are never written, at the top of a line and one level below. */
  readonly secretFields?: readonly string[];
}

interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack: readonly string[];
  readonly cause?: SafeError;
}

/** A chain of causes is read so far; one that leads back to itself would have no end. */
const MOST_CAUSES = 4;

/** Replaces each secret in a text. */
export const hideSecrets = (text: string, secrets: readonly RegExp[]): string =>
  secrets.reduce(
    (clean, secret) =>
      clean.replace(secret, (_all, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted]`),
    text,
  );

/** A parser quotes what it could not read, so only the places that it complains about are kept. */
const safeMessage = (error: Error): string => {
  if (error instanceof SyntaxError) return '';
  if (v.isValiError(error)) return error.issues.map((issue) => v.getDotPath(issue) ?? issue.type).join(', ');
  return error.message;
};

/**
 * The parts of an error that may be logged: never what people wrote. A failed query carries its parameters in its message, so
 * its cause is logged in its place. Of the stack only the frames are kept, because its first line is the message.
 */
const safeError = (error: unknown, causes = MOST_CAUSES): SafeError => {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] };
  const { cause } = error;
  if (error.constructor.name.startsWith('Drizzle') && cause !== undefined && causes > 0)
    return safeError(cause, causes - 1);
  return {
    type: error.constructor.name,
    message: error.constructor.name.startsWith('Drizzle') ? '' : safeMessage(error),
    ...('code' in error ? { code: error.code } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(cause === undefined || causes === 0 ? {} : { cause: safeError(cause, causes - 1) }),
  };
};

const withoutSecrets = (error: SafeError, secrets: readonly RegExp[]): SafeError => ({
  ...error,
  message: hideSecrets(error.message, secrets),
  ...(error.cause === undefined ? {} : { cause: withoutSecrets(error.cause, secrets) }),
});

/** A log that writes one JSON line for each call at or above `level`. Errors go under the key `err`. */
export const createLog = (level: LogLevel, options: LogOptions = {}): Log => {
  const { app, secrets = [], secretFields = [], to = pino.destination({ fd: 2, sync: true }) } = options;
  return pino(
    {
      level,
      base: app === undefined ? null : { app },
      redact: secretFields.flatMap((field) => [field, `*.${field}`]),
      serializers: { err: (error: unknown) => withoutSecrets(safeError(error), secrets) },
      hooks: {
        logMethod(args, method) {
          const clean = (part: unknown) => (typeof part === 'string' ? hideSecrets(part, secrets) : part);
          method.apply(this, args.map(clean) as typeof args);
        },
      },
    },
    to,
  );
};
