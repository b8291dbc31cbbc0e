import pino from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One structured logger, made in main and passed down. Tokens never reach it: links carry them in the fragment. */
export type Log = Pick<pino.Logger, 'error' | 'warn' | 'info' | 'debug'>;

export const createLog = (level: LogLevel): Log => pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
