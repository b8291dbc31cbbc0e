/** Coming to a board, and coming back: from bytes, by number, and without a document in memory. */
import { encodeFrameParts } from '@samrejse/model/wire/frame-parts';
import { CLOSE } from '@samrejse/model/wire/messages';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { addressOf, cardsOf, join, roundTrip } from '../../testing/join.ts';
import { acked, connectRaw, type RawClient, refusals } from '../../testing/raw-client.ts';
import { resume } from '../../testing/resume.ts';
import { type LimitChanges, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';
import { updateFrame } from '../wire/frames.ts';

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

const enter = (wire?: string | null) => join(server, board, 'participant', wire);
const back = (epoch: number, seq: number): Promise<RawClient> =>
  connectRaw({ ...addressOf(server, board, 'participant'), stands: { epoch, since: seq } });
const ranges = (client: RawClient) => client.heard.flatMap((frame) => (frame.kind === 'log-range' ? [frame] : []));
const seqOf = (client: RawClient): number => Math.max(...ranges(client).map(({ seq }) => seq));
const isLoaded = () => server.hub.peek(board.id)?.board.isLoaded;
const countLoads = (): { loads: number } => {
  const count = { loads: 0 };
  const { load } = server.boardLog;
  Object.assign(server.boardLog, {
    load: (key: typeof board.key) => {
      count.loads++;
      return load(key);
    },
  });
  return count;
};
const write = async (client: RawClient, text: string) => {
  const before = acked(client);
  client.sendUpdate(writeCard(client.doc, text).update);
  await expect.poll(() => acked(client)).toBe(before + 1);
};

describe('a board that is only looked at', () => {
  test('[R29] holds no document, whatever is said that is known already', async () => {
    const [ours, stock] = [await enter(), await enter(null)];
    for (const client of [ours, stock]) {
      client.sendStepTwo(Y.encodeStateAsUpdate(client.doc));
      client.sendStepTwo(Uint8Array.of(0, 0));
    }
    await expect.poll(() => acked(ours)).toBe(2);
    const response = await server.request(`/api/boards/${board.id}/access`, { token: board.tokens.viewer });
    expect(response.status).toBe(200);
    expect(isLoaded()).toBe(false);
    await write(ours, 'now it is edited');
    expect(isLoaded()).toBe(true);
  });

  test('[R29] holds one while it is edited, and puts it away after a quiet time', async () => {
    await server.dispose();
    await start({ documentIdleMs: 50 });
    const anna = await enter();
    await write(anna, 'one');
    await expect.poll(isLoaded).toBe(false);
    await write(anna, 'two');
    expect(await cardsOf(server, board)).toEqual(['one', 'two']);
  });

  test('[R30] gives its bytes back, and reads them once however many come', async () => {
    await server.dispose();
    await start({ bytesIdle: { leastMs: 30, mostMs: 30, bytesPerMs: 1 } });
    await write(await enter(), 'kept');
    const held = () => server.hub.peek(board.id)?.board.bytes.held;
    await expect.poll(held).toBeNull();
    const count = countLoads();
    const many = await Promise.all(Array.from({ length: 12 }, () => enter()));
    expect(many.map((client) => cardTexts(client.doc))).toEqual(many.map(() => ['kept']));
    expect(count.loads).toBe(1);
  });

  test('of an older server gets a snapshot that says what is in it, once', async () => {
    server.db.$client.exec('update board_snapshots set outline = null, version = null');
    expect(cardTexts((await enter()).doc)).toEqual([]);
    const knownIds = async () => (await server.boardLog.load(board.key))?.snapshot?.knownIds;
    await write(await enter(), 'then as ever');
    await expect.poll(knownIds, { timeout: 5_000 }).toBeInstanceOf(Uint8Array);
  });

  test('is not asked for its title in vain: it is told as it was last saved', async () => {
    const anna = await join(server, board, 'facilitator');
    anna.doc.on('update', (update) => anna.sendUpdate(update));
    (anna.doc.getMap('meta').get('title') as Y.Text).insert(0, 'The new ');
    await expect.poll(() => acked(anna)).toBe(1);
    const title = async () => {
      const response = await server.request(`/api/boards/${board.id}/access`, { token: board.tokens.viewer });
      return ((await response.json()) as { title: string }).title;
    };
    expect(await title()).toMatch(/^The new /);
    await expect.poll(async () => (await server.boardLog.load(board.key))?.title).toBe(await title());
  });
});

describe('a client of ours that comes back', () => {
  test('[R15] is sent what it missed, and no more', async () => {
    const [anna, bo] = [await enter(), await enter()];
    await write(anna, 'seen');
    await expect.poll(() => seqOf(bo)).toBe(2);
    await bo.close();
    await write(anna, 'missed');
    const again = await back(1, 2);
    await expect.poll(() => ranges(again)).toHaveLength(1);
    expect(ranges(again)[0]).toMatchObject({ after: 2, seq: 3, updates: { length: 1 } });
    for (const { updates } of ranges(again)) for (const update of updates) Y.applyUpdate(bo.doc, update);
    expect(cardTexts(bo.doc)).toEqual(['missed', 'seen']);
    const upToDate = await back(1, 3);
    upToDate.askForAll();
    await roundTrip(upToDate);
    expect(ranges(upToDate)).toEqual([]);
  });

  test('[R15] from before the snapshot, by a little, is sent edits of the log', async () => {
    await server.dispose();
    await start({ snapshots: { edits: 5, share: 0, mostEdits: 5, pauseMs: 0 } });
    const anna = await enter();
    for (let i = 0; i < 8; i++) await write(anna, `card ${i}`);
    const snapshotSeq = async () => (await server.boardLog.load(board.key))?.snapshot?.seq;
    await expect.poll(snapshotSeq, { timeout: 5_000 }).toBeGreaterThan(3);
    const again = await back(1, 3);
    await expect.poll(() => seqOf(again)).toBe(9);
    expect(ranges(again)[0]).toMatchObject({ after: 3, updates: { length: 6 } });
    expect(ranges(await enter())[0]).toMatchObject({ after: 0, seq: await snapshotSeq(), updates: { length: 1 } });
  });

  test('[R15] with more than there is gets the whole board: what it has is of another log', async () => {
    const again = await back(1, 900);
    await expect.poll(() => ranges(again)).toHaveLength(1);
    expect(ranges(again)[0]?.after).toBe(0);
    expect(again.doc.getMap('phases').size).toBe(5);
  });

  test('[R15] from another epoch is sent away, before it is told or asked anything', async () => {
    const again = await back(2, 1);
    expect(await again.closed).toBe(CLOSE.otherEpoch);
    expect(again.heard).toEqual([]);
  });

  test('[R15] and notices a gap is sent everything after it', async () => {
    const [anna, bo] = [await enter(), await enter()];
    await write(anna, 'one');
    await write(anna, 'two');
    await expect.poll(() => seqOf(bo)).toBe(3);
    const before = ranges(bo).length;
    bo.send(resume(1));
    await expect.poll(() => ranges(bo).slice(before)).toMatchObject([{ after: 1, seq: 3, updates: { length: 2 } }]);
    await write(anna, 'three');
    await expect.poll(() => ranges(bo).at(-1)).toMatchObject({ after: 3, seq: 4 });
  });

  test('[R15] whose own edits are not sent to it is told how far it is with them', async () => {
    const anna = await enter();
    await write(anna, 'mine');
    expect(anna.messages().findLast((m) => m.type === 'ack')).toEqual({ type: 'ack', frames: 1, seq: 2 });
    expect(ranges(anna)).toHaveLength(1);
  });
});

describe('a stock client that comes back', () => {
  test('[R16] is sent what it lacks by its state vector, and is told when that is all', async () => {
    const [anna, bo] = [await enter(), await enter(null)];
    await write(anna, 'seen');
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['seen']);
    await bo.close();
    for (const text of ['one', 'two']) await write(anna, text);
    const again = await connectRaw({ ...addressOf(server, board, 'participant'), wire: null });
    Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(bo.doc));
    again.askForAll();
    await expect.poll(() => again.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
    expect(cardTexts(again.doc)).toEqual(['one', 'seen', 'two']);
    const bytes = again.heard.reduce((sum, f) => sum + ('bytes' in f && f.kind !== 'step-1' ? f.bytes.length : 0), 0);
    expect(bytes).toBeLessThan(1_000);
  });
});

