import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { acked, connectRaw, type RawClient, refusals } from '../../testing/raw-client.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

/** Updates by hand, in the v1 encoding: what no client would send, and somebody will. */
const update = (write: (uint: (value: number) => void, e: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write((value) => encoding.writeVarUint(encoder, value), encoder);
  return encoding.toUint8Array(encoder);
};

const ORIGIN = 0x80;
const PARENT_SUB = 0x20;
const STRING = 4;
const TYPE = 7;
const ANY = 8;

/** One item in a register of `meta`. */
const register = (client: number, content: number, write: (e: encoding.Encoder) => void) =>
  update((uint, e) => {
    for (const value of [1, 1, client, 0]) uint(value);
    encoding.writeUint8(e, PARENT_SUB | content);
    uint(1);
    encoding.writeVarString(e, 'meta');
    encoding.writeVarString(e, 'loop');
    write(e);
    uint(0);
  });

/** Two items, each built on the other. */
const circle = update((uint, e) => {
  uint(2);
  for (const [client, other] of [
    [9, 8],
    [8, 9],
  ] as const) {
    for (const value of [1, client, 0]) uint(value);
    encoding.writeUint8(e, ORIGIN | STRING);
    uint(other);
    uint(0);
    encoding.writeVarString(e, 'a');
  }
  uint(0);
});

const HOSTILE: readonly (readonly [string, Uint8Array, string])[] = [
  ['items that build on each other', circle, 'malformed'],
  [
    'an item that builds on a later one of its own',
    update((uint, e) => {
      for (const value of [1, 2, 7, 0]) uint(value);
      encoding.writeUint8(e, ORIGIN | STRING);
      uint(7);
      uint(1);
      encoding.writeVarString(e, 'a');
      encoding.writeUint8(e, PARENT_SUB | STRING);
      uint(1);
      encoding.writeVarString(e, 'meta');
      encoding.writeVarString(e, 'x');
      encoding.writeVarString(e, 'b');
      uint(0);
    }),
    'malformed',
  ],
  [
    'an item inside itself',
    update((uint, e) => {
      for (const value of [1, 1, 7, 0]) uint(value);
      encoding.writeUint8(e, PARENT_SUB | TYPE);
      for (const value of [0, 7, 0]) uint(value);
      encoding.writeVarString(e, 'k');
      uint(1);
      uint(0);
    }),
    'malformed',
  ],
  ['nothing, of no length', update((uint) => [1, 1, 7, 0, 0, 0, 0].forEach(uint)), 'malformed'],
  ['nothing, of a length beyond numbers', update((uint) => [1, 1, 7, 0, 0, 2 ** 52, 0].forEach(uint)), 'malformed'],
  ['a text of no length', register(7, STRING, (e) => encoding.writeVarString(e, '')), 'malformed'],
  [
    'a number JSON cannot say',
    register(7, ANY, (e) => {
      encoding.writeVarUint(e, 1);
      encoding.writeAny(e, 1n);
    }),
    'forbidden',
  ],
  ['more structs than there are atoms', update((uint) => [2 ** 40, 0].forEach(uint)), 'malformed'],
];

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const join = async (): Promise<RawClient> => {
  const client = await connectRaw({ url: server.url, board: board.id, token: board.tokens.participant });
  client.askForAll();
  await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

describe('an update made by hand', () => {
  test.each(HOSTILE)('[R7] %s: refused, and the board goes on', async (_, bytes, reason) => {
    const [mal, anna] = [await join(), await join()];
    anna.sendUpdate(writeCard(anna.doc, 'before').update);
    mal.sendUpdate(bytes);
    mal.sendStepTwo(bytes);
    anna.sendUpdate(writeCard(anna.doc, 'after').update);
    await expect.poll(() => refusals(mal)).toEqual([1, 2].map((frame) => ({ frame, reason })));
    await expect.poll(() => acked(anna)).toBe(2);
    await expect.poll(() => cardTexts(mal.doc)).toEqual(['after', 'before']);
    const late = await join();
    expect(cardTexts(late.doc)).toEqual(['after', 'before']);
    expect(Y.encodeStateVector(late.doc)).toEqual(Y.encodeStateVector(anna.doc));
  });

  test('[R7] while edits of others wait for a commit that fails: none of them is lost', async () => {
    const [mal, anna] = [await join(), await join()];
    server.boardLog.failing = true;
    anna.sendUpdate(writeCard(anna.doc, 'waiting').update);
    await expect.poll(() => anna.messages().some((m) => m.type === 'notice')).toBe(true);
    mal.sendUpdate(circle);
    await expect.poll(() => refusals(mal)).toHaveLength(1);
    anna.sendUpdate(writeCard(anna.doc, 'later').update);
    expect(acked(anna)).toBe(0);
    server.boardLog.failing = false;
    await expect.poll(() => acked(anna)).toBe(2);
    await expect.poll(() => cardTexts(mal.doc)).toEqual(['later', 'waiting']);
    expect((await server.boardLog.since(board.key, 1)).updates).toHaveLength(2);
  });
});
