import { rounded, spreadOf } from '../figures.ts';
import { Deliveries } from '../load/deliveries.ts';
import { meter } from '../load/meter.ts';
import { pace } from '../load/pace.ts';
import { converged, lastOf, leaveAll, populate, waitFor } from '../load/room.ts';
import { enough, sending, writeEdits } from '../load/script.ts';
import { type RunningServer, startServer } from '../servers.ts';
import { atLeast, figure, type Scenario } from './scenario.ts';

const CLIENTS = 100;
const FEWEST_WRITERS = 10;
/** Our server takes 1,000 frames a second of one person; well below it, more of the clients write, on every server alike. */
const MOST_PER_WRITER = 300;
/** Of the clients so many look for every edit; the others only take it. All would cost the load generator its core. */
const WATCHERS = 5;
const P99_LIMIT_MS = 250;
/** Of the rate asked for, what the load generator must have sent. */
const LEAST_SHARE_SENT = 0.95;
const DRAIN_TIMEOUT_MS = 30_000;
const CONVERGE_TIMEOUT_MS = 15_000;
const LOAD_IS_FULL_PERCENT = 90;
/** Our server refuses what one board is sent beyond 10,000 a second and a burst of 20,000; to refuse is not to be overloaded. */
const MOST_RATE = 19_000;
const NOT_REACHED = 'not reached';

const SIZES = {
  quick: { rates: [300, 1_200], stepMs: 800, refine: 0 },
  full: {
    rates: [400, 700, 1_000, 1_500, 2_200, 3_300, 5_000, 7_500, 11_000, 14_500, 19_000],
    stepMs: 2_000,
    refine: 2,
  },
};

interface Step {
  readonly rate: number;
  readonly holds: boolean;
  readonly sentPerSecond: number;
  readonly p99: number;
  readonly cpu: number;
  readonly load: number;
  /** Until every watcher had everything; null if that never came. */
  readonly drainedMs: number | null;
  readonly missing: number;
  readonly converges: boolean;
}

/** Each step has a room of its own, so that none pays for what the one before has left in the document. */
const step = async (server: RunningServer, roomIndex: number, rate: number, stepMs: number): Promise<Step> => {
  const room = server.rooms[roomIndex];
  if (room === undefined) throw new Error('there are not rooms enough');
  const writers = Math.min(CLIENTS, Math.max(FEWEST_WRITERS, Math.ceil(rate / MOST_PER_WRITER)));
  const each = enough(rate / writers, stepMs);
  const deliveries = new Deliveries(writers * each);
  // The last of them too: whom the server gets to last.
  const isWatcher = (index: number) => (index + 1) % (CLIENTS / WATCHERS) === 0;
  const listener = (index: number) => (isWatcher(index) ? { onDocument: deliveries.watcher(index) } : {});
  const clients = await populate(server, { room, count: CLIENTS, listener });
  const streams = clients.slice(0, writers).map((client, index) => {
    const edits = writeEdits({ base: server.base, index, seed: rate }, each, deliveries);
    return sending({ client, edits }, rate / writers, deliveries);
  });
  const measured = meter(server, clients);
  const { sent, elapsedMs } = await pace(streams, stepMs);
  const period = measured();
  const drainedMs = await waitFor(() => deliveries.missing() === 0, DRAIN_TIMEOUT_MS, 50);
  const { p99 } = spreadOf(deliveries.next());
  const missing = deliveries.missing();
  const want = lastOf(streams.flatMap((stream) => stream.sent));
  const converges = !server.kind.dialect.answers || (await converged(server, room, want, CONVERGE_TIMEOUT_MS)) !== null;
  leaveAll(clients);
  const sentPerSecond = (sent / elapsedMs) * 1_000;
  return {
    rate,
    holds: missing === 0 && converges && p99 <= P99_LIMIT_MS && sentPerSecond >= rate * LEAST_SHARE_SENT,
    sentPerSecond,
    p99,
    cpu: period.cpuPercent,
    load: period.loadPercent,
    drainedMs,
    missing,
    converges,
  };
};

