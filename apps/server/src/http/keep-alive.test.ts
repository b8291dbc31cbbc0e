import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { join, roundTrip } from '../../testing/join.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';
import { LIMITS } from '../rooms/limits.ts';

let clock: ManualClock;
let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  clock = createManualClock();
  server = await startTestServer({ clock });
  board = await server.createBoard();
});
afterEach(() => server.dispose());

test('[R20] a line that does not answer is cut within twenty seconds', async () => {
  const address = `${server.url.replace('http', 'ws')}/sync/${board.id}?token=${board.tokens.viewer}`;
  const socket = new WebSocket(address, { autoPong: false });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  await expect.poll(() => server.hub.peek(board.id)).not.toBeNull();
  expect(LIMITS.pingMs * 2).toBeLessThan(20_000);
  const pinged = new Promise((resolve) => socket.once('ping', resolve));
  clock.advance(LIMITS.pingMs);
  await pinged;
  expect(socket.readyState).toBe(WebSocket.OPEN);
  clock.advance(LIMITS.pingMs);
  expect(await closed).toBe(1006);
});

test('[R20] a line that answers is kept', async () => {
  const client = await join(server, board, 'viewer');
  for (let i = 0; i < 5; i++) {
    clock.advance(LIMITS.pingMs);
    // The answer to the first comes after the ping, the second reaches the server after the pong.
    await roundTrip(client);
    await roundTrip(client);
  }
  expect(client.messages().length).toBeGreaterThan(10);
});
