/** Peers that are behind, and a log that cannot be read for them. */
import { CLOSE } from '@samrejse/model/wire/messages';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { docOf, openMemoryRoom } from '../../../testing/memory-room.ts';
import { resume } from '../../../testing/resume.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { type BoardLog, DamagedLog } from '../../store/board-log.ts';
import { updateFrame } from '../../wire/frames.ts';
import { LIMITS } from '../limits.ts';

const PEERS = 30;

/** A room whose bytes are not in memory, with some edits, so that who resumes is served from the log. */
const openQuiet = async (since: BoardLog['since']) => {
  let broken: BoardLog['since'] | null = null;
  const opened = await openMemoryRoom({
    limits: limitsWith({ bytesIdle: { leastMs: 1, mostMs: 1, bytesPerMs: 1 } }),
    boardLog: (log) => ({ since: (...read) => (broken ?? log.since)(...read) }),
  });
  const { clock, enter, room } = opened;
  const author = enter();
  const doc = new Y.Doc();
  for (let i = 0; i < 3; i++) {
    room.receive(author.peer, updateFrame(writeCard(doc, `card ${i}`).update));
    await clock.pass(500);
  }
  const setBroken = (to: typeof broken) => {
    broken = to;
  };
  return { ...opened, breakLog: () => setBroken(since), mendLog: () => setBroken(null) };
};

test('[R19] while reading fails it is tried ever more rarely, logged once, and done in the end', async () => {
  let reads = 0;
  const { clock, drain, enter, room, logged, breakLog, mendLog } = await openQuiet(async () => {
    reads++;
    throw new Error('the log cannot be read (a test said so)');
  });
  const peers = Array.from({ length: PEERS }, () => enter());
  await clock.pass(1_000);
  breakLog();
  for (const { peer } of peers) room.receive(peer, resume(2));
  await clock.pass(60_000);
  // Rounds of all peers: after 0.1, 0.2, 0.4 … 5, 5 seconds.
  expect(reads).toBeLessThanOrEqual(PEERS * 20);
  expect(reads).toBeGreaterThan(PEERS * 5);
  expect(logged()).toEqual(['reading the board for peers that are behind failed; trying again']);
  mendLog();
  const before = peers.map(({ socket }) => socket.delivered.length);
  await clock.pass(6_000);
  expect(peers.every(({ socket }, i) => socket.delivered.length > (before[i] ?? 0))).toBe(true);
  expect(peers.map(({ socket }) => cardTexts(docOf(socket)).length)).toEqual(peers.map(() => 3));
  await drain();
});

test('[R26] bytes in the log that are no update close the board to a stock client that needs them, and the process goes on', async () => {
  const { clock, drain, enter, logged, breakLog, room } = await openQuiet(async (_, after) => ({
    after,
    updates: [Uint8Array.of(1, 1, 200, 7), Uint8Array.of(1, 1, 200, 7)],
    seq: after + 2,
  }));
  const stock = enter('participant', false);
  await clock.pass(1_000);
  breakLog();
  room.receive(stock.peer, resume(2));
  await clock.pass(10_000);
  expect(stock.socket.closedWith()).toBe(CLOSE.boardDamaged);
  expect(logged()).toEqual(['the log of this board is damaged; it is closed']);
  await drain();
});

test('[R26] whoever comes to a room of a damaged board is sent away, and nothing is read for them', async () => {
  let reads = 0;
  const { clock, drain, enter, logged, room, breakLog } = await openQuiet(async () => {
    reads++;
    throw new DamagedLog('a gap (a test said so)');
  });
  const peers = Array.from({ length: PEERS }, () => enter());
  await clock.pass(1_000);
  breakLog();
  for (const { peer } of peers) room.receive(peer, resume(2));
  await clock.pass(1_000);
  expect(new Set(peers.map(({ socket }) => socket.closedWith()))).toEqual(new Set([CLOSE.boardDamaged]));
  const before = reads;
  const late = enter();
  expect(late.socket.closedWith()).toBe(CLOSE.boardDamaged);
  room.receive(late.peer, resume(2));
  await clock.pass(60_000);
  expect(reads).toBe(before);
  expect(logged()).toEqual(['the log of this board is damaged; it is closed']);
  await drain();
});

// It was read for again and again, in one turn of the event loop, which never came to the end of its connection.
test('[R19] a peer that is sent away while the log is read for it is not read for again', async () => {
  let reads = 0;
  let finish = () => {};
  const { clock, drain, enter, log, room, breakLog } = await openQuiet(async (...read) => {
    reads++;
    if (reads > 10) throw new Error('it is read for again');
    if (reads === 1)
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    return log.since(...read);
  });
  const { peer } = enter();
  await clock.pass(1_000);
  breakLog();
  room.receive(peer, resume(2));
  await clock.pass(100);
  room.dismissLink('l');
  finish();
  await clock.pass(1_000);
  expect(reads).toBe(1);
  await drain();
});

test('[R19] a peer that waits for the log is not taken for one that takes nothing', async () => {
  const { clock, drain, enter, room, breakLog, mendLog } = await openQuiet(() => Promise.reject(new Error('no disk')));
  const { peer, socket } = enter();
  await clock.pass(1_000);
  breakLog();
  room.receive(peer, resume(2));
  await clock.pass(LIMITS.stuckMs * 2);
  expect(socket.closedWith()).toBeNull();
  mendLog();
  await clock.pass(LIMITS.retry.longestMs);
  expect(cardTexts(docOf(socket))).toHaveLength(3);
  await drain();
});
