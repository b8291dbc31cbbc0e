import { openBoard } from '@samrejse/model/document/board';
import { type BoardId, mintId } from '@samrejse/model/records/ids';
import type { Session } from '@samrejse/model/session/session';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../testing/compact-here.ts';
import { emptyBoard, writeCard } from '../../testing/edits.ts';
import { createMemoryLog } from '../../testing/memory-log.ts';
import { ackedTo, createMemoryHub } from '../../testing/memory-room.ts';
import { createMemorySocket } from '../../testing/memory-socket.ts';
import { readHeard } from '../../testing/raw-client.ts';
import { limitsWith } from '../../testing/test-server.ts';
import { boardDocument, DamagedLog } from '../store/board-log.ts';
import type { HeldSession } from '../store/sessions.ts';
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
  // The document was unloaded meanwhile.
  await clock.pass(30_000);
  leaving[4]?.release();
  await clock.pass(5_000);
  expect(collections).toBe(1);
  await Promise.all([hub.drain(0), clock.pass(1)]);
});

describe('loading a board', () => {
  /** A board of the first version: it is migrated as soon as there is a room. */
  const oldBoard = (): Uint8Array => {
    const doc = new Y.Doc();
    openBoard(doc).meta.set('schemaVersion', 1);
    return Y.encodeStateAsUpdate(doc);
  };

  test('[R27] whose session cannot be read leaves no room behind that would write beside the next one', async () => {
    let isFirst = true;
    const readSession = async () => {
      if (!isFirst) return null;
      isFirst = false;
      throw new Error('the sessions cannot be read (a test said so)');
    };
    const { board, clock, drain, hub, log } = createMemoryHub({ first: oldBoard(), readSession });
    await expect(hub.lease(board)).rejects.toThrow('cannot be read');
    const lease = await hub.lease(board);
    const socket = createMemorySocket();
    const peer = lease?.room.join(socket, { role: 'participant', link: 'l', person: null, speaksWire: true });
    if (peer !== undefined) lease?.room.receive(peer, updateFrame(writeCard(new Y.Doc(), 'kept').update));
    await clock.pass(1_000);
    expect([ackedTo(socket), socket.closedWith(), hub.isSaving]).toEqual([1, null, true]);
    // The first edit, one migration, one card.
    expect(log.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    lease?.release();
    await clock.pass(60_000);
    expect(hub.roomCount).toBe(0);
    await drain();
  });

  test('shows the newest session, also one that is changed while the board is being loaded', async () => {
    const running = (title: string): Session => ({ state: 'running', title, endsAt: 60_000, totalMs: 60_000 });
    let finish = (_: HeldSession) => {};
    const reading = new Promise<HeldSession>((resolve) => {
      finish = resolve;
    });
    const { board, clock, drain, hub } = createMemoryHub({ readSession: () => reading });
    const leasing = hub.lease(board);
    await clock.pass(0);
    hub.showSession(board, { session: running('newest'), revision: 2 });
    finish({ session: running('read'), revision: 1 });
    const lease = await leasing;
    const socket = createMemorySocket();
    lease?.room.join(socket, { role: 'participant', link: 'l', person: null, speaksWire: true });
    const [welcome] = socket.delivered.map(readHeard);
    expect(welcome).toMatchObject({ kind: 'ours', message: { type: 'welcome', session: { title: 'newest' } } });
    await drain();
  });

  test('[R26] that is damaged is read once and logged once, however many ask', async () => {
    let loads = 0;
    const { board, drain, hub, logged } = createMemoryHub({
      boardLog: (log) => ({
        load: async (key) => {
          loads++;
          const stored = await log.load(key);
          const snapshot = { seq: 1, state: emptyBoard(), knownIds: Uint8Array.of(200, 200, 200), version: 2 };
          return stored === null ? null : { ...stored, snapshot, tail: { after: 1, seq: 1, updates: [] } };
        },
      }),
    });
    for (let i = 0; i < 3; i++) await expect(hub.lease(board)).rejects.toThrow(DamagedLog);
    expect([loads, hub.roomCount]).toEqual([1, 0]);
    expect(logged()).toEqual(['the log of this board is damaged; it is closed']);
    await drain();
  });

  test('that turns out to be damaged when it is brought to today’s shape opens no room', async () => {
    const orphan = new Y.Doc();
    writeCard(orphan, 'never sent');
    const { board, clock, drain, hub, log, logged } = createMemoryHub({ first: oldBoard() });
    await log.append([
      {
        ...boardDocument(board),
        update: writeCard(orphan, 'orphan').update,
        author: null,
        at: 0,
        receipt: null,
        owned: [],
      },
    ]);
    for (let i = 0; i < 3; i++) await expect(hub.lease(board)).rejects.toThrow(DamagedLog);
    await clock.pass(60_000);
    expect(logged()).toEqual(['the log of this board is damaged; it is closed']);
    expect(hub.roomCount).toBe(0);
    await drain();
  });
});
