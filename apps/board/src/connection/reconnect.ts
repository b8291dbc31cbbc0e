/**
 * The life of the line to the server, as (line, event) → line and effects. Pure; `connection.ts` carries the effects out.
 *
 * - Attempts are spread at random over a pause that grows (full jitter): two hundred people whose server comes back do not
 *   come back as one.
 * - A line on which nothing was heard for a while is probed; one that does not answer is dead, whatever the browser thinks
 *   of it. So a pulled cable is noticed within 20 s, and at once when the computer wakes or the network changes.
 */
import { assertNever } from '@samrejse/model/records/assert';

/** The longest pause before each attempt; then that of all that follow. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
const LONGEST_PAUSE_MS = 10_000;
/** From so many failures in a row on, it is no hiccup any more. */
const FAILURES_OFFLINE = 2;

/** A handshake that takes longer will not come. */
const CONNECT_MS = 10_000;
/** Nothing heard for so long: ask whether anybody is there. */
const QUIET_MS = 10_000;
/** An answer takes no longer, on the worst of trains. */
const ANSWER_MS = 8_000;
/** Where there is reason to think that the line is dead, wait less. */
const WOKEN_ANSWER_MS = 4_000;
/** A timer that rings so late was asleep with the computer, and what came meanwhile is still to be read. */
const LATE_MS = 2_000;
/** How much the pause a leaving server asked for is stretched at most. */
const DRAIN_STRETCH = 0.25;

export type Line =
  /** Not begun, or over. */
  | { readonly state: 'closed' }
  | { readonly state: 'waiting'; readonly failures: number }
  | { readonly state: 'connecting'; readonly failures: number }
  | {
      readonly state: 'open';
      readonly failures: number;
      readonly heardAt: number;
      readonly probe: Probe | null;
      /** The server goes away, and asked to be left alone for so long. */
      readonly comeBackMs: number | null;
    };

interface Probe {
  readonly dueAt: number;
  /** The first one's time was up while we slept. */
  readonly isSecond: boolean;
}

export type LineEvent =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  /** The server has answered with what it has: the line is good. */
  | { readonly type: 'synced' }
  | { readonly type: 'heard' }
  | { readonly type: 'draining'; readonly retryAfterMs: number }
  | { readonly type: 'lost' }
  /** The timer rang. */
  | { readonly type: 'due' }
  /** The browser has reason to believe that the network is there again. */
  | { readonly type: 'woken' }
  /** The browser says that there is no network. */
  | { readonly type: 'unplugged' }
  | { readonly type: 'end' };

export type LineEffect =
  | { readonly do: 'connect' | 'drop' | 'probe' | 'stop-timer' }
  /** There is one timer: setting it again replaces it. */
  | { readonly do: 'set-timer'; readonly ms: number };

export interface LineOutcome {
  readonly line: Line;
  readonly effects: readonly LineEffect[];
}

export interface Moment {
  readonly now: number;
  /** 0 to 1. */
  readonly chance: number;
}

type Open = Line & { readonly state: 'open' };

const setTimer = (ms: number): LineEffect => ({ do: 'set-timer', ms });
const unchanged = (line: Line): LineOutcome => ({ line, effects: [] });

const connect = (failures: number): LineOutcome => ({
  line: { state: 'connecting', failures },
  effects: [{ do: 'connect' }, setTimer(CONNECT_MS)],
});

const pauseMs = (line: Line, failures: number, chance: number): number => {
  if (line.state === 'open' && line.comeBackMs !== null) return line.comeBackMs * (1 + DRAIN_STRETCH * chance);
  return chance * (PAUSES_MS[failures - 1] ?? LONGEST_PAUSE_MS);
};

const wait = (line: Exclude<Line, { state: 'closed' }>, { chance }: Moment): LineOutcome => {
  const failures = line.failures + 1;
  return { line: { state: 'waiting', failures }, effects: [setTimer(pauseMs(line, failures, chance))] };
};

const drop = (line: Exclude<Line, { state: 'closed' }>, moment: Moment): LineOutcome => {
  const outcome = wait(line, moment);
  return { ...outcome, effects: [{ do: 'drop' }, ...outcome.effects] };
};

const probe = (line: Open, answerMs: number, { now }: Moment, isSecond = false): LineOutcome => ({
  line: { ...line, probe: { dueAt: now + answerMs, isSecond } },
  effects: [{ do: 'probe' }, setTimer(answerMs)],
});

const open = (failures: number, { now }: Moment): LineOutcome => ({
  line: { state: 'open', failures, heardAt: now, probe: null, comeBackMs: null },
  effects: [setTimer(QUIET_MS)],
});

/** The timer of an open line rang. */
const look = (line: Open, moment: Moment): LineOutcome => {
  const { now } = moment;
  if (line.probe === null) {
    const quietMs = now - line.heardAt;
    return quietMs >= QUIET_MS ? probe(line, ANSWER_MS, moment) : { line, effects: [setTimer(QUIET_MS - quietMs)] };
  }
  if (now - line.probe.dueAt > LATE_MS && !line.probe.isSecond) return probe(line, WOKEN_ANSWER_MS, moment, true);
  return drop(line, moment);
};

const due = (line: Line, moment: Moment): LineOutcome => {
  switch (line.state) {
    case 'closed':
      return unchanged(line);
    case 'waiting':
      return connect(line.failures);
    case 'connecting':
      return drop(line, moment);
    case 'open':
      return look(line, moment);
    default:
      return assertNever(line);
  }
};

export const lineAfter = (line: Line, event: LineEvent, moment: Moment): LineOutcome => {
  switch (event.type) {
    case 'start':
      return line.state === 'closed' ? connect(0) : unchanged(line);
    case 'opened':
      return line.state === 'connecting' ? open(line.failures, moment) : unchanged(line);
    case 'synced':
      return line.state === 'open' ? unchanged({ ...line, failures: 0 }) : unchanged(line);
    case 'heard':
      return line.state === 'open' ? unchanged({ ...line, heardAt: moment.now, probe: null }) : unchanged(line);
    case 'draining':
      return line.state === 'open' ? unchanged({ ...line, comeBackMs: event.retryAfterMs }) : unchanged(line);
    case 'lost':
      return line.state === 'connecting' || line.state === 'open' ? wait(line, moment) : unchanged(line);
    case 'due':
      return due(line, moment);
    case 'woken':
      if (line.state === 'waiting') return connect(line.failures);
      return line.state === 'open' && line.probe === null ? probe(line, WOKEN_ANSWER_MS, moment) : unchanged(line);
    case 'unplugged':
      if (line.state === 'open') return line.probe === null ? probe(line, WOKEN_ANSWER_MS, moment) : unchanged(line);
      return line.state === 'waiting'
        ? unchanged({ ...line, failures: Math.max(line.failures, FAILURES_OFFLINE) })
        : unchanged(line);
    case 'end':
      return { line: { state: 'closed' }, effects: [{ do: 'stop-timer' }, { do: 'drop' }] };
    default:
      return assertNever(event);
  }
};

/** What a person needs to know of it. */
export type LinePhase = 'open' | 'connecting' | 'lost';

export const linePhase = (line: Line): LinePhase => {
  if (line.state === 'open') return 'open';
  return line.state !== 'closed' && line.failures >= FAILURES_OFFLINE ? 'lost' : 'connecting';
};
