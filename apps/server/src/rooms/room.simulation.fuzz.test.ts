/**
 * A room, several clients whose lines break, a store that fails, and a server that dies, in an order drawn from a seed.
 * What must hold: nothing is acknowledged or shown that is not durable, and in the end all have the same.
 */
import { openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { encodeReplica, knows, openReplica } from '@samrejse/model/document/replica';
import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { blankTemplates } from '@samrejse/model/templates/blank';
import { instantiate } from '@samrejse/model/templates/instantiate';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../testing/compact-here.ts';
import { ANNA } from '../../testing/edits.ts';
import { createFaultyLog } from '../../testing/faulty-log.ts';
import { createMemoryLog, type MemoryLog } from '../../testing/memory-log.ts';
import { createRandom, type Random } from '../../testing/random.ts';
import { SimulatedClient } from '../../testing/simulated-client.ts';
import { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';
import type { Room } from './room.ts';

const CLIENTS = 5;

const firstUpdate = (random: Random): Uint8Array => {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const author = { ...ANNA, random: (bytes: Uint8Array<ArrayBuffer>) => bytes.map(() => random.below(256)) };
  const [template] = blankTemplates;
  if (template === undefined) throw new Error('there are blank templates');
  instantiate(openBoard(doc), author, template, { language: 'en', persona: 'Customer' });
  return encodeReplica(doc);
};

/** What is durable, as a document that keeps up with the log. */
const followLog = (log: MemoryLog): (() => Y.Doc) => {
  const doc = openReplica();
  let seq = 0;
  return () => {
    for (; seq < log.entries.length; seq++) Y.applyUpdate(doc, log.entries[seq]?.update ?? new Uint8Array());
    return doc;
  };
};

const shown = (doc: Y.Doc): string => JSON.stringify(readSnapshot(openBoard(doc)));

const simulate = async (seed: number, steps: number) => {
  const random = createRandom(seed);
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const log = createMemoryLog(board, firstUpdate(random));
  const counts = { acknowledged: 0, seen: 0, deaths: 0 };

  const start = async () => {
    const faulty = createFaultyLog(log);
    const deps = { clock, log: createLog('silent'), limits: LIMITS, boardLog: faulty };
    const hub = new Hub({ ...deps, readSession: async () => null, chance: () => random.next(), compact: compactHere });
    const lease = await hub.lease(board);
    if (lease === null) throw new Error('the board is there');
    return { hub, faulty, room: lease.room };
  };
  let server: { hub: Hub; faulty: ReturnType<typeof createFaultyLog>; room: Room } = await start();

  const durable = followLog(log);
  const isDurable = (update: Uint8Array) => knows(durable(), update);
  const promised = {
    onAcknowledged: (update: Uint8Array) => {
      counts.acknowledged++;
      expect(isDurable(update), 'acknowledged but not durable').toBe(true);
    },
    onSeen: (update: Uint8Array) => {
      counts.seen++;
      expect(isDurable(update), 'shown but not durable').toBe(true);
    },
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => new SimulatedClient({ number, random, promised }));

  const dies = async () => {
    counts.deaths++;
    // Whatever the dead one still tries does not reach the disk.
    server.faulty.failing = true;
    for (const client of clients) client.disconnect();
    await Promise.all([server.hub.drain(0), clock.pass(1)]);
    server = await start();
  };

  for (let step = 0; step < steps; step++) {
    const client = random.pick(clients);
    const what = random.next();
    if (what < 0.35) client?.edit();
    else if (what < 0.85) client?.exchange(4);
    else if (what < 0.9) server.faulty.failing = random.chance(0.5);
    else if (what < 0.92) client?.disconnect();
    else if (what < 0.97)
      for (const other of clients)
        if (!other.isOnline) other.connect(server.room);
        else if (what > 0.995) await dies();
    await clock.pass(random.below(40));
  }

  server.faulty.failing = false;
  for (const client of clients) if (!client.isOnline) client.connect(server.room);
  for (let round = 0; round < 400; round++) {
    for (const client of clients) client.exchange(10);
    await clock.pass(500);
    if (round > 50 && server.room.board.isSaved && clients.every((client) => client.isQuiet)) break;
  }
  expect(clients.map((client) => shown(client.doc) === shown(durable()))).toEqual(clients.map(() => true));
  expect(clients.every((client) => knows(durable(), encodeReplica(client.doc)))).toBe(true);
  await Promise.all([server.hub.drain(0), clock.pass(1)]);
  return counts;
};

test.each([1, 2, 3, 4, 5, 6])(
  '[R1] [R2] seed %i: acknowledged and shown are durable, and all end equal',
  async (seed) => {
    const counts = await simulate(seed, 1_200);
    expect(counts.acknowledged).toBeGreaterThan(20);
    expect(counts.seen).toBeGreaterThan(20);
  },
);
