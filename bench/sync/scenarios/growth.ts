import { setTimeout as sleep } from 'node:timers/promises';
import { rounded, spreadOf } from '../figures.ts';
import { type Client, inBatches } from '../load/client.ts';
import { Deliveries } from '../load/deliveries.ts';
import { meter } from '../load/meter.ts';
import { pace } from '../load/pace.ts';
import { leaveAll, populate } from '../load/room.ts';
import { enough, sending, writeEdits } from '../load/script.ts';
import { startServer } from '../servers.ts';
import { atMost, figure, type Row, type Scenario } from './scenario.ts';

/** What was sent last gets so long to arrive. */
const LATE_MS = 300;

const PEER_SIZES = {
  quick: { peers: [10, 20], measureMs: 1_000 },
  full: { peers: [10, 25, 50, 100, 200], measureMs: 4_000 },
};
const WRITERS = 10;
const EDITS_PER_SECOND = 5;

/** Cost of an edit delivered to one peer, as the room grows; the same writers at the same rate throughout. */
export const growthByPeers: Scenario = {
  title: 'Growth by peers',
  does: `One room that fills up; ${WRITERS} writers make ${EDITS_PER_SECOND} edits/s each throughout, no cursors.`,
  servers: ['samrejse', 'hocuspocus', 'y-websocket', 'bare'],
  columns: {
    peers: 'peers',
    perDelivery: 'CPU µs per delivered edit',
    cpu: 'CPU, % of a core',
    p50: 'edit→seen p50, ms',
    p99: 'p99',
    rss: 'RSS, MB',
    load: 'load generator, %',
  },
  targets: [
    {
      text: 'a delivered edit costs no more at 200 peers than at 10',
      judge: (rows) =>
        atMost(
          figure(rows, 'samrejse', 'perDelivery', { peers: 200 }),
          figure(rows, 'samrejse', 'perDelivery', { peers: 10 }),
          'µs',
        ),
    },
  ],
  limitMs: 120_000,
  run: async (id, size) => {
    const { peers, measureMs } = PEER_SIZES[size];
    const server = await startServer(id, 1);
    try {
      const [room] = server.rooms;
      if (room === undefined) throw new Error('there is no room');
      const each = enough(EDITS_PER_SECOND, measureMs) * (peers.length + 1);
      const deliveries = new Deliveries(WRITERS * each);
      const listener = (index: number) => ({ onDocument: deliveries.watcher(index) });
      const clients = await populate(server, { room, count: WRITERS, listener });
      const streams = clients.map((client, index) => {
        const edits = writeEdits({ base: server.base, index, seed: 8 }, each, deliveries);
        return sending({ client, edits }, EDITS_PER_SECOND, deliveries);
      });
      await pace(streams, measureMs);
      const rows: Row[] = [];
      for (const count of peers) {
        const more = count - clients.length;
        if (more > 0) {
          const from = clients.length;
          clients.push(...(await populate(server, { room, count: more, from, isNew: false, listener })));
        }
        await sleep(500);
        deliveries.next();
        const measured = meter(server, clients);
        const { sent } = await pace(streams, measureMs);
        const period = measured();
        await sleep(LATE_MS);
        const { p50, p99 } = spreadOf(deliveries.next());
        rows.push({
          peers: count,
          perDelivery: rounded((period.cpuMs * 1_000) / (sent * (count - 1))),
          cpu: period.cpuPercent,
          p50: rounded(p50),
          p99: rounded(p99),
          rss: period.rssMb,
          load: period.loadPercent,
        });
      }
      leaveAll(clients);
      return rows;
    } finally {
      await server.dispose();
    }
  },
};

/** Both long enough that our server pings every line once in each. The relays ping nobody. */
const ROOM_SIZES = {
  quick: { rooms: [10, 50], measureMs: 1_000, restMs: 500, settleMs: 300 },
  full: { rooms: [10, 100, 1_000, 5_000], measureMs: 9_000, restMs: 9_000, settleMs: 1_500 },
};
const BUSY_ROOMS = 10;
const EDITS_PER_BUSY_ROOM_PER_SECOND = 10;
const JOIN_AT_ONCE = 25;