export const saturation: Scenario = {
  title: 'Saturation',
  does: `One room, ${CLIENTS} clients, at least ${FEWEST_WRITERS} writers, never over ${MOST_PER_WRITER} edits/s each; the rate is raised until p99 is over ${P99_LIMIT_MS} ms or an edit is lost, two times running; then the limit is narrowed down. After that the clients send twice the rate that broke it, but at most ${MOST_RATE}: measured are the time until everybody has everything, and whether the server then sustains half of its best rate again. ${WATCHERS} of the clients look for every edit.`,
  servers: ['samrejse', 'hocuspocus', 'y-websocket', 'bare'],
  columns: {
    sustained: 'edits/s sustained',
    deliveries: 'deliveries/s',
    p99: 'p99 there, ms',
    cpu: 'CPU there, %',
    broke: 'broke at, edits/s',
    why: 'how',
    recovered: 'overload: caught up in, ms',
    again: 'half holds again',
    load: 'load generator at the break, %',
  },
  targets: [
    {
      text: 'at least Hocuspocus’s edits/s',
      judge: (rows) =>
        atLeast(figure(rows, 'samrejse', 'sustained'), figure(rows, 'hocuspocus', 'sustained'), 'edits/s'),
    },
    {
      text: 'after overload it recovers by itself and converges',
      judge: (rows) => {
        const row = rows.samrejse?.[0];
        if (row === undefined) return null;
        const { broke, recovered, again } = row;
        if (broke === NOT_REACHED) return null;
        const met = recovered !== null && again === true;
        return { measured: met ? `caught up in ${recovered} ms` : 'it did not', met };
      },
    },
  ],
  limitMs: 180_000,
  run: async (id, size) => {
    const { rates, stepMs, refine } = SIZES[size];
    const server = await startServer(id, 2 * (rates.length + refine + 3));
    try {
      let rooms = 0;
      const once = (rate: number) => step(server, rooms++, rate, stepMs);
      /** What fails is tried again: something else on the machine may have taken the core for a moment. */
      const next = async (rate: number): Promise<Step> => {
        const tried = await once(rate);
        return tried.holds ? tried : once(rate);
      };
      // Unmeasured: the first steps of a fresh process pay for its compiling.
      await once(rates[0] ?? 1);
      let best: Step | null = null;
      let broke: Step | null = null;
      for (const rate of rates) {
        const tried = await next(rate);
        if (tried.holds) best = tried;
        else broke = tried;
        if (broke !== null) break;
      }
      for (let i = 0; i < refine && broke !== null && best !== null; i++) {
        const tried = await next(Math.round((best.rate + broke.rate) / 2));
        if (tried.holds) best = tried;
        else broke = tried;
      }
      const worst = broke === null ? null : await once(Math.min(2 * broke.rate, MOST_RATE));
      const again: Step | null = worst === null || best === null ? null : await next(Math.round(best.rate / 2));
      const why = (failed: Step): string => {
        if (failed.missing > 0 || !failed.converges)
          return `${failed.missing} not seen, ${failed.converges ? '' : 'not '}converged`;
        if (failed.sentPerSecond < failed.rate * LEAST_SHARE_SENT || failed.load > LOAD_IS_FULL_PERCENT)
          return `p99 ${rounded(failed.p99)} ms; the load generator fell behind`;
        return `p99 ${rounded(failed.p99)} ms`;
      };
      return [
        {
          sustained: best === null ? 0 : Math.round(best.sentPerSecond),
          deliveries: best === null ? 0 : Math.round(best.sentPerSecond * (CLIENTS - 1)),
          p99: best === null ? null : rounded(best.p99),
          cpu: best?.cpu ?? null,
          broke: broke?.rate ?? NOT_REACHED,
          why: broke === null ? '' : why(broke),
          recovered:
            worst === null || worst.drainedMs === null || !worst.converges ? null : Math.round(worst.drainedMs),
          again: again?.holds ?? null,
          load: broke?.load ?? best?.load ?? null,
        },
      ];
    } finally {
      await server.dispose();
    }
  },
};
