import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API } from '@samrejse/model/api/http';
import type { SessionCommand } from '@samrejse/model/session/session';
import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectRaw, type RawClient } from '../../testing/raw-client.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

const MINUTE = 60_000;

/** Without pings: minutes pass here in no time, and no pong is that quick. */
const start = () => startTestServer({ clock, dataDir, limits: { pingMs: 1e9 } });

let dataDir: string;
let clock: ManualClock;
let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  clock = createManualClock();
  server = await start();
  board = await server.createBoard();
});
afterEach(async () => {
  await server.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

const command = (body: SessionCommand, role: 'facilitator' | 'participant' | 'viewer' = 'facilitator') =>
  server.request(API.sessionCommands(board.id), { token: board.tokens[role], body });
const enter = () => connectRaw({ url: server.url, board: board.id, token: board.tokens.viewer });
const sessions = (client: RawClient) => client.messages().flatMap((m) => (m.type === 'session' ? [m.session] : []));
const welcome = (client: RawClient) => client.messages().find((m) => m.type === 'welcome');
const restart = async () => {
  await server.dispose();
  server = await start();
};

describe('session commands', () => {
  test('[R31] are carried out and shown to everybody, in order', async () => {
    const client = await enter();
    await expect.poll(() => welcome(client)).toMatchObject({ session: { state: 'idle' } });
    const started = await command({ command: 'start', title: 'Write', minutes: 5 });
    expect(await started.json()).toEqual({
      session: { state: 'running', title: 'Write', endsAt: clock.now() + 5 * MINUTE, totalMs: 5 * MINUTE },
      serverNow: clock.now(),
    });
    await Promise.all([command({ command: 'extend', minutes: 1 }), command({ command: 'extend', minutes: 1 })]);
    clock.advance(MINUTE);
    await command({ command: 'pause' });
    await expect.poll(() => sessions(client).map((s) => s.state)).toEqual(['running', 'running', 'running', 'paused']);
    expect(sessions(client).at(-1)).toMatchObject({ remainingMs: 6 * MINUTE, totalMs: 7 * MINUTE });
  });

  test('that do not fit are refused with the reason, in words', async () => {
    const response = await command({ command: 'pause' });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({
      error: { code: 'session-refused', message: 'No item is running.', reason: 'not-running' },
    });
    await command({ command: 'start', title: 'a', minutes: 1 });
    expect(await (await command({ command: 'start', title: 'b', minutes: 1 })).json()).toMatchObject({
      error: { reason: 'already-running' },
    });
  });

  test('[R31] are the facilitator’s alone', async () => {
    for (const role of ['participant', 'viewer'] as const)
      expect((await command({ command: 'start', title: 'x', minutes: 1 }, role)).status).toBe(403);
    expect((await command({ command: 'start', title: 'x', minutes: 999 })).status).toBe(400);
  });

  test('work where no room is loaded', async () => {
    expect((await command({ command: 'start', title: 'x', minutes: 1 })).status).toBe(200);
    expect(server.hub.peek(board.id)).toBeNull();
  });
});

describe('a running step', () => {
  test('has the same time left after a reconnect and after a restart', async () => {
    await command({ command: 'start', title: 'x', minutes: 5 });
    const endsAt = clock.now() + 5 * MINUTE;
    clock.advance(MINUTE);
    const again = await enter();
    await expect.poll(() => welcome(again)).toMatchObject({ session: { state: 'running', endsAt } });
    await restart();
    const after = await enter();
    await expect
      .poll(() => welcome(after))
      .toMatchObject({ session: { state: 'running', endsAt }, serverNow: clock.now() });
  });

  test('[R32] ends once, by the clock', async () => {
    const client = await enter();
    await expect.poll(() => welcome(client)).toBeDefined();
    await command({ command: 'start', title: 'x', minutes: 1 });
    const endedAt = clock.now() + MINUTE;
    await clock.pass(2 * MINUTE);
    await expect.poll(() => sessions(client).at(-1)).toEqual({ state: 'ended', title: 'x', endedAt, byClock: true });
    await clock.pass(10 * MINUTE);
    expect(sessions(client).filter((s) => s.state === 'ended')).toHaveLength(1);
  });

  test('that was extended ends at its new time, and one that was ended does not end again', async () => {
    const client = await enter();
    await expect.poll(() => welcome(client)).toBeDefined();
    await command({ command: 'start', title: 'x', minutes: 1 });
    await command({ command: 'extend', minutes: 1 });
    await clock.pass(90_000);
    expect(sessions(client).some((s) => s.state === 'ended')).toBe(false);
    await command({ command: 'end' });
    await clock.pass(10 * MINUTE);
    await expect
      .poll(() => sessions(client).filter((s) => s.state === 'ended'))
      .toEqual([{ state: 'ended', title: 'x', endedAt: expect.any(Number), byClock: false }]);
  });

  test('[R32] whose end passed while the server was down has ended when it is back, at the time it should', async () => {
    await command({ command: 'start', title: 'x', minutes: 1 });
    const endedAt = clock.now() + MINUTE;
    await server.dispose();
    clock.advance(10 * MINUTE);
    server = await start();
    const client = await enter();
    await expect.poll(() => welcome(client)).toMatchObject({ session: { state: 'ended', endedAt, byClock: true } });
    expect(sessions(client)).toEqual([]);
  });

  test('[R32] that runs over a restart ends once after it', async () => {
    await command({ command: 'start', title: 'x', minutes: 2 });
    await restart();
    const client = await enter();
    await expect.poll(() => welcome(client)).toBeDefined();
    await clock.pass(5 * MINUTE);
    await expect.poll(() => sessions(client).map((s) => s.state)).toEqual(['ended']);
  });
});
