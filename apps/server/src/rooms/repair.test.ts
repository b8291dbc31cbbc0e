import { authorise } from '@samrejse/model/checks/authorise';
import { encodeReplica } from '@samrejse/model/document/replica';
import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../testing/compact-here.ts';
import { cardTexts, emptyBoard, writeCard } from '../../testing/edits.ts';
import { createFaultyLog } from '../../testing/faulty-log.ts';
import { createMemoryLog } from '../../testing/memory-log.ts';
import { createMemorySocket } from '../../testing/memory-socket.ts';
import { readHeard, updatesIn } from '../../testing/raw-client.ts';
import { limitsWith } from '../../testing/test-server.ts';
import { updateFrame } from '../wire/frames.ts';
import type { Authorise } from './board/live-document.ts';
import { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';
import { INTERNAL_ERROR } from './room.ts';

/** Takes whatever comes for sound. */
const SOUND = { verdict: 'ok', touched: [], clients: [] } as const;

test('[R27] a judge that errs costs no edit: the replica is rebuilt, and what waits for its commit is in it', async () => {
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const empty = new Y.Doc();
  // Or the first entry would be its migration.
  empty.getMap('meta').set('schemaVersion', SCHEMA_VERSION);
  const memory = createMemoryLog(board, encodeReplica(empty));
  const boardLog = createFaultyLog(memory);
  const deps = { clock, log: createLog('silent'), limits: LIMITS, boardLog, authorise: () => SOUND };
  const hub = new Hub({ ...deps, readSession: async () => null, chance: () => 0, compact: compactHere });
  const room = (await hub.lease(board))?.room;
  if (room === undefined) throw new Error('the board is there');
  const [mine, theirs] = [createMemorySocket(), createMemorySocket()];
  const identity = { role: 'participant', link: 'l', person: null, speaksWire: true } as const;
  const [anna, mal] = [room.join(mine, identity), room.join(theirs, identity)];
  const heard = (socket: typeof mine) => socket.delivered.map((bytes) => readHeard(bytes));
  const said = (socket: typeof mine) => heard(socket).flatMap((h) => (h.kind === 'ours' ? [h.message] : []));

  const doc = new Y.Doc();
  room.receive(anna, updateFrame(writeCard(doc, 'safe').update));
  await clock.pass(100);
  boardLog.failing = true;
  room.receive(anna, updateFrame(writeCard(doc, 'waiting').update));
  await clock.pass(100);
  // One that waits for what never comes, and one that is no update at all.
  const orphan = new Y.Doc();
  writeCard(orphan, 'never sent');
  room.receive(mal, updateFrame(writeCard(orphan, 'orphan').update));
  expect(room.board.isSaved).toBe(false);
  room.receive(anna, updateFrame(writeCard(doc, 'during the repair').update));
  room.receive(mal, updateFrame(Uint8Array.of(1, 1, 1)));
  await clock.pass(10_000);
  boardLog.failing = false;
  await clock.pass(10_000);

  expect(said(theirs).filter((m) => m.type === 'refused')).toEqual([
    { type: 'refused', frame: 1, reason: 'malformed' },
    { type: 'refused', frame: 2, reason: 'malformed' },
  ]);
  expect(said(mine).findLast((m) => m.type === 'ack')).toMatchObject({ frames: 3 });
  expect(memory.entries).toHaveLength(4);
  const all = new Y.Doc();
  for (const frame of heard(theirs)) for (const update of updatesIn(frame)) Y.applyUpdate(all, update);
  expect(cardTexts(all)).toEqual(['during the repair', 'safe', 'waiting']);
  await hub.drain(0);
});

test('[R27] a judge that breaks down over the first edit of a board sends its author away, and nobody else', async () => {
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const boardLog = createMemoryLog(board, emptyBoard());
  let isFirst = true;
  const breaking: Authorise = (...edit) => {
    if (!isFirst) return authorise(...edit);
    isFirst = false;
    throw new Error('the judge broke down (a test said so)');
  };
  const limits = limitsWith({ documentIdleMs: 100 });
  const deps = { clock, log: createLog('silent'), limits, boardLog, authorise: breaking };
  const hub = new Hub({ ...deps, readSession: async () => null, chance: () => 0, compact: compactHere });
  const room = (await hub.lease(board))?.room;
  if (room === undefined) throw new Error('the board is there');
  const identity = { role: 'participant', link: 'l', person: null, speaksWire: true } as const;
  const [mine, theirs] = [createMemorySocket(), createMemorySocket()];
  const [anna, bo] = [room.join(mine, identity), room.join(theirs, identity)];
  // Document and bytes are gone by then: both edits wait for them.
  await clock.pass(1_000);
  room.receive(anna, updateFrame(writeCard(new Y.Doc(), 'breaks it').update));
  room.receive(bo, updateFrame(writeCard(new Y.Doc(), 'waits behind it').update));
  await clock.pass(1_000);
  expect([mine.closedWith(), theirs.closedWith()]).toEqual([INTERNAL_ERROR, null]);
  const said = theirs.delivered.map(readHeard).flatMap((h) => (h.kind === 'ours' ? [h.message] : []));
  expect(said.findLast((message) => message.type === 'ack')).toMatchObject({ frames: 1 });
  await hub.drain(0);
});
