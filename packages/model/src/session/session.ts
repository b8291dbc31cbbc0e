/**
 * The facilitated session: one timed agenda item at a time. A pure state machine. Only the server writes it; clients
 * send commands, never times. Times are ms since 1970 by the server's clock.
 */
import * as v from 'valibot';
import { assertNever } from '../records/assert.ts';

/**
 * An agenda item lasts a quarter of a minute to four hours when it starts; a negative `extend` may leave one second.
 */
export const AGENDA_ITEM_LIMITS = { minMinutes: 0.25, maxMinutes: 240, maxTitle: 120 } as const;

const title = v.pipe(v.string(), v.trim(), v.maxLength(AGENDA_ITEM_LIMITS.maxTitle));
const minutes = v.pipe(
  v.number(),
  v.minValue(AGENDA_ITEM_LIMITS.minMinutes),
  v.maxValue(AGENDA_ITEM_LIMITS.maxMinutes),
);

export const sessionSchema = v.variant('state', [
  v.object({ state: v.literal('idle') }),
  v.object({ state: v.literal('running'), title: v.string(), endsAt: v.number(), totalMs: v.number() }),
  v.object({ state: v.literal('paused'), title: v.string(), remainingMs: v.number(), totalMs: v.number() }),
  /** `byClock`: its time ran out; otherwise the facilitator ended it. */
  v.object({ state: v.literal('ended'), title: v.string(), endedAt: v.number(), byClock: v.boolean() }),
]);
export type Session = v.InferOutput<typeof sessionSchema>;

export const sessionCommandSchema = v.variant('command', [
  v.object({ command: v.literal('start'), title, minutes }),
  v.object({ command: v.literal('pause') }),
  v.object({ command: v.literal('resume') }),
  /** Negative minutes shorten the item, but one second always remains. */
  v.object({ command: v.literal('extend'), minutes: v.pipe(v.number(), v.minValue(-60), v.maxValue(60)) }),
  v.object({ command: v.literal('end') }),
]);
export type SessionCommand = v.InferOutput<typeof sessionCommandSchema>;

export const SESSION_REFUSALS = ['already-running', 'not-running', 'not-paused', 'no-item', 'too-long'] as const;
export type SessionRefusal = (typeof SESSION_REFUSALS)[number];

export type SessionOutcome = { readonly session: Session } | { readonly refusal: SessionRefusal };

export const IDLE: Session = { state: 'idle' };

const MINUTE_MS = 60_000;
const MIN_REMAINING_MS = 1_000;

/** How much of the agenda item is left, in ms; 0 if none runs. */
export const remainingMs = (session: Session, now: number): number => {
  switch (session.state) {
    case 'running':
      return Math.max(0, session.endsAt - now);
    case 'paused':
      return session.remainingMs;
    case 'idle':
    case 'ended':
      return 0;
    default:
      return assertNever(session);
  }
};

/**
 * Ends an agenda item whose time is up; returns any other session unchanged. Call it before a command and when an alarm
 * fires.
 */
export const expire = (session: Session, now: number): Session =>
  session.state === 'running' && session.endsAt <= now
    ? { state: 'ended', title: session.title, endedAt: session.endsAt, byClock: true }
    : session;

const extend = (session: Session & { state: 'running' | 'paused' }, byMs: number, now: number): SessionOutcome => {
  const left = Math.max(MIN_REMAINING_MS, remainingMs(session, now) + byMs);
  if (left > AGENDA_ITEM_LIMITS.maxMinutes * MINUTE_MS) return { refusal: 'too-long' };
  const totalMs = Math.max(MIN_REMAINING_MS, session.totalMs + byMs);
  return session.state === 'running'
    ? { session: { ...session, endsAt: now + left, totalMs } }
    : { session: { ...session, remainingMs: left, totalMs } };
};

/** Carries out one command at the time `now`. Never throws: a command that is not possible is refused with a reason. */
export const transition = (before: Session, command: SessionCommand, now: number): SessionOutcome => {
  const session = expire(before, now);
  switch (command.command) {
    case 'start': {
      if (session.state === 'running' || session.state === 'paused') return { refusal: 'already-running' };
      const totalMs = Math.round(command.minutes * MINUTE_MS);
      return { session: { state: 'running', title: command.title, endsAt: now + totalMs, totalMs } };
    }
    case 'pause':
      if (session.state !== 'running') return { refusal: 'not-running' };
      return {
        session: {
          state: 'paused',
          title: session.title,
          remainingMs: remainingMs(session, now),
          totalMs: session.totalMs,
        },
      };
    case 'resume':
      if (session.state !== 'paused') return { refusal: 'not-paused' };
      return {
        session: {
          state: 'running',
          title: session.title,
          endsAt: now + session.remainingMs,
          totalMs: session.totalMs,
        },
      };
    case 'extend':
      if (session.state !== 'running' && session.state !== 'paused') return { refusal: 'no-item' };
      return extend(session, Math.round(command.minutes * MINUTE_MS), now);
    case 'end':
      if (session.state !== 'running' && session.state !== 'paused') return { refusal: 'no-item' };
      return { session: { state: 'ended', title: session.title, endedAt: now, byClock: false } };
    default:
      return assertNever(command);
  }
};
