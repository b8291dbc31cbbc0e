import { setTimeout as sleep } from 'node:timers/promises';
import { rounded, spreadOf } from '../figures.ts';
import { meter } from '../load/meter.ts';
import { type Crowd, inSight, type Movement, spread } from '../load/movement.ts';
import { pace, type Stream } from '../load/pace.ts';
import { leaveAll, populate } from '../load/room.ts';
import { enough } from '../load/script.ts';
import { SERVER_IDS, SERVERS, type ServerId, startServer } from '../servers.ts';
import { atLeast, atMost, figure, type Row, type Scenario, type Size } from './scenario.ts';

const CURSORS_PER_SECOND = 10;
/** Of the clients so many read every place; the others only take it. */
const WATCH_EVERY = 20;
const WARM_MS = 2_000;
const LATE_MS = 2_000;

const SIZES = {
  quick: { clients: 40, measureMs: 1_500, idleMs: 1_000 },
  full: { clients: 200, measureMs: 8_000, idleMs: 6_000 },
};

const isWatcher = (index: number): boolean => (index + 1) % WATCH_EVERY === 0;

/** One crowd on one server; `views` is what the row says of it. */
const storm = async (id: ServerId, size: Size, views: string, moving: (crowd: Crowd) => Movement): Promise<Row> => {
  const { clients: count, measureMs, idleMs } = SIZES[size];
  const server = await startServer(id, 1);
  try {
    const [room] = server.rooms;
    if (room === undefined) throw new Error('there is no room');
    const most = enough(CURSORS_PER_SECOND, WARM_MS + measureMs);
    const watchers = Array.from({ length: count }, (_, index) => index).filter(isWatcher);
    const movement = moving({ count, most, watchers });
    const sentAt = new Float64Array(count * most);
    let latencies: number[] = [];
    let isMeasuring = false;
    let expected = 0;
    const listener = (index: number) => {
      if (!isWatcher(index)) return {};
      const newest = new Int32Array(count).fill(-1);
      return movement.listener(index, (who, seq) => {
        const sent = sentAt[who * most + seq] ?? 0;
        if (who === index || seq <= (newest[who] ?? 0) || sent <= 0) return;
        newest[who] = seq;
        latencies.push(performance.now() - sent);
      });
    };
    const clients = await populate(server, { room, count, listener });
    for (const client of clients) movement.begin(client);
    const streams = clients.map((client, index): Stream => {
      let seq = 0;
      return {
        perSecond: CURSORS_PER_SECOND,
        send: () => {
          // Those of the warm-up are not looked for.
          if (isMeasuring) {
            sentAt[index * most + seq] = performance.now();
            expected += movement.concerns(index, seq);
          }
          movement.send(client, seq);
          seq++;
          return true;
        },
      };
    });
    await pace(streams, Math.min(WARM_MS, measureMs));
    isMeasuring = true;
    latencies = [];
    const measured = meter(server, clients);
    await pace(streams, measureMs);
    const period = measured();
    await sleep(LATE_MS);
    const { p50, p99, count: arrived } = spreadOf(latencies);
    const idle = meter(server, clients);
    await sleep(idleMs);
    const { framesPerSecond } = idle();
    leaveAll(clients);
    return {
      clients: count,
      views,
      cpu: period.cpuPercent,
      mb: rounded(period.kbPerSecond / 1_000),
      frames: period.framesPerSecond,
      delivered: rounded((arrived / expected) * 100),
      p50: rounded(p50),
      p99: rounded(p99),
      idleFrames: framesPerSecond,
      rss: period.peakRssMb,
      load: period.loadPercent,
    };
  } finally {
    await server.dispose();
  }
};

export const presence: Scenario = {
  title: 'Presence storm',
  does: `200 clients in one room, each moving its cursor ${CURSORS_PER_SECOND} times a second; then nobody moves. One in ${WATCH_EVERY} reads every cursor it is sent. Delivered: the share of all other clients' positions that arrived (a server may drop the older of two). With views: each client draws 1,600 × 1,000 of a board of 8,000 × 4,000, tells the server so and moves within it; delivered then counts the positions in the reader's view.`,
  servers: SERVER_IDS,
  columns: {
    clients: 'clients',
    views: 'views',
    cpu: 'CPU, % of a core',
    mb: 'MB/s out',
    frames: 'frames out /s',
    delivered: 'delivered, %',
    p50: 'p50, ms',
    p99: 'p99',
    idleFrames: 'frames/s when idle',
    rss: 'peak RSS, MB',
    load: 'load generator, %',
  },
  targets: [
    { text: 'CPU at most 15 % of a core', judge: (rows) => atMost(figure(rows, 'samrejse', 'cpu'), 15, '%') },
    { text: 'at most 6 MB/s', judge: (rows) => atMost(figure(rows, 'samrejse', 'mb'), 6, 'MB/s') },
    { text: 'p99 at most 100 ms', judge: (rows) => atMost(figure(rows, 'samrejse', 'p99'), 100, 'ms') },
    { text: 'all delivered', judge: (rows) => atLeast(figure(rows, 'samrejse', 'delivered'), 99, '%') },
    {
      text: 'an idle room sends nothing',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'idleFrames'), 0, 'frames/s'),
    },
  ],
  limitMs: 90_000,
  run: async (id, size) => {
    // First: what is aimed at is a room where everybody sees everybody.
    const rows = [await storm(id, size, 'all see all', inSight)];
    if ('views' in SERVERS[id].dialect) rows.push(await storm(id, size, 'a part each', spread));
    return rows;
  },
};
