/** What requests may take is bounded, by link, by board and for the whole server. */
import { API } from '@samrejse/model/api/http';
import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { afterEach, expect, test } from 'vitest';
import { addCardOver, type LimitChanges, startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
afterEach(() => server.dispose());

/** Time passes only when the test says so. */
const start = async (limits: LimitChanges) => {
  const clock = createManualClock();
  server = await startTestServer({
    clock,
    limits: { pingMs: 1e9, tickMs: { most: 0, mostAtPeers: 1, busy: 0, busyAtEditsPerSecond: 1 }, ...limits },
  });
  return clock;
};

/** An edit is answered when it is committed, which takes timers but no time. */
const answered = async (clock: ManualClock, request: Promise<Response>): Promise<Response> => {
  let isAnswered = false;
  const note = () => {
    isAnswered = true;
  };
  request.then(note, note);
  while (!isAnswered) await clock.pass(0);
  return request;
};

const many = { perSecond: 1_000, burst: 1_000 };

test('[R36] requests that write are counted by link: over the rate they are answered 429 in words, until some time has passed', async () => {
  const clock = await start({ requests: { perLink: { perSecond: 1, burst: 3 }, perBoard: many, most: 10 } });
  const [board, other] = [await server.createBoard(), await server.createBoard()];
  const add = (on = board, token = on.tokens.participant) => answered(clock, addCardOver(server, on, 'x', { token }));
  expect([await add(), await add(), await add()].map((r) => r.status)).toEqual([201, 201, 201]);
  const refused = await add();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ error: { code: 'too-fast', message: expect.stringContaining('Wait') } });
  const removed = await answered(
    clock,
    server.request(API.card(board.id, 'any'), { method: 'DELETE', token: board.tokens.participant }),
  );
  expect(removed.status).toBe(429);
  expect((await add(board, board.tokens.facilitator)).status).toBe(201);
  expect((await add(other)).status).toBe(201);
  await clock.pass(1_000);
  expect((await add()).status).toBe(201);
  expect((await add()).status).toBe(429);
});

test('[R36] and by board, whatever the link', async () => {
  const clock = await start({ requests: { perLink: many, perBoard: { perSecond: 1, burst: 2 }, most: 10 } });
  const [board, other] = [await server.createBoard(), await server.createBoard()];
  const add = (on = board, token = on.tokens.participant) => answered(clock, addCardOver(server, on, 'x', { token }));
  expect((await add()).status).toBe(201);
  expect((await add(board, board.tokens.facilitator)).status).toBe(201);
  expect((await add()).status).toBe(429);
  const command = { token: board.tokens.facilitator, body: { command: 'pause' } };
  expect((await server.request(API.sessionCommands(board.id), command)).status).toBe(429);
  expect((await add(other)).status).toBe(201);
});

test('[R36] a server makes only so many boards a day, however slowly they are asked for', async () => {
  const clock = await start({ newBoards: many, newBoardsADay: { perSecond: 3 / 86_400, burst: 3 } });
  const make = () => server.request(API.boards, { body: {} });
  for (let i = 0; i < 3; i++) {
    expect((await make()).status).toBe(201);
    await clock.pass(60_000);
  }
  expect((await make()).status).toBe(429);
  await clock.pass(24 * 60 * 60 * 1_000);
  expect((await make()).status).toBe(201);
});
