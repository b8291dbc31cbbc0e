import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../testing/compact-here.ts';
import { emptyBoard, writeCard } from '../../testing/edits.ts';
import { createMemoryLog } from '../../testing/memory-log.ts';
import { createMemorySocket } from '../../testing/memory-socket.ts';
import { limitsWith } from '../../testing/test-server.ts';
import { createLog } from '../log.ts';
import { updateFrame } from '../wire/frames.ts';
import { Hub } from './hub.ts';

test('memory is given back when many have left and it is quiet, and not while anybody edits', async () => {
  const clock = createManualClock();
  const logs = new Map<BoardId, ReturnType<typeof createMemoryLog>>();
  const boards = Array.from({ length: 6 }, () => mintId<BoardId>());
  for (const board of boards) logs.set(board, createMemoryLog(board, emptyBoard()));
  const [first] = logs.values();
  if (first === undefined) throw new Error('there are boards');
  let collections = 0;
  const hub = new Hub({
    clock,
    log: createLog('silent'),
    limits: limitsWith({ tidy: { released: 3, afterMs: 2_000 }, idleMs: 1_000, documentIdleMs: 20_000 }),
    boardLog: { ...first, load: async (key) => logs.get(key.board)?.load(key) ?? null },
    readSession: async () => null,
    chance: () => 0,
    compact: compactHere,
    collect: () => void collections++,
  });
  const leases = [];
  for (const board of boards) leases.push(await hub.lease(board));
  const [editing, ...leaving] = leases;
  const peer = editing?.room.join(createMemorySocket(), {
    role: 'participant',
    link: 'l',
    person: null,
    speaksWire: true,
  });
  if (peer !== undefined) editing?.room.receive(peer, updateFrame(writeCard(new Y.Doc(), 'busy').update));
  for (const lease of leaving.slice(0, 4)) lease?.release();
  await clock.pass(5_000);
  expect([collections, hub.peek(boards[1] ?? mintId())]).toEqual([0, null]);
  // The document was put away meanwhile.
  await clock.pass(30_000);
  leaving[4]?.release();
  await clock.pass(5_000);
  expect(collections).toBe(1);
  await Promise.all([hub.drain(0), clock.pass(1)]);
});
