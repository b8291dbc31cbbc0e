import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../packages/model/testing/random.ts';
import { rounded } from '../figures.ts';
import { Deliveries } from '../load/deliveries.ts';
import { pace } from '../load/pace.ts';
import { contentOf, leaveAll, populate } from '../load/room.ts';
import { enough, sending, writeEdits } from '../load/script.ts';
import type { RealEdit } from '../load/writer.ts';
import { type RunningServer, startServer } from '../servers.ts';
import type { RoomAddress } from '../wire/dialect.ts';
import { figure, type Scenario } from './scenario.ts';

const WRITERS = 10;
const EDITS_PER_SECOND = 200;
/** Whose moments lie all over the range. */
const SEED = 1;
/** What the killed server had handed to the kernel still comes. */
const LAST_WORDS_MS = 200;

const SIZES = {
  quick: { kills: 2, leastMs: 500, mostMs: 1_200 },
  full: { kills: 5, leastMs: 3_000, mostMs: 11_000 },
};

interface Loss {
  readonly received: number;
  readonly lost: number;
  /** From the first to the last lost edit, ms. */
  readonly stretchMs: number;
}

/** Writes for so long, kills the server, starts it again, and looks which edits that somebody had received are gone. */
const killOnce = async (server: RunningServer, room: RoomAddress, afterMs: number, cycle: number): Promise<Loss> => {
  const base = cycle === 0 ? server.base : (await contentOf(server, room)).update;
  const each = enough(EDITS_PER_SECOND / WRITERS, afterMs);
  const deliveries = new Deliveries(WRITERS * each);
  const receivedAt = new Map<number, number>();
  const watcher = deliveries.watcher(WRITERS, (mark) => receivedAt.set(mark, performance.now()));
  const isNew = cycle === 0;
  const listener = (index: number) => (index === WRITERS ? { onDocument: watcher } : {});
  const clients = await populate(server, { room, count: WRITERS + 1, isNew, listener });
  const scripts = clients.slice(0, WRITERS).map((client, index) => ({
    client,
    edits: writeEdits({ base, index, seed: 100 + cycle }, each, deliveries),
  }));
  const streams = scripts.map((script) => sending(script, EDITS_PER_SECOND / WRITERS, deliveries));
  const writing = pace(streams, afterMs);
  await sleep(afterMs);
  await server.process().kill();
  await writing;
  await sleep(LAST_WORDS_MS);
  leaveAll(clients);
  await server.restart();
  const { clocks } = await contentOf(server, room);
  const received: readonly RealEdit[] = streams.flatMap(({ sent }) =>
    sent.filter(({ mark }) => mark !== null && receivedAt.has(mark)),
  );
  const lost = received.filter(({ client, clock }) => (clocks.get(client) ?? 0) < clock);
  const times = lost.map(({ mark }) => receivedAt.get(mark ?? -1) ?? 0);
  return {
    received: received.length,
    lost: lost.length,
    stretchMs: times.length === 0 ? 0 : Math.max(...times) - Math.min(...times),
  };
};

export const kill: Scenario = {
  title: 'Lost edits at kill',
  does: `${WRITERS} writers, ${EDITS_PER_SECOND} edits/s; SIGKILL at random moments, the same for every server; restart on the same storage, all clients gone. Lost: marked edits that another client had received and that a client that joins afterwards does not get. The two relays store nothing, so they are not run: they would lose everything.`,
  servers: ['samrejse', 'hocuspocus'],
  columns: {
    kills: 'kills',
    moments: 'after, s',
    received: 'received before the kills',
    lost: 'lost',
    stretch: 'longest stretch lost, s',
  },
  targets: [
    {
      text: 'nothing that anybody had received is lost',
      judge: (rows) => {
        const lost = figure(rows, 'samrejse', 'lost');
        const received = figure(rows, 'samrejse', 'received');
        return Number.isNaN(lost) ? null : { measured: `${lost} of ${received}`, met: lost === 0 && received > 0 };
      },
    },
  ],
  limitMs: 150_000,
  run: async (id, size) => {
    const { kills, leastMs, mostMs } = SIZES[size];
    const random = seededRandom(SEED);
    const server = await startServer(id, 1);
    try {
      const [room] = server.rooms;
      if (room === undefined) throw new Error('there is no room');
      const moments = Array.from({ length: kills }, () => leastMs + random.below(mostMs - leastMs));
      const losses: Loss[] = [];
      for (const [i, afterMs] of moments.entries()) losses.push(await killOnce(server, room, afterMs, i));
      const sum = (of: 'received' | 'lost') => losses.reduce((all, loss) => all + loss[of], 0);
      return [
        {
          kills,
          moments: moments.map((ms) => (ms / 1_000).toFixed(1)).join(', '),
          received: sum('received'),
          lost: sum('lost'),
          stretch: rounded(Math.max(...losses.map(({ stretchMs }) => stretchMs)) / 1_000),
        },
      ];
    } finally {
      await server.dispose();
    }
  },
};
