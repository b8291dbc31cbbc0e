import { setTimeout as sleep } from 'node:timers/promises';
import { median, rounded, spreadOf } from '../figures.ts';
import { Deliveries } from '../load/deliveries.ts';
import { meter } from '../load/meter.ts';
import { pace } from '../load/pace.ts';
import { clocksOf, covers, lastOf, leaveAll, populate, waitFor } from '../load/room.ts';
import { enough, sending } from '../load/script.ts';
import { type RealEdit, Writer } from '../load/writer.ts';
import { type RunningServer, SERVERS, type ServerId, startServer } from '../servers.ts';
import { atMost, figure, type Row, type Scenario, type Size } from './scenario.ts';

const CLIENTS = 20;
const WRITERS = 10;
/** Neither a writer nor the last to join. */
const SLOW = 15;
const EDITS_PER_SECOND = 200;
/** 200 of these for ten seconds are the backlog of 32 MB. */
const EDIT_BYTES = 16_000;
const CARDS = 5;
const SAMPLE_MS = 100;
const CATCH_UP_TIMEOUT_MS = 20_000;
/** The samples that stand for the end of a phase. */
const LAST_SAMPLES = 15;

/** `runs` with a slow client and as many without: a server that collects garbage grows by steps, as large as what is looked for. */
const SIZES = {
  quick: { phaseMs: 1_500, warmMs: 500, runs: 1 },
  full: { phaseMs: 10_000, warmMs: 2_000, runs: 3 },
};

interface Run {
  readonly growthMb: number;
  readonly beforeP99: number;
  readonly duringP99: number;
  readonly caughtUpMs: number | null;
  readonly missing: number;
  readonly load: number;
}

/** RSS over a phase: what it is at the end, a collection more or less smoothed out. */
const watchRss = (server: RunningServer) => {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(server.process().usage().rssMb), SAMPLE_MS);
  return (): number => {
    clearInterval(timer);
    return median(samples.slice(-LAST_SAMPLES));
  };
};

const run = async (id: ServerId, size: Size, hasSlow: boolean): Promise<Run> => {
  const { phaseMs, warmMs } = SIZES[size];
  const server = await startServer(id, 1);
  try {
    const [room] = server.rooms;
    if (room === undefined) throw new Error('there is no room');
    const perWriter = EDITS_PER_SECOND / WRITERS;
    const each = enough(perWriter, warmMs + 2 * phaseMs);
    const deliveries = new Deliveries(WRITERS * (each + 1));
    const backlog: { readonly update: Uint8Array; readonly at: number }[] = [];
    const listener = (index: number) =>
      index === SLOW && hasSlow
        ? {
            onDocument: (update: Uint8Array) =>
              backlog.push({ update: Uint8Array.from(update), at: performance.now() }),
          }
        : { onDocument: deliveries.watcher(index) };
    const clients = await populate(server, { room, count: CLIENTS, listener });
    const streams = clients.slice(0, WRITERS).map((client, index) => {
      const writer = new Writer({ base: server.base, index, seed: 6, cards: CARDS });
      const edits: RealEdit[] = [writer.prepare()];
      while (edits.length < each) edits.push(writer.paste(deliveries.mark(), EDIT_BYTES));
      return sending({ client, edits }, perWriter, deliveries);
    });
    await pace(streams, warmMs);
    deliveries.next();
    const before = watchRss(server);
    const measured = meter(server, clients);
    await pace(streams, phaseMs);
    const beforeMb = before();
    const beforeP99 = spreadOf(deliveries.next()).p99;

    if (hasSlow) clients[SLOW]?.pause();
    const during = watchRss(server);
    await pace(streams, phaseMs);
    const duringMb = during();
    const { loadPercent } = measured();
    const resumedAt = performance.now();
    clients[SLOW]?.resume();
    await waitFor(() => deliveries.missing() === 0, CATCH_UP_TIMEOUT_MS, SAMPLE_MS);
    const duringP99 = spreadOf(deliveries.next()).p99;
    const want = lastOf(streams.flatMap(({ sent }) => sent));
    const caughtUp = () => covers(clocksOf([server.base, ...backlog.map(({ update }) => update)]), want);
    let caughtUpMs: number | null = null;
    if (hasSlow) {
      // Until nothing more comes: to look in between would take the time of those who read.
      let quietSince = backlog.length;
      for (;;) {
        await sleep(1_000);
        if (backlog.length === quietSince || performance.now() - resumedAt > CATCH_UP_TIMEOUT_MS) break;
        quietSince = backlog.length;
      }
      const last = backlog.at(-1)?.at ?? resumedAt;
      if (clients[SLOW]?.closedWith === null && caughtUp()) caughtUpMs = Math.max(0, last - resumedAt);
    }
    const missing = deliveries.missing();
    leaveAll(clients);
    return { growthMb: duringMb - beforeMb, beforeP99, duringP99, caughtUpMs, missing, load: loadPercent };
  } finally {
    await server.dispose();
  }
};

