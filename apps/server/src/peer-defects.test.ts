/**
 * What other sync servers for shared documents are known to get wrong, each once, by name, so that ours does not. Some
 * are elsewhere: a file written in place (`store/unsaved.test.ts`), an update that stops all rooms
 * (`rooms/damaged.test.ts`), presence that is lost when it ends (`rooms/presence/room-presence.test.ts`), and two servers on the
 * same data (`main.test.ts`).
 */
import { WIRE_VERSION } from '@samrejse/model/wire/messages';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../testing/edits.ts';
import { addressOf, cardsOf, join } from '../testing/join.ts';
import { ackedTo, createMemoryHub, docOf, openMemoryRoom, refusalsTo } from '../testing/memory-room.ts';
import { acked, connectRaw, refusals, upgradeStatus } from '../testing/raw-client.ts';
import { limitsWith, startTestServer, type TestBoard, type TestServer } from '../testing/test-server.ts';
import { takeUpUnsaved } from './store/unsaved.ts';
import { updateFrame } from './wire/frames.ts';

describe('in memory', () => {
  test('[R1] clear-dirty-after-await: an edit that comes while others are being written is not taken for written', async () => {
    let finish = () => {};
    const written: number[] = [];
    const { clock, room, enter, drain } = await openMemoryRoom({
      boardLog: (log) => ({
        append: async (entries) => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          const seqs = await log.append(entries);
          written.push(...seqs);
          return seqs;
        },
      }),
    });
    const { socket, peer } = enter();
    const doc = new Y.Doc();
    room.receive(peer, updateFrame(writeCard(doc, 'first').update));
    await clock.pass(100);
    // The first is being written.
    room.receive(peer, updateFrame(writeCard(doc, 'meanwhile').update));
    finish();
    await clock.pass(0);
    expect([ackedTo(socket), room.board.isSaved]).toEqual([1, false]);
    await clock.pass(100);
    finish();
    await clock.pass(100);
    expect([ackedTo(socket), room.board.isSaved, written]).toEqual([2, true, [2, 3]]);
    await drain();
  });

  test('[R30] load-without-single-flight: all who come at once are in one room', async () => {
    let loads = 0;
    const { board, drain, hub } = createMemoryHub({
      boardLog: (log) => ({
        load: async (key) => {
          loads++;
          await new Promise((resolve) => setImmediate(resolve));
          return log.load(key);
        },
      }),
    });
    const leases = await Promise.all(Array.from({ length: 20 }, () => hub.lease(board)));
    expect([loads, new Set(leases.map((lease) => lease?.room)).size]).toEqual([1, 1]);
    await drain();
  });

  test('[R1] [R7] ack-without-apply: what was not applied is not acknowledged', async () => {
    const { clock, room, enter, drain, log } = await openMemoryRoom();
    const { socket, peer } = enter();
    const orphan = new Y.Doc();
    writeCard(orphan, 'never sent');
    room.receive(peer, updateFrame(writeCard(orphan, 'orphan').update));
    room.receive(peer, updateFrame(Uint8Array.of(1, 1, 200, 7)));
    await clock.pass(1_000);
    expect(refusalsTo(socket)).toEqual(['missing', 'malformed']);
    expect(log.entries).toHaveLength(1);
    await drain();
  });

  test('merge-per-subscriber: the same bytes go to everybody who speaks the same', async () => {
    const { clock, room, enter, drain } = await openMemoryRoom();
    const author = enter();
    const ours = [enter(), enter(), enter()];
    const stock = [enter('participant', false), enter('participant', false)];
    const before = [...ours, ...stock].map(({ socket }) => socket.delivered.length);
    const doc = new Y.Doc();
    for (const text of ['one', 'two', 'three']) room.receive(author.peer, updateFrame(writeCard(doc, text).update));
    await clock.pass(200);
    const frames = [...ours, ...stock].map(({ socket }, i) => socket.delivered.slice(before[i]));
    // Not only equal: one array each, made once.
    expect(frames[1]?.every((frame, i) => frame === frames[0]?.[i])).toBe(true);
    expect(frames[2]?.every((frame, i) => frame === frames[0]?.[i])).toBe(true);
    expect(frames[4]?.every((frame, i) => frame === frames[3]?.[i])).toBe(true);
    expect(ours.map(({ socket }) => cardTexts(docOf(socket)).length)).toEqual([3, 3, 3]);
    await drain();
  });

  test('[R18] drop-on-full-and-keep-the-socket: who could not be sent everything has everything in the end', async () => {
    const limits = limitsWith({ documentBufferedBytes: 2_000, presenceBufferedBytes: 500 });
    const { clock, room, enter, drain } = await openMemoryRoom({ limits });
    const author = enter();
    const slow = [enter(), enter('participant', false)];
    for (const { socket } of slow) socket.stalled = true;
    const doc = new Y.Doc();
    for (let i = 0; i < 40; i++) {
      room.receive(author.peer, updateFrame(writeCard(doc, `${i} ${'x'.repeat(300)}`).update));
      await clock.pass(60);
    }
    for (const { socket } of slow) {
      expect(socket.buffered()).toBeLessThan(6_000);
      socket.stalled = false;
      socket.drain();
    }
    await clock.pass(1_000);
    for (const { socket } of slow) {
      expect(socket.closedWith()).toBeNull();
      expect(cardTexts(docOf(socket))).toEqual(cardTexts(doc));
    }
    await drain();
  });
});

