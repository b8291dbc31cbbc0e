/** A room full of clients, and what it holds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { applyTo, encodeReplica, openReplica, stateVectorOf } from '../../../packages/model/src/document/replica.ts';
import type { RunningServer } from '../servers.ts';
import { readStateVector } from '../wire/bytes.ts';
import type { RoomAddress } from '../wire/dialect.ts';
import { stockDialect } from '../wire/stock.ts';
import { Client, inBatches, type Listener } from './client.ts';
import type { RealEdit } from './writer.ts';

export interface Crowd {
  readonly room: RoomAddress;
  readonly count: number;
  /** Of the first client. */
  readonly from?: number;
  /** Whether the room is new, so that its content must be brought where the server does not make boards. */
  readonly isNew?: boolean;
  readonly listener?: (index: number) => Listener;
}

/** Clients in one room; the first is in before the others come. */
export const populate = async (server: RunningServer, crowd: Crowd): Promise<Client[]> => {
  const { kind, base } = server;
  const { port } = server.process();
  const { room, count, from = 0, isNew = true, listener } = crowd;
  const join = (index: number) =>
    Client.join({ dialect: kind.dialect, port, room, index, listener: listener?.(index) ?? {} });
  const first = await join(from);
  if (isNew && !kind.makesBoards) first.sendUpdate(base);
  return [first, ...(await inBatches(count - 1, (i) => join(from + i + 1)))];
};

export const leaveAll = (clients: readonly Client[]): void => {
  for (const client of clients) client.leave();
};

export interface Content {
  /** All of it, as one update. */
  readonly update: Uint8Array;
  /** By client: how far their edits reach. */
  readonly clocks: ReadonlyMap<number, number>;
}

export const clocksOf = (updates: readonly Uint8Array[]): Map<number, number> => {
  const replica = openReplica();
  for (const update of updates) applyTo(replica, update);
  const clocks = readStateVector(stateVectorOf(replica));
  replica.destroy();
  return clocks;
};

const ANSWER_QUIET_MS = 200;
const ANSWER_TIMEOUT_MS = 10_000;

/** What a room holds, as a newcomer is told. */
export const contentOf = async (server: RunningServer, room: RoomAddress): Promise<Content> => {
  const updates: Uint8Array[] = [];
  let lastAt = 0;
  const client = await Client.join({
    dialect: server.kind.makesBoards ? stockDialect : server.kind.dialect,
    port: server.process().port,
    room,
    index: 0,
    listener: {
      onDocument: (update) => {
        updates.push(Uint8Array.from(update));
        lastAt = performance.now();
      },
    },
  });
  // A server may answer in several frames.
  await waitFor(() => performance.now() - lastAt > ANSWER_QUIET_MS, ANSWER_TIMEOUT_MS);
  client.leave();
  const replica = openReplica();
  for (const update of updates) applyTo(replica, update);
  const content = { update: encodeReplica(replica), clocks: readStateVector(stateVectorOf(replica)) };
  replica.destroy();
  return content;
};

/** The last edit of each client: whoever has these has all. */
export const lastOf = (edits: Iterable<RealEdit>): Map<number, number> => {
  const clocks = new Map<number, number>();
  for (const { client, clock } of edits) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  return clocks;
};

export const covers = (have: ReadonlyMap<number, number>, want: ReadonlyMap<number, number>): boolean =>
  [...want].every(([client, clock]) => (have.get(client) ?? 0) >= clock);

const ASK_EVERY_MS = 500;

/** Asks until the room holds all that was sent; null if it does not in time. */
export const converged = async (
  server: RunningServer,
  room: RoomAddress,
  want: ReadonlyMap<number, number>,
  timeoutMs: number,
): Promise<Content | null> => {
  const until = performance.now() + timeoutMs;
  do {
    const content = await contentOf(server, room);
    if (covers(content.clocks, want)) return content;
    await sleep(ASK_EVERY_MS);
  } while (performance.now() < until);
  return null;
};

/** Waits until `isTrue`; the ms it took, or null if it was not in time. */
export const waitFor = async (isTrue: () => boolean, timeoutMs: number, everyMs = 20): Promise<number | null> => {
  const began = performance.now();
  while (!isTrue()) {
    if (performance.now() - began > timeoutMs) return null;
    await sleep(everyMs);
  }
  return performance.now() - began;
};
