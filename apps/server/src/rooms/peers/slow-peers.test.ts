import { encodeReplica } from '@samrejse/model/document/replica';
import { type BoardId, mintId, type PersonId } from '@samrejse/model/records/ids';
import { CLOSE, encodeMessage } from '@samrejse/model/wire/messages';
import { NOTHING_SHOWN, presenceIntervalMs } from '@samrejse/model/wire/presence';
import { encodeShown } from '@samrejse/model/wire/presence-frame';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock, type ManualClock } from '@samrejse/runtime/testing/manual-clock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../../testing/compact-here.ts';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { createMemoryLog, type MemoryLog } from '../../../testing/memory-log.ts';
import { createMemorySocket, type MemorySocket } from '../../../testing/memory-socket.ts';
import { readHeard, updatesIn } from '../../../testing/raw-client.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { DamagedLog } from '../../store/board-log.ts';
import { stepOneFrame, updateFrame } from '../../wire/frames.ts';
import { Hub } from '../hub.ts';
import type { Room } from '../room.ts';
import type { Peer } from './peer.ts';

const LIMITS = limitsWith({
  presenceBufferedBytes: 500,
  documentBufferedBytes: 4_000,
  maxBufferedBytes: 60_000,
  updateBytes: 100_000,
  catchUp: { edits: 1_000, bytes: 5_000 },
});
const CARD = 'x'.repeat(1_000);

let clock: ManualClock;
let boardLog: MemoryLog;
let hub: Hub;
let room: Room;
let author: { peer: Peer; doc: Y.Doc };

const joinWith = (socket: MemorySocket, speaksWire = true): Peer => {
  const peer = room.join(socket, { role: 'participant', link: 'l', person: null, speaksWire });
  room.receive(peer, stepOneFrame(Y.encodeStateVector(new Y.Doc())));
  return peer;
};

/** What the other side has made of what it took. */
const docOf = (socket: MemorySocket): Y.Doc => {
  const doc = new Y.Doc();
  for (const bytes of socket.delivered) {
    const heard = readHeard(bytes);
    for (const update of updatesIn(heard)) Y.applyUpdate(doc, update);
  }
  return doc;
};

const write = async (text = CARD) => {
  room.receive(author.peer, updateFrame(writeCard(author.doc, text).update));
  await clock.pass(100);
};

beforeEach(async () => {
  clock = createManualClock();
  const board = mintId<BoardId>();
  const log = createLog('silent');
  boardLog = createMemoryLog(board, encodeReplica(new Y.Doc()));
  hub = new Hub({
    clock,
    log,
    limits: LIMITS,
    boardLog,
    readSession: async () => null,
    chance: () => 0,
    compact: compactHere,
  });
  const lease = await hub.lease(board);
  if (lease === null) throw new Error('the board is there');
  room = lease.room;
  author = { peer: joinWith(createMemorySocket()), doc: new Y.Doc() };
});
afterEach(() => hub.drain(0));

