import { rounded, spreadOf } from '../figures.ts';
import { Deliveries } from '../load/deliveries.ts';
import { meter } from '../load/meter.ts';
import { pace, type Stream } from '../load/pace.ts';
import { converged, lastOf, leaveAll, populate, waitFor } from '../load/room.ts';
import { enough, sending, writeEdits } from '../load/script.ts';
import { SERVER_IDS, type ServerId, startServer } from '../servers.ts';
import { atMost, figure, type Row, type Scenario, type Size } from './scenario.ts';

const WRITERS = 10;
const EDITS_PER_SECOND = 5;
const CURSORS_PER_SECOND = 10;
const SETTLE_MS = 5_000;

const SIZES = {
  quick: { clients: [10, 50], warmMs: 500, measureMs: 1_500 },
  full: { clients: [10, 50, 200], warmMs: 1_500, measureMs: 7_000 },
};

const runWith = async (id: ServerId, count: number, size: Size): Promise<Row> => {
  const { warmMs, measureMs } = SIZES[size];
  const server = await startServer(id, 1);
  const [room] = server.rooms;
  if (room === undefined) throw new Error('there is no room');
  try {
    const each = enough(EDITS_PER_SECOND, warmMs + measureMs);
    const deliveries = new Deliveries(WRITERS * each);
    const listener = (index: number) => ({ onDocument: deliveries.watcher(index) });
    const clients = await populate(server, { room, count, listener });
    const scripts = clients.slice(0, WRITERS).map((client, index) => ({
      client,
      edits: writeEdits({ base: server.base, index, seed: count }, each, deliveries),
    }));
    const edits = scripts.map((script) => sending(script, EDITS_PER_SECOND, deliveries));
    const seqs = new Map<number, number>();
    const cursors: Stream[] = clients.slice(0, WRITERS).map((client, i) => ({
      perSecond: CURSORS_PER_SECOND,
      send: () => {
        const seq = seqs.get(i) ?? 0;
        seqs.set(i, seq + 1);
        client.sendCursor(seq);
        return true;
      },
    }));
    await pace([...edits, ...cursors], warmMs);
    deliveries.next();
    const measured = meter(server, clients);
    await pace([...edits, ...cursors], measureMs);
    const period = measured();
    await waitFor(() => deliveries.missing() === 0, SETTLE_MS, 100);
    const { p50, p95, p99 } = spreadOf(deliveries.next());
    const missing = deliveries.missing();
    const want = lastOf(edits.flatMap(({ sent }) => sent));
    // Asked while they are there: a server that stores nothing forgets a room that is left.
    const isWhole = !server.kind.dialect.answers || (await converged(server, room, want, SETTLE_MS)) !== null;
    leaveAll(clients);
    return {
      clients: count,
      cpu: period.cpuPercent,
      frames: period.framesPerSecond,
      kb: period.kbPerSecond,
      p50: rounded(p50),
      p95: rounded(p95),
      p99: rounded(p99),
      rss: period.peakRssMb,
      missing: isWhole ? missing : `${missing}, not converged`,
      load: period.loadPercent,
    };
  } finally {
    await server.dispose();
  }
};

/** Of those that keep a document, as ours does. */
const bestPeersP50 = (clients: number) => (rows: Parameters<typeof figure>[0]) =>
  Math.min(figure(rows, 'hocuspocus', 'p50', { clients }), figure(rows, 'y-websocket', 'p50', { clients }));

export const fanOut: Scenario = {
  title: 'Fan-out',
  does: `One room; ${WRITERS} writers make ${EDITS_PER_SECOND} edits and move their cursor ${CURSORS_PER_SECOND} times a second each. Every client looks for every edit.`,
  servers: SERVER_IDS,
  columns: {
    clients: 'clients',
    cpu: 'CPU, % of a core',
    frames: 'frames out /s',
    kb: 'kB/s',
    p50: 'edit→seen p50, ms',
    p95: 'p95',
    p99: 'p99',
    rss: 'peak RSS, MB',
    missing: 'not seen',
    load: 'load generator, %',
  },
  targets: [
    {
      text: '10 clients: p50 within twice the better of Hocuspocus and the Yjs relay',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'p50', { clients: 10 }), 2 * bestPeersP50(10)(rows), 'ms'),
    },
    {
      text: '200 clients: CPU at most half of Hocuspocus’s',
      judge: (rows) =>
        atMost(
          figure(rows, 'samrejse', 'cpu', { clients: 200 }),
          figure(rows, 'hocuspocus', 'cpu', { clients: 200 }) / 2,
          '%',
        ),
    },
    {
      text: '200 clients: CPU no more than the bare relay’s',
      judge: (rows) =>
        atMost(figure(rows, 'samrejse', 'cpu', { clients: 200 }), figure(rows, 'bare', 'cpu', { clients: 200 }), '%'),
    },
    {
      text: '200 clients: at most a third of Hocuspocus’s frames',
      judge: (rows) =>
        atMost(
          figure(rows, 'samrejse', 'frames', { clients: 200 }),
          figure(rows, 'hocuspocus', 'frames', { clients: 200 }) / 3,
          'frames/s',
        ),
    },
    {
      text: '200 clients: p99 at most 60 ms',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'p99', { clients: 200 }), 60, 'ms'),
    },
  ],
  limitMs: 120_000,
  run: async (id, size) => {
    const rows: Row[] = [];
    for (const count of SIZES[size].clients) rows.push(await runWith(id, count, size));
    return rows;
  },
};
