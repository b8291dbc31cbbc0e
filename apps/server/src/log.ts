import { pino } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One structured logger, made in main and passed down. Tokens never reach it: links carry them in the fragment. */
export type Log = Pick<pino.Logger, 'error' | 'warn' | 'info' | 'debug'>;

interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack: readonly string[];
}

/**
 * What of an error may stand in a log: never what people wrote. A failed query carries its parameters in its message, so
 * its cause speaks for it; a parser quotes what it could not read, so only its name is kept. Only frames of the stack, for
 * its head is the message.
 */
const safeError = (error: unknown): SafeError => {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] };
  if (error.constructor.name.startsWith('Drizzle') && error.cause !== undefined) return safeError(error.cause);
  return {
    type: error.constructor.name,
    message: error instanceof SyntaxError ? '' : error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
};

export const createLog = (level: LogLevel, to: pino.DestinationStream = pino.destination({ fd: 2, sync: true })): Log =>
  pino({ level, base: null, serializers: { err: safeError } }, to);
