import { setTimeout as sleep } from 'node:timers/promises';
import { rounded, spreadOf } from '../figures.ts';
import { type Client, inBatches } from '../load/client.ts';
import { Deliveries } from '../load/deliveries.ts';
import { findMarks } from '../load/marks.ts';
import { meter } from '../load/meter.ts';
import { pace, type Stream } from '../load/pace.ts';
import { leaveAll, populate, waitFor } from '../load/room.ts';
import { enough, sending, writeEdits } from '../load/script.ts';
import { type RunningServer, startServer } from '../servers.ts';
import { atMost, figure, type Scenario } from './scenario.ts';

const PER_ROOM = 2;
const EDITS_PER_SECOND = 1;
const JOIN_AT_ONCE = 20;
const SETTLE_MS = 5_000;
const WARM_ROOMS = 20;
const WARM_EDITS_PER_SECOND = 20;

const SIZES = {
  quick: { rooms: 40, warmMs: 500, measureMs: 2_000, afterMs: 1_500, laterMs: 500 },
  full: { rooms: 500, warmMs: 4_000, measureMs: 20_000, afterMs: 30_000, laterMs: 4_000 },
};

/** Edits in the rooms from `first` on, which nobody looks for. */
const warm = async (server: RunningServer, first: number, ms: number): Promise<void> => {
  const each = enough(WARM_EDITS_PER_SECOND, ms);
  const deliveries = new Deliveries(WARM_ROOMS * each);
  const rooms = server.rooms.slice(first, first + WARM_ROOMS);
  const clients: Client[] = [];
  for (const room of rooms) clients.push(...(await populate(server, { room, count: 1 })));
  const streams = clients.map((client, index) => {
    const edits = writeEdits({ base: server.base, index, seed: 5 }, each, deliveries);
    return sending({ client, edits }, WARM_EDITS_PER_SECOND, deliveries);
  });
  await pace(streams, ms);
  leaveAll(clients);
};

export const manyRooms: Scenario = {
  title: 'Many rooms',
  does: 'Rooms of 2 clients that make 1 edit/s each; all rooms run the same two scripts and begin at the same time; then everybody leaves. Before that, other rooms are edited for some seconds, because a process that has just started spends most of its time compiling. kB per room: growth of the server since its start. No garbage collection is forced.',
  servers: ['samrejse', 'hocuspocus', 'y-websocket', 'bare'],
  columns: {
    rooms: 'rooms',
    p50: 'edit→seen p50, ms',
    p95: 'p95',
    p99: 'p99',
    cpuPerEdit: 'CPU µs per edit',
    idle: 'RSS at start, MB',
    busy: 'RSS busy, MB',
    after: 'RSS 30 s after all left, MB',
    perRoom: 'kB per room',
    later: 'kB per room, 4 s later',
    missing: 'not seen',
    load: 'load generator, %',
  },
  targets: [
    {
      text: 'p99 at most 50 ms',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'p99'), 50, 'ms'),
    },
    {
      text: 'CPU per edit at most half of Hocuspocus’s, which stores too',
      judge: (rows) =>
        atMost(figure(rows, 'samrejse', 'cpuPerEdit'), figure(rows, 'hocuspocus', 'cpuPerEdit') / 2, 'µs'),
    },
    {
      text: 'at most 20 kB per emptied room 30 s later',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'perRoom'), 20, 'kB'),
    },
  ],
  limitMs: 180_000,
  run: async (id, size) => {
    const { rooms: count, warmMs, measureMs, afterMs, laterMs } = SIZES[size];
    const server = await startServer(id, count + WARM_ROOMS);
    try {
      const atStart = server.process().usage();
      await warm(server, count, warmMs);
      const each = enough(EDITS_PER_SECOND, measureMs);
      // The same edits in every room: bytes to the server, and real ones. A mark's time is kept for each room apart.
      const scripts = Array.from({ length: PER_ROOM }, (_, index) => {
        const numbering = new Deliveries(each * PER_ROOM);
        for (let i = 0; i < index * each; i++) numbering.mark();
        return writeEdits({ base: server.base, index, seed: 3 }, each, numbering);
      });
      const marks = each * PER_ROOM;
      const sentAt = new Float64Array(count * marks);
      const latencies: number[] = [];
      let waiting = 0;
      const rooms = await inBatches(
        count,
        async (room) => {
          const address = server.rooms[room];
          if (address === undefined) throw new Error('there are not rooms enough');
          const listener = (index: number) => ({
            onDocument: (update: Uint8Array) =>
              findMarks(update, (mark) => {
                const at = room * marks + mark;
                const sent = sentAt[at] ?? 0;
                // Scripts number their marks one after the other, so a mark says whose it is.
                if (sent === 0 || Math.floor(mark / each) === index) return;
                latencies.push(performance.now() - sent);
                sentAt[at] = 0;
                waiting--;
              }),
          });
          return populate(server, { room: address, count: PER_ROOM, listener });
        },
        JOIN_AT_ONCE,
      );
      const clients: Client[] = rooms.flat();
      await sleep(Math.min(2_000, measureMs));
      let sent = 0;
      const streams = rooms.flatMap((people, room) =>
        people.map(
          (client, index): Stream => ({
            perSecond: EDITS_PER_SECOND,
            send: (i) => {
              const edit = scripts[index]?.[i];
              if (edit === undefined) return false;
              if (edit.mark !== null) {
                sentAt[room * marks + edit.mark] = performance.now();
                waiting++;
              }
              client.sendUpdate(edit.update);
              sent++;
              return true;
            },
          }),
        ),
      );
      const measured = meter(server, clients);
      await pace(streams, measureMs);
      const period = measured();
      await waitFor(() => waiting === 0, SETTLE_MS);
      leaveAll(clients);
      await sleep(afterMs);
      const after = server.process().usage();
      await sleep(laterMs);
      const later = server.process().usage();
      const { p50, p95, p99 } = spreadOf(latencies);
      const perRoom = (rssMb: number) => rounded(((rssMb - atStart.rssMb) * 1_024) / count);
      return [
        {
          rooms: count,
          p50: rounded(p50),
          p95: rounded(p95),
          p99: rounded(p99),
          cpuPerEdit: rounded((period.cpuMs * 1_000) / sent),
          idle: rounded(atStart.rssMb),
          busy: period.rssMb,
          after: rounded(after.rssMb),
          perRoom: perRoom(after.rssMb),
          later: perRoom(later.rssMb),
          missing: waiting,
          load: period.loadPercent,
        },
      ];
    } finally {
      await server.dispose();
    }
  },
};