describe('an edit in parts', () => {
  const large = (client: RawClient) => {
    const before = Y.encodeStateVector(client.doc);
    client.doc.transact(() => {
      for (let i = 0; i < 400; i++) writeCard(client.doc, `${i} ${'x'.repeat(2_000)}`);
    });
    return updateFrame(Y.encodeStateAsUpdate(client.doc, before));
  };

  test('counts as the one frame it is', async () => {
    const [anna, bo] = [await enter(), await enter()];
    const parts = encodeFrameParts(large(anna));
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) anna.send(part);
    anna.sendUpdate(writeCard(anna.doc, 'afterwards').update);
    await expect.poll(() => acked(anna)).toBe(2);
    await expect.poll(() => cardTexts(bo.doc).length).toBe(401);
  });

  test('[R14] of which a part is missing ends the connection', async () => {
    const anna = await enter();
    const [first, , third] = encodeFrameParts(large(anna));
    for (const part of [first, third]) anna.send(part ?? new Uint8Array());
    expect(await anna.closed).toBe(CLOSE.protocol);
  });

  test('[R14] that is too large altogether ends the connection, and is not kept', async () => {
    await server.dispose();
    await start({ partsBytes: 500_000 });
    const anna = await enter();
    for (const part of encodeFrameParts(large(anna))) anna.send(part);
    expect(await anna.closed).toBe(CLOSE.protocol);
    expect(await cardsOf(server, board)).toEqual([]);
  });
});

describe('a board', () => {
  test('[R10] says once that it is nearly full, and to who joins', async () => {
    await server.dispose();
    await start({ softBoardBytes: 15_000 });
    const anna = await enter();
    const told = (client: RawClient) =>
      client
        .messages()
        .filter((m) => m.type === 'notice')
        .map((m) => m.notice);
    for (let i = 0; i < 10; i++) await write(anna, 'x'.repeat(1_500));
    expect(told(anna)).toEqual(['nearly-full']);
    expect(told(await enter())).toEqual(['nearly-full']);
  });

  test('[R9] takes so many edits a second from everybody together, and says so', async () => {
    await server.dispose();
    await start({ boardFrames: { perSecond: 1, burst: 10 } });
    const people = await Promise.all([1, 2, 3].map(() => enter()));
    for (const person of people) for (let i = 0; i < 6; i++) person.sendUpdate(writeCard(person.doc, `${i}`).update);
    const reasons = () => people.flatMap((person) => refusals(person).map(({ reason }) => reason));
    await expect.poll(() => reasons().length).toBeGreaterThan(2);
    expect(new Set(reasons())).toContain('too-fast');
    expect(people.every((person) => person.messages().some((m) => m.type === 'ack'))).toBe(true);
  });
});
