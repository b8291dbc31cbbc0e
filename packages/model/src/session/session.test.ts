import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  AGENDA_ITEM_LIMITS,
  expire,
  IDLE,
  remainingMs,
  type Session,
  type SessionCommand,
  sessionCommandSchema,
  sessionSchema,
  transition,
} from './session.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1);
const start = (title: string, minutes: number): SessionCommand => ({ command: 'start', title, minutes });

/** Carries out commands at given minutes, and stops at the first refusal. */
const sessionAfter = (...commands: [atMinute: number, command: SessionCommand][]): Session =>
  commands.reduce<Session>((session, [at, command]) => {
    const outcome = transition(session, command, NOW + at * MINUTE);
    if ('refusal' in outcome) throw new Error(`refused: ${outcome.refusal}`);
    return outcome.session;
  }, IDLE);

const commands = fc.oneof(
  fc.record({
    command: fc.constant('start' as const),
    title: fc.string({ maxLength: 10 }),
    minutes: fc.double({ min: AGENDA_ITEM_LIMITS.minMinutes, max: AGENDA_ITEM_LIMITS.maxMinutes, noNaN: true }),
  }),
  fc.record({ command: fc.constantFrom('pause' as const, 'resume' as const, 'end' as const) }),
  fc.record({ command: fc.constant('extend' as const), minutes: fc.double({ min: -60, max: 60, noNaN: true }) }),
);