/** Cost of a room that is open and silent, and of an edit beside so many of them. */
export const growthByRooms: Scenario = {
  title: 'Growth by rooms',
  does: `More and more rooms are open, each with one silent client; ${BUSY_ROOMS} of them have a second client that makes ${EDITS_PER_BUSY_ROOM_PER_SECOND} edits/s, then rests. At rest nobody edits, and the server only keeps the connections alive. kB per room: growth since the server's start. CPU per edit: without the cost of the connections at rest.`,
  servers: ['samrejse', 'hocuspocus', 'y-websocket', 'bare'],
  columns: {
    rooms: 'rooms',
    perRoom: 'kB per room',
    rss: 'RSS, MB',
    atRest: 'CPU at rest, %',
    perEdit: 'CPU µs per edit',
    p50: 'edit→seen p50, ms',
    p99: 'p99',
    opening: 'to open a room, ms',
    load: 'load generator, %',
  },
  targets: [
    {
      text: '5,000 open boards at most 350 MB',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'rss', { rooms: 5_000 }), 350, 'MB'),
    },
    {
      text: 'an edit costs at most a quarter more beside 5,000 rooms than beside 10',
      judge: (rows) =>
        atMost(
          figure(rows, 'samrejse', 'perEdit', { rooms: 5_000 }),
          figure(rows, 'samrejse', 'perEdit', { rooms: 10 }) * 1.25,
          'µs',
        ),
    },
  ],
  limitMs: 200_000,
  run: async (id, size) => {
    const { rooms, measureMs, restMs, settleMs } = ROOM_SIZES[size];
    const server = await startServer(id, Math.max(...rooms));
    try {
      const atStart = server.process().usage().rssMb;
      const each = enough(EDITS_PER_BUSY_ROOM_PER_SECOND, measureMs) * (rooms.length + 1);
      const all = new Deliveries(BUSY_ROOMS * each);
      const open = async (index: number): Promise<Client> => {
        const room = server.rooms[index];
        if (room === undefined) throw new Error('there are not rooms enough');
        // Of the busy rooms each silent client has a number of its own, as a watcher has.
        const listener = () => (index < BUSY_ROOMS ? { onDocument: all.watcher(index) } : {});
        const [client] = await populate(server, { room, count: 1, listener });
        if (client === undefined) throw new Error('nobody joined');
        return client;
      };
      const silent = await inBatches(BUSY_ROOMS, open, JOIN_AT_ONCE);
      const writers = await inBatches(BUSY_ROOMS, async (index) => {
        const room = server.rooms[index];
        if (room === undefined) throw new Error('there are not rooms enough');
        const [client] = await populate(server, { room, count: 1, from: BUSY_ROOMS + index, isNew: false });
        if (client === undefined) throw new Error('nobody joined');
        const edits = writeEdits({ base: server.base, index: BUSY_ROOMS + index, seed: 9 }, each, all);
        return { client, stream: sending({ client, edits }, EDITS_PER_BUSY_ROOM_PER_SECOND, all) };
      });
      const streams = writers.map(({ stream }) => stream);
      await pace(streams, measureMs);
      const rows: Row[] = [];
      for (const count of rooms) {
        const from = silent.length;
        const began = performance.now();
        silent.push(...(await inBatches(count - from, (i) => open(from + i), JOIN_AT_ONCE)));
        const openingMs = count === from ? null : rounded((performance.now() - began) / (count - from));
        await sleep(settleMs);
        const rested = meter(server, silent);
        await sleep(restMs);
        const rest = rested();
        all.next();
        const measured = meter(server, silent);
        const { sent } = await pace(streams, measureMs);
        const period = measured();
        const keptAliveMs = (rest.cpuMs / rest.ms) * period.ms;
        await sleep(LATE_MS);
        const { p50, p99 } = spreadOf(all.next());
        rows.push({
          rooms: count,
          perRoom: rounded(((period.rssMb - atStart) * 1_024) / count),
          rss: period.rssMb,
          atRest: rest.cpuPercent,
          perEdit: rounded(((period.cpuMs - keptAliveMs) * 1_000) / sent),
          p50: rounded(p50),
          p99: rounded(p99),
          opening: openingMs,
          load: period.loadPercent,
        });
      }
      leaveAll([...silent, ...writers.map(({ client }) => client)]);
      return rows;
    } finally {
      await server.dispose();
    }
  },
};
