const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Every bound of the bot, each with its reason. */
export const LIMITS = {
  /** Slack gives a command 3 s; a second is left for the way back. */
  patienceMs: 2 * SECOND,
  /** Shorter than that, somebody who saw a time-out and typed again would be saved twice. */
  repeatWindowMs: 120 * SECOND,
  /** A line without a place goes where its author added last, if that was the same train of thought. */
  lastPlaceMs: 30 * MINUTE,
  /** Slack's own are half an hour and five uses; a minute is left for the way. */
  responseUrlMs: 29 * MINUTE,
  responseUrlUses: 5,
  /** A board that is up answers in milliseconds; a longer wait only delays the next attempt. */
  boardTimeoutMs: 5 * SECOND,
  slackTimeoutMs: 10 * SECOND,
  /** A name is nice to have; the card is what matters. */
  nameTimeoutMs: 800,
  nameCacheMs: 60 * MINUTE,
  nameCacheSize: 2_000,
  firstRetryMs: SECOND,
  /** A board that comes back gets what was kept within a minute. */
  longestRetryMs: MINUTE,
  /** After a week nobody remembers the line; its author gets it back. */
  keepTryingMs: 7 * DAY,
  /** An answer that Slack refuses for a day will not be missed any more. */
  keepTellingMs: DAY,
  /** Undo and "you just added this" need no longer memory. */
  rememberMs: 30 * DAY,
  /** While a request is being handled the worker leaves it alone; after a crash it takes over this much later. */
  takeOverMs: 10 * SECOND,
  forgetEveryMs: DAY,
  workerBatch: 20,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
