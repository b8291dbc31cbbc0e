import { setTimeout as sleep } from 'node:timers/promises';
import { median, rounded } from '../figures.ts';
import { Client } from '../load/client.ts';
import { Deliveries } from '../load/deliveries.ts';
import { pace } from '../load/pace.ts';
import { type Content, clocksOf, converged, covers, lastOf, leaveAll, populate, waitFor } from '../load/room.ts';
import { sending, writeEdits } from '../load/script.ts';
import { type RunningServer, startServer } from '../servers.ts';
import type { RoomAddress } from '../wire/dialect.ts';
import { atMost, figure, type Scenario } from './scenario.ts';

const WRITERS = 40;
const EDITS_PER_WRITER_PER_SECOND = 150;
/** What a restarted server needs before anybody comes: listening is not all. */
const AFTER_START_MS = 700;
const JOIN_TIMEOUT_MS = 60_000;
const CONVERGE_TIMEOUT_MS = 60_000;
/** Of the board's bytes, what must have come before it can be all; whether it was is looked at afterwards. */
const NEARLY_ALL = 0.8;

const SIZES = {
  quick: { editsPerWriter: 50, cardsPerWriter: 10, storm: 10, storeMs: 500 },
  full: { editsPerWriter: 640, cardsPerWriter: 122, storm: 50, storeMs: 3_000 },
};

interface Opening {
  readonly ms: number;
  readonly updates: readonly Uint8Array[];
}

/** One client that has nothing, until it has the board. */
const open = async (server: RunningServer, room: RoomAddress, index: number, bytes: number): Promise<Opening> => {
  const { dialect } = server.kind;
  const { port } = server.process();
  const began = performance.now();
  const updates: Uint8Array[] = [];
  let received = 0;
  let ms = Number.NaN;
  const take = (update: Uint8Array) => {
    updates.push(Uint8Array.from(update));
    received += update.byteLength;
    if (Number.isNaN(ms) && received >= bytes * NEARLY_ALL) ms = performance.now() - began;
  };
  const loaded = dialect.load === undefined ? null : await dialect.load(room, port);
  if (loaded !== null) take(loaded.update);
  const client = await Client.join({
    dialect,
    port,
    room,
    index,
    listener: { onDocument: take },
    ...(loaded === null ? {} : { path: loaded.path }),
  });
  // A client that fetched the board is in when its line is open too.
  if (loaded !== null) ms = performance.now() - began;
  await waitFor(() => !Number.isNaN(ms), JOIN_TIMEOUT_MS, 5);
  client.leave();
  return { ms, updates };
};

/** Whether each client got the whole board; all the same bytes are looked at once. */
const areWhole = (openings: readonly Opening[], content: Content): boolean => {
  let known: Uint8Array | null = null;
  return openings.every(({ updates }) => {
    const [first] = updates;
    if (known !== null && first !== undefined && Buffer.compare(known, first) === 0) return true;
    const isWhole = covers(clocksOf(updates), content.clocks);
    if (isWhole && first !== undefined && updates.length === 1) known = first;
    return isWhole;
  });
};

/** Fills the board by real edits of many people, and gives back what it then holds. */
const fill = async (
  server: RunningServer,
  room: RoomAddress,
  editsPerWriter: number,
  cards: number,
): Promise<Content> => {
  const clients = await populate(server, { room, count: WRITERS });
  const deliveries = new Deliveries(WRITERS * (editsPerWriter + 1));
  const streams = clients.map((client, index) => {
    const edits = writeEdits({ base: server.base, index, seed: 4, cards }, editsPerWriter, deliveries);
    return sending({ client, edits }, EDITS_PER_WRITER_PER_SECOND, deliveries);
  });
  // Some are done sooner than others; all are done by then.
  await pace(streams, (editsPerWriter / EDITS_PER_WRITER_PER_SECOND) * 1_200 + 200);
  const content = await converged(server, room, lastOf(streams.flatMap(({ sent }) => sent)), CONVERGE_TIMEOUT_MS);
  leaveAll(clients);
  if (content === null) throw new Error('the board never held all that was written');
  return content;
};

export const coldOpen: Scenario = {
  title: 'Cold open and a storm of joiners',
  does: `A board of 4,880 cards, made by 25,600 edits of ${WRITERS} people, each an edit of its own to the server; the server is restarted, then one client opens the board; restarted again, then 50 open it at once. Opened means: all of the board has arrived (checked against what was written).`,
  servers: ['samrejse', 'samrejse-stock', 'hocuspocus'],
  columns: {
    edits: 'edits',
    mb: 'board, MB encoded',
    one: 'one client, ms',
    peakOne: 'peak RSS, MB',
    joiners: 'at once',
    first: 'first, ms',
    median: 'median',
    last: 'last',
    peakStorm: 'peak RSS, MB',
    whole: 'all complete',
  },
  targets: [
    { text: 'one client at most 250 ms', judge: (rows) => atMost(figure(rows, 'samrejse', 'one'), 250, 'ms') },
    { text: 'the last of fifty at most 900 ms', judge: (rows) => atMost(figure(rows, 'samrejse', 'last'), 900, 'ms') },
    {
      text: 'peak RSS at most 160 MB',
      judge: (rows) =>
        atMost(Math.max(figure(rows, 'samrejse', 'peakOne'), figure(rows, 'samrejse', 'peakStorm')), 160, 'MB'),
    },
  ],
  limitMs: 150_000,
  run: async (id, size) => {
    const { editsPerWriter, cardsPerWriter, storm, storeMs } = SIZES[size];
    const server = await startServer(id, 1);
    try {
      const [room] = server.rooms;
      if (room === undefined) throw new Error('there is no room');
      const content = await fill(server, room, editsPerWriter, cardsPerWriter);
      // A server that stores when everybody has left gets to.
      await sleep(storeMs);
      const bytes = content.update.byteLength;
      const restart = async () => {
        await server.process().stop();
        await server.restart();
        await sleep(AFTER_START_MS);
      };
      await restart();
      const one = await open(server, room, 0, bytes);
      const peakOne = server.process().usage().peakRssMb;
      await restart();
      const many = await Promise.all(Array.from({ length: storm }, (_, i) => open(server, room, i, bytes)));
      const peakStorm = server.process().usage().peakRssMb;
      const times = many.map(({ ms }) => ms);
      return [
        {
          edits: WRITERS * editsPerWriter,
          mb: rounded(bytes / 1_000_000),
          one: rounded(one.ms),
          peakOne: rounded(peakOne),
          joiners: storm,
          first: rounded(Math.min(...times)),
          median: rounded(median(times)),
          last: rounded(Math.max(...times)),
          peakStorm: rounded(peakStorm),
          whole: areWhole([one, ...many], content),
        },
      ];
    } finally {
      await server.dispose();
    }
  },
};
