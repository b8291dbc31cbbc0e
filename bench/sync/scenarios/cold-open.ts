import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { applyTo, openReplica, stateVectorOf } from '../../../packages/model/src/document/replica.ts';
import { median, rounded } from '../figures.ts';
import { Client } from '../load/client.ts';
import { Deliveries } from '../load/deliveries.ts';
import { pace } from '../load/pace.ts';
import { type Content, converged, covers, lastOf, leaveAll, populate, waitFor } from '../load/room.ts';
import { sending, writeEdits } from '../load/script.ts';
import { type RunningServer, startServer } from '../servers.ts';
import { readStateVector } from '../wire/bytes.ts';
import type { RoomAddress } from '../wire/dialect.ts';
import { atMost, figure, type Scenario } from './scenario.ts';

const WRITERS = 40;
const EDITS_PER_WRITER_PER_SECOND = 150;
/** What a restarted server needs before anybody comes: listening is not all. */
const AFTER_START_MS = 700;
const JOIN_TIMEOUT_MS = 60_000;
const CONVERGE_TIMEOUT_MS = 60_000;
/** When nothing has come for so long after most of the board, that was all. */
const QUIET_MS = 400;
const MOST = 0.5;

const SIZES = {
  quick: { editsPerWriter: 50, cardsPerWriter: 10, storm: 10, storeMs: 500 },
  full: { editsPerWriter: 640, cardsPerWriter: 122, storm: 50, storeMs: 3_000 },
};

interface Piece {
  readonly update: Uint8Array;
  readonly atMs: number;
}

interface Opening {
  /** When the socket was open, and answered where the server answers. */
  readonly openMs: number;
  readonly pieces: readonly Piece[];
}

/** One client that has nothing opens the board; what it gets, and when. */
const open = async (server: RunningServer, room: RoomAddress, index: number, bytes: number): Promise<Opening> => {
  const { dialect } = server.kind;
  const { port } = server.process();
  const began = performance.now();
  const pieces: Piece[] = [];
  let received = 0;
  const take = (update: Uint8Array) => {
    pieces.push({ update: Uint8Array.from(update), atMs: performance.now() - began });
    received += update.byteLength;
  };
  const listener = { onDocument: take };
  const loaded = (await dialect.load?.(room, port)) ?? null;
  if (loaded !== null) take(loaded.update);
  const client = await Client.join({
    dialect,
    port,
    room,
    index,
    listener,
    ...(loaded === null ? {} : { path: loaded.path }),
  });
  const openMs = performance.now() - began;
  const isQuiet = () => performance.now() - began - (pieces.at(-1)?.atMs ?? 0) > QUIET_MS;
  await waitFor(() => received >= bytes * MOST && isQuiet(), JOIN_TIMEOUT_MS, 50);
  client.leave();
  return { openMs, pieces };
};

/** Finds the piece with which a client had the whole board; what many were sent alike is looked at once. */
class Completeness {
  readonly #want: ReadonlyMap<number, number>;
  readonly #known = new Map<string, number>();

  constructor(want: ReadonlyMap<number, number>) {
    this.#want = want;
  }

  /** ms until the client had everything and its line was open; null if it never had. */
  msOf({ openMs, pieces }: Opening): number | null {
    const hash = createHash('sha1');
    for (const { update } of pieces) hash.update(update);
    const key = hash.digest('hex');
    const last = this.#known.get(key) ?? this.#lastNeeded(pieces);
    this.#known.set(key, last);
    const piece = pieces[last];
    return piece === undefined ? null : Math.max(openMs, piece.atMs);
  }

  #lastNeeded(pieces: readonly Piece[]): number {
    const replica = openReplica();
    const index = pieces.findIndex(({ update }) => {
      applyTo(replica, update);
      return covers(readStateVector(stateVectorOf(replica)), this.#want);
    });
    replica.destroy();
    return index;
  }
}

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
  does: `A board of 4,880 cards, made by 25,600 edits of ${WRITERS} people, each an edit of its own to the server; the server is restarted, then one client opens the board; restarted again, then 50 open it at once. A board counts as opened when all of it has arrived (checked against what was written) and the connection is open.`,
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
      const completeness = new Completeness(content.clocks);
      const oneMs = completeness.msOf(one);
      const times = many.map((opening) => completeness.msOf(opening)).filter((ms) => ms !== null);
      return [
        {
          edits: WRITERS * editsPerWriter,
          mb: rounded(bytes / 1_000_000),
          one: oneMs === null ? null : rounded(oneMs),
          peakOne: rounded(peakOne),
          joiners: storm,
          first: rounded(Math.min(...times)),
          median: rounded(median(times)),
          last: rounded(Math.max(...times)),
          peakStorm: rounded(peakStorm),
          whole: oneMs !== null && times.length === storm,
        },
      ];
    } finally {
      await server.dispose();
    }
  },
};