describe('over real connections', () => {
  let server: TestServer;
  let board: TestBoard;
  beforeEach(async () => {
    const retry = { firstMs: 20, longestMs: 50 };
    server = await startTestServer({ limits: { retry, drainMs: 900, goodbyeMs: 100 } });
    board = await server.createBoard();
  });
  afterEach(() => server.dispose());

  test('[R3] save-failure-not-retried: it is, until it succeeds', async () => {
    const anna = await join(server, board, 'participant');
    let failures = 0;
    server.boardLog.failWhen = () => failures++ < 5;
    anna.sendUpdate(writeCard(anna.doc, 'in the end').update);
    await expect.poll(() => acked(anna)).toBe(1);
    expect(failures).toBe(6);
    expect(await cardsOf(server, board)).toEqual(['in the end']);
  });

  test('[R28] shutdown-hang: what cannot be saved is kept beside, and is there after the next start', async () => {
    const anna = await join(server, board, 'participant');
    server.boardLog.failing = true;
    anna.sendUpdate(writeCard(anna.doc, 'kept beside').update);
    await expect.poll(() => anna.messages().some((m) => m.type === 'notice')).toBe(true);
    expect(await server.drain()).toBe(false);
    expect(acked(anna)).toBe(0);
    server.boardLog.failing = false;
    await takeUpUnsaved(server.dataDir, server.boardLog);
    const stored = await server.boardLog.load(board.key);
    const doc = new Y.Doc();
    for (const update of [stored?.snapshot?.state, ...(stored?.tail.updates ?? [])])
      if (update !== undefined) Y.applyUpdate(doc, update);
    expect(cardTexts(doc)).toEqual(['kept beside']);
  });

  test('ban-by-address: sixty people, and sixty wrong links, behind one address keep nobody out', async () => {
    const people = await Promise.all(
      Array.from({ length: 60 }, () =>
        connectRaw({ ...addressOf(server, board, 'viewer'), wire: String(WIRE_VERSION) }),
      ),
    );
    const strangers = Array.from({ length: 60 }, () =>
      upgradeStatus({ ...addressOf(server, board, 'viewer'), token: 'A'.repeat(32) }),
    );
    expect(new Set(await Promise.all(strangers))).toEqual(new Set([401]));
    expect(await upgradeStatus(addressOf(server, board, 'participant'))).toBe(101);
    const anna = await join(server, board, 'participant');
    for (let i = 0; i < 5; i++) anna.sendUpdate(writeCard(anna.doc, `${i}`).update);
    await expect.poll(() => acked(anna)).toBe(5);
    expect(refusals(anna)).toEqual([]);
    await expect.poll(() => people.every((person) => cardTexts(person.doc).length === 5)).toBe(true);
  });
});
