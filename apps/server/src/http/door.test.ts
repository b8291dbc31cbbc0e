import { CLOSE, MESSAGE_PRESENCE } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf, join, roundTrip } from '../../testing/join.ts';
import { connectRaw, upgradeStatus } from '../../testing/raw-client.ts';
import { type LimitChanges, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
const start = async (limits: LimitChanges = {}) => {
  server = await startTestServer({ limits });
  board = await server.createBoard();
};
beforeEach(async () => {
  await start();
});
afterEach(() => server.dispose());

const address = (role: Role) => addressOf(server, board, role);
const enter = (role: Role, wire?: string | null) => join(server, board, role, wire);

describe('the door', () => {
  test.each([
    ['no token', ''],
    ['a wrong token', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ])('[R13] %s: a real 401, before any room exists', async (_, token) => {
    expect(await upgradeStatus({ url: server.url, board: board.id, token })).toBe(401);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test('[R13] the link of another board does not open this one', async () => {
    const other = await server.createBoard();
    expect(await upgradeStatus({ ...address('viewer'), token: other.tokens.facilitator })).toBe(401);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test.each([
    ['http://evil.example', 403],
    ['null', 403],
  ])('a page of another site (%s) is refused', async (origin, status) => {
    expect(await upgradeStatus({ ...address('viewer'), headers: { origin } })).toBe(status);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test('our own page and programs without a page come in', async () => {
    expect(await upgradeStatus({ ...address('viewer'), headers: { origin: server.url } })).toBe(101);
    expect(await upgradeStatus(address('viewer'))).toBe(101);
  });

  test('another version of our messages is told so, permanently', async () => {
    const client = await connectRaw({ ...address('viewer'), wire: '99' });
    expect(await client.closed).toBe(CLOSE.wireVersion);
  });

  test('a board takes so many people and no more', async () => {
    await server.dispose();
    await start({ peersPerBoard: 2 });
    await enter('viewer');
    await enter('viewer');
    expect(await (await connectRaw(address('viewer'))).closed).toBe(1013);
  });

  test('a plain GET is no way in', async () => {
    const response = await server.request(`/sync/${board.id}?token=${board.tokens.viewer}`);
    expect(response.status).toBe(400);
  });

  test('[R30] many who come at once load the board once', async () => {
    let loads = 0;
    const { load } = server.boardLog;
    Object.assign(server.boardLog, {
      load: (key: typeof board.key) => {
        loads++;
        return load(key);
      },
    });
    await Promise.all(Array.from({ length: 12 }, () => enter('participant')));
    expect(loads).toBe(1);
  });
});

describe('what is no message of the protocol', () => {
  const nothing = [
    ['an unknown type', Uint8Array.of(77)],
    ['a sync frame cut short', Uint8Array.of(0, 2, 100, 1)],
    ['an unknown sync step', Uint8Array.of(0, 9, 0)],
    ['a state vector that is none', Uint8Array.of(0, 0, 2, 200, 200)],
    ['an awareness update cut short', Uint8Array.of(1, 3, 5, 5, 5)],
    ['one of our own that says nothing we know', Uint8Array.of(100, 2, 123, 125)],
    ['presence that says where to, and not where', Uint8Array.of(MESSAGE_PRESENCE, 1, 5)],
    ['presence with more behind it', Uint8Array.of(MESSAGE_PRESENCE, 64, 0)],
    ['no bytes', new Uint8Array()],
  ] as const;

  test.each(nothing)('[R14] %s closes the line', async (_, bytes) => {
    // A stock client: one of ours is brought up by number, and its state vector not looked at.
    const anna = await enter('participant', null);
    anna.send(bytes);
    expect(await anna.closed).toBe(CLOSE.protocol);
  });

  test('[R14] text closes the line', async () => {
    const anna = await enter('participant');
    anna.sendText('hello');
    expect(await anna.closed).toBe(CLOSE.protocol);
  });

  test('[R14] a frame over all limits closes the line', async () => {
    await server.dispose();
    await start({ frameBytes: 10_000 });
    const anna = await enter('participant');
    anna.send(new Uint8Array(20_000));
    expect(await anna.closed).toBe(1009);
  });
});

test('[R13] a revoked link closes its open lines within a second, and opens nothing any more', async () => {
  const [anna, viewer] = [await enter('participant'), await enter('viewer')];
  const old = await server.links.revoke(board.id, 'participant', Date.now());
  server.hub.peek(board.id)?.dismissLink(old ?? '');
  expect(await anna.closed).toBe(CLOSE.revoked);
  expect(await upgradeStatus(address('participant'))).toBe(401);
  await roundTrip(viewer);
  const fresh = new URL((await server.links.urls(board.id)).participant).hash.slice('#token='.length);
  expect(fresh).not.toBe(board.tokens.participant);
  expect(await upgradeStatus({ ...address('participant'), token: fresh })).toBe(101);
});
