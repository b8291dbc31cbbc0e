import { API } from '@samrejse/model/api/http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCard } from '../../testing/edits.ts';
import { join } from '../../testing/join.ts';
import { acked, refusals } from '../../testing/raw-client.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer({ limits: { retry: { firstMs: 20, longestMs: 50 } } });
  board = await server.createBoard();
});
afterEach(() => server.dispose());

/** One figure, by its whole name with labels; NaN where there is none. */
const figure = async (name: string): Promise<number> => {
  const text = await (await server.request('/metrics')).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
};

test('metrics are Prometheus’ text, and say who is here, what was saved, refused and sent', async () => {
  const response = await server.request('/metrics');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);

  const anna = await join(server, board, 'participant');
  const viewer = await join(server, board, 'viewer');
  const stock = await join(server, board, 'participant', null);
  expect(await figure('samrejse_peers{kind="own"}')).toBe(2);
  expect(await figure('samrejse_peers{kind="stock"}')).toBe(1);
  expect(await figure('samrejse_rooms')).toBe(1);
  anna.sendUpdate(writeCard(anna.doc, 'queue at the door').update);
  await expect.poll(() => acked(anna)).toBe(1);
  viewer.sendUpdate(writeCard(viewer.doc, 'graffiti').update);
  await expect.poll(() => refusals(viewer)).toHaveLength(1);
  expect(await figure('samrejse_commit_seconds_count')).toBe(1);
  expect(await figure('samrejse_commit_edits_sum')).toBe(1);
  expect(await figure('samrejse_edits_refused_total{reason="forbidden"}')).toBe(1);
  expect(await figure('samrejse_presence_frames_total')).toBeGreaterThan(0);
  expect(await figure('samrejse_socket_bytes_total{direction="in"}')).toBeGreaterThan(100);
  expect(await figure('samrejse_socket_bytes_total{direction="out"}')).toBeGreaterThan(1_000);
  await server.request(API.board(board.id));
  expect(await figure('samrejse_http_errors_total{code="unauthorised"}')).toBe(1);
  await stock.close();
  await expect.poll(() => figure('samrejse_peers{kind="stock"}')).toBe(0);
});

test('[R33] nothing of a board stands in them', async () => {
  const anna = await join(server, board, 'participant');
  anna.sendUpdate(writeCard(anna.doc, 'queue at the door').update);
  await expect.poll(() => acked(anna)).toBe(1);
  const text = await (await server.request('/metrics')).text();
  for (const secret of ['queue', board.id, ...Object.values(board.tokens)]) expect(text).not.toContain(secret);
});

test('a server that cannot save, or is going away, is not ready, and says so in figures; it lives all the same', async () => {
  const ready = async () => (await server.app.request('/readyz')).status;
  const anna = await join(server, board, 'participant');
  server.boardLog.failing = true;
  anna.sendUpdate(writeCard(anna.doc, 'not yet').update);
  await expect.poll(ready).toBe(503);
  expect(await figure('samrejse_saving')).toBe(0);
  await expect.poll(() => figure('samrejse_commits_failed_total')).toBeGreaterThan(1);
  server.boardLog.failing = false;
  await expect.poll(ready).toBe(200);
  await server.hub.drain(1_000);
  expect(await ready()).toBe(503);
  expect(await figure('samrejse_draining')).toBe(1);
  expect((await server.request('/healthz')).status).toBe(200);
});
