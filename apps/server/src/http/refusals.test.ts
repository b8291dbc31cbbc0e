import { CLOSE } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { cardsOf, join, roundTrip } from '../../testing/join.ts';
import { acked, refusals } from '../../testing/raw-client.ts';
import { type LimitChanges, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';
import { type LogKey, updatesOf } from '../store/board-log.ts';

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

const enter = (role: Role, wire?: string | null) => join(server, board, role, wire);
const cards = () => cardsOf(server, board);

describe('a frame that is refused', () => {
  /** Sends it between two good edits: those count, it does not, and nobody hears of it. */
  const between = async (update: (doc: Y.Doc) => Uint8Array, reason: string) => {
    const [anna, bo] = [await enter('participant'), await enter('participant')];
    const own = new Y.Doc();
    Y.applyUpdate(own, Y.encodeStateAsUpdate(anna.doc));
    anna.sendUpdate(writeCard(anna.doc, 'before').update);
    anna.sendUpdate(update(own));
    anna.sendUpdate(writeCard(anna.doc, 'after').update);
    await expect.poll(() => acked(anna)).toBe(3);
    expect(refusals(anna)).toEqual([{ frame: 2, reason }]);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['after', 'before']);
    expect(await cards()).toEqual(['after', 'before']);
    const log = await server.boardLog.load(board.key);
    const kept = new Y.Doc();
    for (const logged of log === null ? [] : updatesOf(log)) Y.applyUpdate(kept, logged);
    expect(cardTexts(kept)).toEqual(['after', 'before']);
  };

  test('[R7] malformed', () => between(() => Uint8Array.of(1, 1, 200, 7, 0, 4), 'malformed'));

  test('[R7] malformed: empty bytes', () => between(() => new Uint8Array(), 'malformed'));

  test('[R7] missing: it builds on what the server never had', () =>
    between((doc) => {
      writeCard(doc, 'never sent');
      return writeCard(doc, 'orphan').update;
    }, 'missing'));

  test('[R7] forbidden: it writes outside the board', () =>
    between((doc) => {
      const before = Y.encodeStateVector(doc);
      doc.getMap('hidden').set('x', 1);
      return Y.encodeStateAsUpdate(doc, before);
    }, 'forbidden'));

  test('[R7] too-large: a text over its limit', () =>
    between((doc) => {
      const before = Y.encodeStateVector(doc);
      (doc.getMap('meta').get('title') as Y.Text).insert(0, 'x'.repeat(9_000));
      return Y.encodeStateAsUpdate(doc, before);
    }, 'too-large'));

  test('[R7] too-large: the frame itself', async () => {
    await server.dispose();
    await start({ updateBytes: 2_000 });
    await between((doc) => {
      const before = Y.encodeStateVector(doc);
      for (let i = 0; i < 20; i++) writeCard(doc, 'x'.repeat(200));
      return Y.encodeStateAsUpdate(doc, before);
    }, 'too-large');
  });

  test('[R10] board-full: over the limit nothing is added, by socket or request', async () => {
    await server.dispose();
    await start({ boardBytes: 9_000 });
    const anna = await enter('participant');
    let sent = 0;
    while (sent < 40) {
      anna.sendUpdate(writeCard(anna.doc, 'x'.repeat(300)).update);
      sent++;
    }
    await expect.poll(() => acked(anna)).toBe(sent);
    expect(refusals(anna)[0]?.reason).toBe('board-full');
    const kept = await cards();
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.length).toBeLessThan(40);
    const log = await server.boardLog.load(board.key);
    const bytes = (log === null ? [] : updatesOf(log)).reduce((sum, update) => sum + update.byteLength, 0);
    expect(bytes).toBeLessThan(9_000 + 1_000);
  });

  test('[R8] missing: the server asks for the rest, and gets it', async () => {
    const [anna, bo] = [await enter('participant'), await enter('participant', null)];
    for (const client of [anna, bo]) {
      writeCard(client.doc, 'lost on the way');
      const before = client.heard.filter((frame) => frame.kind === 'step-1').length;
      client.sendUpdate(writeCard(client.doc, 'arrived').update);
      await expect.poll(() => client.heard.filter((frame) => frame.kind === 'step-1').length).toBe(before + 1);
      const asked = client.heard.findLast((frame) => frame.kind === 'step-1');
      client.sendStepTwo(Y.encodeStateAsUpdate(client.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    }
    await expect.poll(cards).toEqual(['arrived', 'arrived', 'lost on the way', 'lost on the way']);
    expect(refusals(anna)).toEqual([{ frame: 1, reason: 'missing' }]);
  });

  test('[R8] missing: a client that does not have the rest either is not asked in a circle', async () => {
    const anna = await enter('participant');
    writeCard(anna.doc, 'lost');
    const { update } = writeCard(anna.doc, 'orphan');
    for (let i = 0; i < 50; i++) anna.sendUpdate(update);
    await expect.poll(() => refusals(anna).length).toBe(50);
    await roundTrip(anna);
    expect(anna.heard.filter((frame) => frame.kind === 'step-1').length).toBeLessThanOrEqual(2);
  });

  test('[R8] [R9] too-fast: over the rate of a script, and asked for again when it has calmed down', async () => {
    await server.dispose();
    await start({ frames: { perSecond: 20, burst: 5 }, resync: { firstMs: 300, longestMs: 60_000 } });
    const anna = await enter('participant');
    for (let i = 0; i < 10; i++) anna.sendUpdate(writeCard(anna.doc, `card ${i}`).update);
    await expect.poll(() => acked(anna)).toBe(10);
    expect(refusals(anna).map((r) => r.reason)).toContain('too-fast');
    await expect.poll(() => anna.heard.filter((frame) => frame.kind === 'step-1').length).toBeGreaterThan(1);
    const asked = anna.heard.findLast((frame) => frame.kind === 'step-1');
    anna.sendStepTwo(Y.encodeStateAsUpdate(anna.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    await expect.poll(async () => (await cards()).length).toBe(10);
  });

  test('[R9] too-fast: what came before and waits for the board to be read is not acknowledged with it', async () => {
    await server.dispose();
    await start({ frames: { perSecond: 0.001, burst: 5 } });
    const anna = await enter('participant');
    await expect.poll(() => server.hub.peek(board.id)?.board.bytes.held).toBeNull();
    const { load } = server.boardLog;
    let read = () => {};
    const reading = new Promise<void>((resolve) => {
      read = resolve;
    });
    Object.assign(server.boardLog, { load: (key: LogKey) => reading.then(() => load(key)) });
    for (let i = 0; i < 6; i++) anna.sendUpdate(writeCard(anna.doc, `card ${i}`).update);
    await expect.poll(() => refusals(anna)).toEqual([{ frame: 6, reason: 'too-fast' }]);
    await roundTrip(anna);
    expect(acked(anna)).toBe(0);
    read();
    await expect.poll(() => acked(anna)).toBe(6);
    expect(await cards()).toHaveLength(5);
  });

  test('[R9] too-fast: one person at two tabs is one person', async () => {
    await server.dispose();
    await start({ frames: { perSecond: 0.001, burst: 6 } });
    const tabs = [await enter('participant'), await enter('participant')];
    for (const tab of tabs) {
      // Who they are is known from the first edit on.
      tab.sendUpdate(writeCard(tab.doc, 'first').update);
      await expect.poll(() => acked(tab)).toBe(1);
    }
    for (const tab of tabs) for (let i = 0; i < 5; i++) tab.sendUpdate(writeCard(tab.doc, `card ${i}`).update);
    await expect.poll(() => Math.min(...tabs.map(acked))).toBe(6);
    expect(tabs.flatMap(refusals)).toHaveLength(4);
  });

  test('who asks for everything again and again is answered, but not each time', async () => {
    const anna = await enter('participant');
    for (let i = 0; i < 200; i++) anna.askForAll();
    await roundTrip(anna);
    const answers = () => anna.heard.filter((frame) => frame.kind === 'step-2').length;
    expect(answers()).toBeLessThan(40);
    anna.sendUpdate(writeCard(anna.doc, 'meanwhile').update);
    await expect.poll(() => acked(anna)).toBe(1);
  });

  test('[R9] far over any rate the line is cut', async () => {
    await server.dispose();
    await start({ anyFrames: { perSecond: 10, burst: 20 } });
    const anna = await enter('participant');
    for (let i = 0; i < 40; i++) anna.askForAll();
    expect(await anna.closed).toBe(CLOSE.overloaded);
  });
});
