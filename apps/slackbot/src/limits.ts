const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Every bound of the bot, each with its reason. */
export const LIMITS = {
  /** Slack gives a command 3 s; a second is left for the way back. */
  patienceMs: 2 * SECOND,
  /** Requests that are answered at the same time: far more than a workshop types. The worker does any more, from the store. */
  mostBeingAnswered: 500,
  /** Within this time somebody who saw a time-out types the line again; it must not become two cards. */
  repeatWindowMs: 120 * SECOND,
  /** For so long a line without a place goes to the step of its author's last one: it is the same train of thought. */
  lastPlaceMs: 30 * MINUTE,
  /** Slack allows half an hour and five uses; a minute is left for the way. */
  responseUrlMs: 29 * MINUTE,
  responseUrlUses: 5,
  /** A board that is up answers in milliseconds; a longer wait only delays the next attempt. */
  boardTimeoutMs: 5 * SECOND,
  slackTimeoutMs: 10 * SECOND,
  /** About eight seconds in all: a hiccup of Slack's passes. After that the worker goes on, or the process is restarted. */
  slackRetries: 4,
  slackFirstRetryMs: SECOND / 2,
  /** A name is nice to have, and a card does not wait for it longer than this. */
  nameTimeoutMs: 800,
  nameCacheMs: 60 * MINUTE,
  nameCacheSize: 2_000,
  /** Outlines of boards, a few kB each: more boards than are in use at once in one workspace. */
  outlines: 200,
  /** A restart of the board server takes about a second. */
  firstRetryMs: SECOND,
  /** A board that comes back gets what was kept within a minute. */
  longestRetryMs: MINUTE,
  /** After a week nobody remembers the line: its author gets it back. */
  keepTryingMs: 7 * DAY,
  /** Nobody misses an answer that Slack has refused for a day. */
  keepNotifyingMs: DAY,
  /** Undo and "you just added this" need no longer memory than this. */
  rememberMs: 30 * DAY,
  /** The worker leaves a new request alone for so long, as it is being handled; after a crash it takes over then. */
  takeOverMs: 10 * SECOND,
  forgetEveryMs: DAY,
  /** Requests read in one round of the worker. More would only be read again in the next. */
  workerBatch: 20,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
