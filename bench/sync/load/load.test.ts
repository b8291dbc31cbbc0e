import { expect, test } from 'vitest';
import { mergeUpdates } from '../../../packages/model/src/document/replica.ts';
import { startServer } from '../servers.ts';
import { blankBoard } from './board.ts';
import { Deliveries } from './deliveries.ts';
import { findMarks } from './marks.ts';
import { spread } from './movement.ts';
import { clocksOf, converged, covers, lastOf, leaveAll, populate, waitFor } from './room.ts';
import { sending, writeEdits } from './script.ts';
import { Writer } from './writer.ts';

const marksIn = (bytes: Uint8Array): number[] => {
  const marks: number[] = [];
  findMarks(bytes, (mark) => marks.push(mark));
  return marks.sort((a, b) => a - b);
};

test('each edit carries its mark, merged with others too', () => {
  const edits = [0, 1, 2].flatMap((index) => {
    const writer = new Writer({ base: blankBoard(), index, seed: 1 });
    return Array.from({ length: 300 }, (_, i) => writer.edit(index * 300 + i));
  });
  const marked = edits.filter(({ mark }) => mark !== null);
  expect(marked.length).toBeGreaterThan(edits.length / 2);
  for (const { update, mark } of edits) expect(marksIn(update)).toEqual(mark === null ? [] : [mark]);
  expect(marksIn(mergeUpdates(edits.map(({ update }) => update)))).toEqual(marked.map(({ mark }) => mark));
});

test('a paste is as large as it is said to be, and carries its mark', () => {
  const writer = new Writer({ base: blankBoard(), index: 0, seed: 1, cards: 5 });
  writer.prepare();
  for (let mark = 0; mark < 50; mark++) {
    const { update } = writer.paste(mark, 16_000);
    expect(update.byteLength).toBeGreaterThan(16_000);
    expect(update.byteLength).toBeLessThan(24_000);
    expect(marksIn(update)).toEqual([mark]);
  }
});

test('a replica covers what it was given, and not what it was not', () => {
  const base = blankBoard();
  const writer = new Writer({ base, index: 0, seed: 1 });
  const edits = Array.from({ length: 20 }, (_, i) => writer.edit(i));
  const want = lastOf(edits);
  const updates = edits.map(({ update }) => update);
  expect(covers(clocksOf([base, ...updates]), want)).toBe(true);
  expect(covers(clocksOf([base, ...updates.slice(0, -1)]), want)).toBe(false);
});

test('an edit is missing until every other client that looks has seen it', () => {
  const deliveries = new Deliveries(2);
  const [mark, unsent] = [deliveries.mark(), deliveries.mark()];
  const writer = new Writer({ base: blankBoard(), index: 0, seed: 1 });
  const { update } = writer.edit(mark);
  const watch = [0, 1, 2].map((client) => deliveries.watcher(client));
  deliveries.sent(mark, 0);
  expect(deliveries.missing()).toBe(2);
  watch[1]?.(update);
  watch[1]?.(update);
  watch[0]?.(update);
  expect(deliveries.missing()).toBe(1);
  expect(deliveries.next()).toHaveLength(1);
  expect(() => deliveries.mark()).toThrow(/no|room/);
  expect(unsent).toBe(1);
});

test.each(['samrejse', 'samrejse-stock'] as const)('on %s all clients get all edits', async (id) => {
  const server = await startServer(id, 1);
  try {
    const [room] = server.rooms;
    if (room === undefined) throw new Error('there is no room');
    const deliveries = new Deliveries(100);
    const clients = await populate(server, {
      room,
      count: 4,
      listener: (index) => ({ onDocument: deliveries.watcher(index) }),
    });
    const streams = clients.slice(0, 2).map((client, index) => {
      const edits = writeEdits({ base: server.base, index, seed: 1 }, 30, deliveries);
      return sending({ client, edits }, 10, deliveries);
    });
    for (let i = 0; i < 30; i++) for (const stream of streams) stream.send(i);
    expect(await waitFor(() => deliveries.missing() === 0, 20_000)).not.toBeNull();
    expect(await converged(server, room, lastOf(streams.flatMap(({ sent }) => sent)), 20_000)).not.toBeNull();
    leaveAll(clients);
  } finally {
    await server.dispose();
  }
});

test('of a crowd spread over a board, everybody is told of the places that concern them', async () => {
  const server = await startServer('samrejse', 1);
  try {
    const [room] = server.rooms;
    if (room === undefined) throw new Error('there is no room');
    const count = 12;
    const everybody = Array.from({ length: count }, (_, index) => index);
    const movement = spread({ count, most: 2, watchers: everybody });
    const heard = new Set<string>();
    const listener = (index: number) =>
      movement.listener(index, (who, seq) => who !== index && heard.add(`${index} of ${who}, ${seq}`));
    const clients = await populate(server, { room, count, listener });
    for (const client of clients) movement.begin(client);
    for (const client of clients) movement.send(client, 0);
    const expected = everybody.reduce((sum, who) => sum + movement.concerns(who, 0), 0);
    expect(expected).toBeGreaterThan(5);
    expect(expected).toBeLessThan(count * (count - 1));
    expect(await waitFor(() => heard.size === expected, 20_000)).not.toBeNull();
    leaveAll(clients);
  } finally {
    await server.dispose();
  }
});
