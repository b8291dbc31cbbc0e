/**
 * When to connect, probe and drop: (state, event) → next state and effects. Pure; `reconnect-driver.ts` carries the
 * effects out.
 *
 * - Attempts are spread at random over a pause that grows (full jitter): when a server comes back, its two hundred
 *   clients do not all connect in the same moment.
 * - A connection on which nothing was heard for a while is probed. One that does not answer is dropped, whatever the
 *   browser reports. So a pulled cable is noticed within 20 s, and at once when the computer wakes or the network changes.
 */
import { assertNever } from '@samrejse/model/records/assert';
import { type Backoff, backoffMs } from '@samrejse/runtime/backoff';

/** The longest pause before an attempt, by the failures before it. */
const PAUSE: Backoff = { firstMs: 500, longestMs: 10_000 };
/** A single failure is a hiccup. From this many in a row on, the person is told that they are offline. */
const FAILURES_OFFLINE = 2;

/** A handshake that takes longer is given up. */
const CONNECT_MS = 10_000;
/** After this long without a message the server is asked whether it is there. */
const QUIET_MS = 10_000;
/** How long the server has to answer: long enough for a bad mobile network. */
const ANSWER_MS = 8_000;
/** How long it has where the browser gives a reason to think that the connection is dead. */
const WOKEN_ANSWER_MS = 4_000;
/** A timer that fires this late slept with the computer: messages that arrived meanwhile have not been read yet. */
const LATE_MS = 2_000;
/** The pause that a leaving server asked for is lengthened at random by up to this share. */
const DRAIN_STRETCH = 0.25;

export type ReconnectState =
  /** Not started, or ended for good. */
  | { readonly state: 'closed' }
  | { readonly state: 'waiting'; readonly failures: number }
  | { readonly state: 'connecting'; readonly failures: number }
  | {
      readonly state: 'open';
      readonly failures: number;
      readonly heardAt: number;
      readonly probe: Probe | null;
      /** The server is about to leave, and asked for a pause of this length; null if it is not. */
      readonly retryAfterMs: number | null;
    };

interface Probe {
  readonly dueAt: number;
  /** The time of the first probe ran out while the computer slept. */
  readonly isSecond: boolean;
}

export type ReconnectEvent =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  /** The server has sent what it has: this connection works. */
  | { readonly type: 'synced' }
  | { readonly type: 'heard' }
  | { readonly type: 'draining'; readonly retryAfterMs: number }
  | { readonly type: 'lost' }
  | { readonly type: 'timer' }
  /** The browser has reason to believe that the network is there again. */
  | { readonly type: 'woken' }
  /** The browser says that there is no network. */
  | { readonly type: 'unplugged' }
  | { readonly type: 'end' };

export type ReconnectEffect =
  | { readonly do: 'connect' | 'drop' | 'probe' | 'stop-timer' }
  /** There is one timer: setting it again replaces it. */
  | { readonly do: 'set-timer'; readonly ms: number };

export interface ReconnectOutcome {
  readonly next: ReconnectState;
  readonly effects: readonly ReconnectEffect[];
}

export interface Moment {
  /** ms since 1970. */
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
}

type Open = ReconnectState & { readonly state: 'open' };
type Started = Exclude<ReconnectState, { state: 'closed' }>;

const setTimer = (ms: number): ReconnectEffect => ({ do: 'set-timer', ms });
const stay = (next: ReconnectState): ReconnectOutcome => ({ next, effects: [] });

const connect = (failures: number): ReconnectOutcome => ({
  next: { state: 'connecting', failures },
  effects: [{ do: 'connect' }, setTimer(CONNECT_MS)],
});

const pauseMs = (from: Started, failures: number, random: number): number => {
  if (from.state === 'open' && from.retryAfterMs !== null) return from.retryAfterMs * (1 + DRAIN_STRETCH * random);
  return random * backoffMs(PAUSE, failures);
};

const wait = (from: Started, { random }: Moment): ReconnectOutcome => {
  const failures = from.failures + 1;
  return { next: { state: 'waiting', failures }, effects: [setTimer(pauseMs(from, failures, random))] };
};

const drop = (from: Started, moment: Moment): ReconnectOutcome => {
  const { next, effects } = wait(from, moment);
  return { next, effects: [{ do: 'drop' }, ...effects] };
};

const probe = (from: Open, answerMs: number, { now }: Moment, isSecond = false): ReconnectOutcome => ({
  next: { ...from, probe: { dueAt: now + answerMs, isSecond } },
  effects: [{ do: 'probe' }, setTimer(answerMs)],
});

const open = (failures: number, { now }: Moment): ReconnectOutcome => ({
  next: { state: 'open', failures, heardAt: now, probe: null, retryAfterMs: null },
  effects: [setTimer(QUIET_MS)],
});

const afterTimerWhileOpen = (from: Open, moment: Moment): ReconnectOutcome => {
  const { now } = moment;
  if (from.probe === null) {
    const quietMs = now - from.heardAt;
    return quietMs >= QUIET_MS
      ? probe(from, ANSWER_MS, moment)
      : { next: from, effects: [setTimer(QUIET_MS - quietMs)] };
  }
  if (now - from.probe.dueAt > LATE_MS && !from.probe.isSecond) return probe(from, WOKEN_ANSWER_MS, moment, true);
  return drop(from, moment);
};

const afterTimer = (from: ReconnectState, moment: Moment): ReconnectOutcome => {
  switch (from.state) {
    case 'closed':
      return stay(from);
    case 'waiting':
      return connect(from.failures);
    case 'connecting':
      return drop(from, moment);
    case 'open':
      return afterTimerWhileOpen(from, moment);
    default:
      return assertNever(from);
  }
};

export const reconnectAfter = (from: ReconnectState, event: ReconnectEvent, moment: Moment): ReconnectOutcome => {
  switch (event.type) {
    case 'start':
      return from.state === 'closed' ? connect(0) : stay(from);
    case 'opened':
      return from.state === 'connecting' ? open(from.failures, moment) : stay(from);
    case 'synced':
      return from.state === 'open' ? stay({ ...from, failures: 0 }) : stay(from);
    case 'heard':
      return from.state === 'open' ? stay({ ...from, heardAt: moment.now, probe: null }) : stay(from);
    case 'draining':
      return from.state === 'open' ? stay({ ...from, retryAfterMs: event.retryAfterMs }) : stay(from);
    case 'lost':
      return from.state === 'connecting' || from.state === 'open' ? wait(from, moment) : stay(from);
    case 'timer':
      return afterTimer(from, moment);
    case 'woken':
      if (from.state === 'waiting') return connect(from.failures);
      return from.state === 'open' && from.probe === null ? probe(from, WOKEN_ANSWER_MS, moment) : stay(from);
    case 'unplugged':
      if (from.state === 'open') return from.probe === null ? probe(from, WOKEN_ANSWER_MS, moment) : stay(from);
      return from.state === 'waiting'
        ? stay({ ...from, failures: Math.max(from.failures, FAILURES_OFFLINE) })
        : stay(from);
    case 'end':
      return { next: { state: 'closed' }, effects: [{ do: 'stop-timer' }, { do: 'drop' }] };
    default:
      return assertNever(event);
  }
};

/** What a person needs to know of the connection. */
export type ConnectionStatus = 'open' | 'connecting' | 'lost';

export const statusOf = (state: ReconnectState): ConnectionStatus => {
  if (state.state === 'open') return 'open';
  return state.state !== 'closed' && state.failures >= FAILURES_OFFLINE ? 'lost' : 'connecting';
};
