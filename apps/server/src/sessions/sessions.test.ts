import { type BoardId, mintId } from '@samrejse/model/records/ids';
import type { Session } from '@samrejse/model/session/session';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import type { HeldSession, SessionStore } from '../store/sessions.ts';
import { Sessions } from './sessions.ts';

const MINUTE = 60_000;

const setUp = () => {
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const shown: Session[] = [];
  let held: HeldSession = { session: { state: 'idle' }, revision: 0 };
  const trouble = { failing: false, overtaken: 0, failed: 0 };
  const store: SessionStore = {
    read: async () => held,
    write: async (_, session, seen) => {
      if (trouble.failing) {
        trouble.failed++;
        throw new Error('the disk is full (a test said so)');
      }
      // Another node was faster: it wrote the same session anew.
      if (trouble.overtaken-- > 0) held = { ...held, revision: held.revision + 1 };
      if (held.revision !== seen) return false;
      held = { session, revision: seen + 1 };
      return true;
    },
    running: async () => (held.session.state === 'running' ? [board] : []),
  };
  const log = createLog('silent');
  const sessions = new Sessions({ store, clock, log, onChange: (_, { session }) => shown.push(session) });
  return { board, clock, sessions, shown, trouble };
};

test('[R32] an end that cannot be written is tried until it can, and then shown once', async () => {
  const { board, clock, sessions, shown, trouble } = setUp();
  await sessions.command(board, { command: 'start', title: 'x', minutes: 1 });
  const endedAt = clock.now() + MINUTE;
  trouble.failing = true;
  await clock.pass(5 * MINUTE);
  // After 1, 2 and 4 seconds, then every five: not every second for as long as the outage lasts.
  expect(trouble.failed).toBeGreaterThan(30);
  expect(trouble.failed).toBeLessThan(70);
  expect(shown.map((s) => s.state)).toEqual(['running']);
  trouble.failing = false;
  await clock.pass(5 * MINUTE);
  expect(shown.slice(1)).toEqual([{ state: 'ended', title: 'x', endedAt, byClock: true }]);
  expect(clock.pending()).toBe(0);
});

test.each([
  ['on', 10 * MINUTE, 5_000],
  ['back', -10 * MINUTE, 20 * MINUTE],
])('an item ends by the time of day, though that was set %s meanwhile', async (_, by, within) => {
  const { board, clock, sessions, shown } = setUp();
  await sessions.command(board, { command: 'start', title: 'x', minutes: 10 });
  await clock.pass(MINUTE);
  clock.setBy(by);
  await clock.pass(within);
  expect(shown.map((s) => s.state)).toEqual(['running', 'ended']);
  expect(clock.pending()).toBe(0);
});

test('[R31] a command that cannot be written is shown to nobody, and its sender hears it', async () => {
  const { board, sessions, shown, trouble } = setUp();
  trouble.failing = true;
  await expect(sessions.command(board, { command: 'start', title: 'x', minutes: 1 })).rejects.toThrow('disk');
  trouble.failing = false;
  expect(shown).toEqual([]);
  expect(await sessions.command(board, { command: 'pause' })).toEqual({ refusal: 'not-running' });
});

test('a command that was overtaken is carried out on what is there then', async () => {
  const { board, sessions, shown, trouble } = setUp();
  trouble.overtaken = 2;
  const outcome = await sessions.command(board, { command: 'start', title: 'x', minutes: 1 });
  expect(outcome).toMatchObject({ session: { state: 'running' } });
  expect(shown).toHaveLength(1);
});

test('[R31] commands sent at once are carried out one after another', async () => {
  const { board, sessions, shown } = setUp();
  const outcomes = await Promise.all([
    sessions.command(board, { command: 'start', title: 'a', minutes: 1 }),
    sessions.command(board, { command: 'start', title: 'b', minutes: 1 }),
    sessions.command(board, { command: 'pause' }),
  ]);
  expect(outcomes.map((outcome) => 'refusal' in outcome)).toEqual([false, true, false]);
  expect(shown.map((s) => s.state)).toEqual(['running', 'paused']);
});