describe('session', () => {
  test('[S1] a step runs for its minutes from the moment it is started', () => {
    const session = sessionAfter([0, start('Write', 5)]);
    expect(session).toEqual({ state: 'running', title: 'Write', endsAt: NOW + 5 * MINUTE, totalMs: 5 * MINUTE });
    expect([0, 2, 5, 9].map((at) => remainingMs(session, NOW + at * MINUTE) / MINUTE)).toEqual([5, 3, 0, 0]);
    expect(remainingMs(IDLE, NOW)).toBe(0);
  });

  test('[S2] a pause keeps what is left, however long it lasts', () => {
    const paused = sessionAfter([0, start('Write', 5)], [2, { command: 'pause' }]);
    expect(paused).toEqual({ state: 'paused', title: 'Write', remainingMs: 3 * MINUTE, totalMs: 5 * MINUTE });
    expect(remainingMs(paused, NOW + 60 * MINUTE)).toBe(3 * MINUTE);
    const resumed = sessionAfter([0, start('Write', 5)], [2, { command: 'pause' }], [60, { command: 'resume' }]);
    expect(resumed).toMatchObject({ state: 'running', endsAt: NOW + 63 * MINUTE });
  });

  test('[S3] an extension moves the end, running or paused, to no less than a second from now', () => {
    const extended = sessionAfter([0, start('Write', 5)], [1, { command: 'extend', minutes: 2 }]);
    expect(extended).toMatchObject({ endsAt: NOW + 7 * MINUTE, totalMs: 7 * MINUTE });
    const shortened = sessionAfter([0, start('Write', 5)], [1, { command: 'extend', minutes: -60 }]);
    expect(shortened).toMatchObject({ endsAt: NOW + MINUTE + 1_000, totalMs: 1_000 });
    const paused = sessionAfter(
      [0, start('Write', 5)],
      [1, { command: 'pause' }],
      [2, { command: 'extend', minutes: 1 }],
    );
    expect(paused).toMatchObject({ state: 'paused', remainingMs: 5 * MINUTE });
  });

  test('[S3] nor past four hours', () => {
    const session = sessionAfter([0, start('Write', 230)]);
    expect(transition(session, { command: 'extend', minutes: 11 }, NOW)).toEqual({ refusal: 'too-long' });
    expect(transition(session, { command: 'extend', minutes: 10 }, NOW)).toHaveProperty('session');
  });

  test('[S4] a step whose time is up has ended by the clock, at its own end, whenever that is noticed', () => {
    const session = sessionAfter([0, start('Write', 5)]);
    const ended = { state: 'ended', title: 'Write', endedAt: NOW + 5 * MINUTE, byClock: true };
    expect(expire(session, NOW + 5 * MINUTE - 1)).toBe(session);
    expect(expire(session, NOW + 5 * MINUTE)).toEqual(ended);
    expect(expire(session, NOW + 99 * MINUTE)).toEqual(ended);
    expect(transition(session, { command: 'pause' }, NOW + 9 * MINUTE)).toEqual({ refusal: 'not-running' });
    expect(transition(session, { command: 'extend', minutes: 1 }, NOW + 9 * MINUTE)).toEqual({ refusal: 'no-item' });
    expect(transition(session, start('Vote', 1), NOW + 9 * MINUTE)).toHaveProperty('session.state', 'running');
    const paused = sessionAfter([0, start('Write', 5)], [1, { command: 'pause' }]);
    expect(expire(paused, NOW + 99 * MINUTE)).toBe(paused);
  });

  test('[S4] ended by the facilitator it says so', () => {
    const ended = { state: 'ended', title: 'Write', endedAt: NOW + 2 * MINUTE, byClock: false };
    expect(sessionAfter([0, start('Write', 5)], [2, { command: 'end' }])).toEqual(ended);
    expect(sessionAfter([0, start('Write', 5)], [1, { command: 'pause' }], [2, { command: 'end' }])).toEqual(ended);
  });

  test('[S5] what does not fit is refused, with its reason', () => {
    const running = sessionAfter([0, start('Write', 5)]);
    const paused = sessionAfter([0, start('Write', 5)], [1, { command: 'pause' }]);
    const ended = sessionAfter([0, start('Write', 5)], [1, { command: 'end' }]);
    const reason = (session: Session, command: SessionCommand) => {
      const outcome = transition(session, command, NOW + MINUTE);
      return 'refusal' in outcome ? outcome.refusal : null;
    };
    for (const session of [running, paused]) expect(reason(session, start('x', 1))).toBe('already-running');
    for (const session of [IDLE, paused, ended]) expect(reason(session, { command: 'pause' })).toBe('not-running');
    for (const session of [IDLE, running, ended]) expect(reason(session, { command: 'resume' })).toBe('not-paused');
    for (const session of [IDLE, ended]) {
      expect(reason(session, { command: 'end' })).toBe('no-item');
      expect(reason(session, { command: 'extend', minutes: 1 })).toBe('no-item');
    }
  });

  test('[S6] whatever is commanded and whenever, the session stays one: readable, with no more left than in all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.nat(3_600_000)), { maxLength: 30 }), (steps) => {
        let session = IDLE;
        let now = NOW;
        for (const [command, later] of steps) {
          now += later;
          const before = JSON.stringify(session);
          const outcome = transition(session, command, now);
          expect(JSON.stringify(session)).toBe(before);
          if ('refusal' in outcome) continue;
          session = outcome.session;
          expect(v.parse(sessionSchema, JSON.parse(JSON.stringify(session)))).toEqual(session);
          const left = remainingMs(session, now);
          expect(left).toBeLessThanOrEqual(AGENDA_ITEM_LIMITS.maxMinutes * MINUTE);
          if (session.state === 'running' || session.state === 'paused') {
            // A pause may come in the very last second; an extension leaves at least one.
            expect(left).toBeGreaterThan(0);
            if (command.command === 'extend') expect(left).toBeGreaterThanOrEqual(1_000);
            expect(left).toBeLessThanOrEqual(session.totalMs);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('[S7] a command says what is wanted, never a time; what is out of bounds is no command', () => {
    const read = (command: unknown) => v.safeParse(sessionCommandSchema, command);
    expect(read({ command: 'start', title: ' Write ', minutes: 5, endsAt: 1 }).output).toEqual(start('Write', 5));
    const bad = [
      { command: 'start', title: 'x', minutes: 0.1 },
      { command: 'start', title: 'x', minutes: 241 },
      { command: 'start', title: 'x', minutes: Number.NaN },
      { command: 'start', title: 'x'.repeat(121), minutes: 5 },
      { command: 'extend', minutes: 61 },
      { command: 'reveal' },
      null,
    ];
    for (const command of bad) expect(read(command).success).toBe(false);
  });
});