export const slowConsumer: Scenario = {
  title: 'Slow consumer',
  does: `A room of ${CLIENTS} at ${EDITS_PER_SECOND} edits/s of about ${EDIT_BYTES / 1_000} kB (pastes over five cards); after ten seconds one client stops reading for ten seconds. The same is run on a fresh server without a slow client, and that server's growth is subtracted; three runs each, medians. Caught up: the time until the slow client, reading again, has everything; the slowest of the three.`,
  servers: ['samrejse', 'hocuspocus', 'y-websocket', 'bare'],
  columns: {
    growth: 'RSS growth over a run without, MB',
    slowGrowth: 'growth with the slow one, MB',
    controlGrowth: 'without, MB',
    before: 'others’ p99 before, ms',
    during: 'during, ms',
    caughtUp: 'caught up in, ms',
    missing: 'not seen by others',
    load: 'load generator, %',
  },
  targets: [
    {
      text: 'RSS growth at most 5 MB over a run without the slow peer',
      judge: (rows) => atMost(figure(rows, 'samrejse', 'growth'), 5, 'MB'),
    },
    {
      text: 'the others’ p99 unchanged (within a fifth, or 5 ms)',
      judge: (rows) => {
        const before = figure(rows, 'samrejse', 'before');
        return atMost(figure(rows, 'samrejse', 'during'), Math.max(before * 1.2, before + 5), 'ms');
      },
    },
    {
      text: 'the slow one catches up',
      judge: (rows) => {
        const ms = figure(rows, 'samrejse', 'caughtUp');
        if (rows.samrejse === undefined) return null;
        return Number.isNaN(ms) ? { measured: 'it did not', met: false } : { measured: `in ${ms} ms`, met: true };
      },
    },
  ],
  limitMs: 300_000,
  run: async (id, size) => {
    const [control, slow]: [Run[], Run[]] = [[], []];
    for (let i = 0; i < SIZES[size].runs; i++) {
      control.push(await run(id, size, false));
      slow.push(await run(id, size, true));
    }
    const middle = (runs: readonly Run[], of: 'growthMb' | 'beforeP99' | 'duringP99' | 'load') =>
      median(runs.map((each) => each[of]));
    const [slowGrowth, controlGrowth] = [middle(slow, 'growthMb'), middle(control, 'growthMb')];
    const caughtUp = slow.map(({ caughtUpMs }) => caughtUpMs).filter((ms) => ms !== null);
    const row: Row = {
      growth: rounded(slowGrowth - controlGrowth),
      slowGrowth: rounded(slowGrowth),
      controlGrowth: rounded(controlGrowth),
      before: rounded(middle(slow, 'beforeP99')),
      during: rounded(middle(slow, 'duringP99')),
      caughtUp: caughtUp.length < slow.length ? null : Math.round(Math.max(...caughtUp)),
      missing: slow.reduce((sum, { missing }) => sum + missing, 0),
      load: middle(slow, 'load'),
    };
    // A relay that keeps no document has no board to catch up with; what it kept is all in its buffers.
    return [SERVERS[id].dialect.answers || row.caughtUp !== null ? row : { ...row, caughtUp: 'no' }];
  },
};