describe('a peer that does not keep up', () => {
  test('[R18] costs the others nothing, is not buried, and catches up when it can', async () => {
    const [slow, quick] = [createMemorySocket(), createMemorySocket()];
    joinWith(slow);
    joinWith(quick);
    slow.stalled = true;
    for (let i = 0; i < 30; i++) await write(`${i} ${CARD}`);
    expect(cardTexts(docOf(quick))).toHaveLength(30);
    expect(slow.buffered()).toBeLessThan(LIMITS.documentBufferedBytes + 3_000);
    slow.stalled = false;
    slow.drain();
    await clock.pass(500);
    expect(cardTexts(docOf(slow))).toEqual(cardTexts(author.doc));
    await write('afterwards');
    expect(cardTexts(docOf(slow))).toContain('afterwards');
    expect(slow.closedWith()).toBeNull();
  });

  test('[R19] is given the log in portions, the next when it has taken the last', async () => {
    const slow = createMemorySocket();
    joinWith(slow);
    slow.stalled = true;
    for (let i = 0; i < 30; i++) await write(`${i} ${CARD}`);
    let portions = 0;
    for (; portions < 30 && cardTexts(docOf(slow)).length < 30; portions++) {
      slow.drain();
      await clock.pass(LIMITS.catchUpMs * 2);
      expect(slow.buffered()).toBeLessThan(LIMITS.catchUp.bytes + 2_000);
    }
    expect(cardTexts(docOf(slow))).toHaveLength(30);
    expect(portions).toBeGreaterThan(5);
  });

  test('[R26] finds that the log has a gap: then the board is closed, to all who are in it', async () => {
    const [slow, quick] = [createMemorySocket(), createMemorySocket()];
    for (const socket of [slow, quick]) joinWith(socket);
    slow.stalled = true;
    for (let i = 0; i < 10; i++) await write();
    Object.assign(boardLog, { since: () => Promise.reject(new DamagedLog('a gap (a test said so)')) });
    slow.stalled = false;
    slow.drain();
    await clock.pass(500);
    expect([slow.closedWith(), quick.closedWith()]).toEqual([CLOSE.boardDamaged, CLOSE.boardDamaged]);
  });

  test('[R19] that asks for the whole board while its connection is full gets it when there is room', async () => {
    const slow = createMemorySocket();
    const peer = joinWith(slow);
    slow.stalled = true;
    for (let i = 0; i < 10; i++) await write();
    const before = slow.buffered();
    for (let i = 0; i < 20; i++) room.receive(peer, stepOneFrame(Y.encodeStateVector(new Y.Doc())));
    await clock.pass(500);
    expect(slow.buffered()).toBe(before);
    slow.stalled = false;
    slow.drain();
    await clock.pass(500);
    expect(cardTexts(docOf(slow))).toHaveLength(10);
  });

  test('[R18] and takes not a byte for half a minute is cut off; one that takes a little is not', async () => {
    const [dead, slow] = [createMemorySocket(), createMemorySocket()];
    for (const socket of [dead, slow]) {
      joinWith(socket);
      socket.stalled = true;
    }
    for (let i = 0; i < 10; i++) await write();
    for (let i = 0; i < 4; i++) {
      await clock.pass(LIMITS.stuckMs / 2);
      slow.drain(1);
    }
    expect(dead.closedWith()).toBe('terminated');
    expect(slow.closedWith()).toBeNull();
  });

  test('[R18] gets no presence while its connection is full', async () => {
    const slow = createMemorySocket();
    joinWith(slow, false);
    slow.stalled = true;
    await write();
    const before = slow.buffered();
    await clock.pass(LIMITS.heartbeatMs * 2);
    expect(slow.buffered()).toBe(before);
  });
});

describe('a large edit', () => {
  test('goes out in one piece with who moved, and costs nobody what they know of who is here', async () => {
    const socket = createMemorySocket();
    joinWith(socket);
    const mover = joinWith(createMemorySocket());
    const person = { id: mintId<PersonId>(), name: 'Bo', colour: 1 };
    room.receive(mover, encodeMessage({ type: 'introduce', person }));
    await clock.pass(1_000);
    const before = socket.delivered.length;
    const shown = { ...NOTHING_SHOWN, cursor: { x: 1, y: 2 } };
    room.receive(mover, encodeShown({ cursor: shown.cursor }, shown));
    await clock.pass(0);
    room.receive(mover, encodeShown({ cursor: { x: 3, y: 4 } }, shown));
    await clock.pass(presenceIntervalMs(2) * 0.7);
    await write();
    const heard = socket.delivered.slice(before).map(readHeard);
    expect(heard.map(({ kind }) => kind)).toEqual(['presence', 'presence', 'log-range']);
  });
});

describe('a silent stock client', () => {
  test('hears something at least every 20 seconds', async () => {
    const socket = createMemorySocket();
    joinWith(socket, false);
    const before = socket.delivered.length;
    await clock.pass(60_000);
    expect(socket.delivered.length - before).toBeGreaterThanOrEqual(3);
  });
});
