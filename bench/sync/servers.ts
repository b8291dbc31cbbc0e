/** The servers that are measured, each as its own process on fresh storage, with boards to join. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blankBoard } from './load/board.ts';
import { type ServerProcess, startProcess } from './process.ts';
import type { Dialect, RoomAddress } from './wire/dialect.ts';
import { hocuspocusDialect } from './wire/hocuspocus.ts';
import { ownDialect } from './wire/own.ts';
import { stockDialect } from './wire/stock.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const SEED_TIMEOUT_MS = 120_000;
const SEED_OUTPUT_BYTES = 10_000_000;

interface ServerKind {
  readonly title: string;
  readonly dialect: Dialect;
  readonly program: string;
  /** Whether what it was told survives a restart. */
  readonly stores: boolean;
  /** Whether boards are made on the server beforehand; elsewhere the first client brings the content. */
  readonly makesBoards: boolean;
}

const OURS = { program: at('../../apps/server/src/main.ts'), stores: true, makesBoards: true };

export const SERVERS = {
  samrejse: { title: 'Samrejse, own client', dialect: ownDialect, ...OURS },
  'samrejse-stock': { title: 'Samrejse, stock Yjs client', dialect: stockDialect, ...OURS },
  hocuspocus: {
    title: 'Hocuspocus 4 + SQLite',
    dialect: hocuspocusDialect,
    program: at('../peers/hocuspocus.ts'),
    stores: true,
    makesBoards: false,
  },
  'y-websocket': {
    title: 'Yjs relay (y-websocket)',
    dialect: stockDialect,
    program: at('../peers/y-websocket.ts'),
    stores: false,
    makesBoards: false,
  },
  bare: {
    title: 'bare ws relay',
    // Nobody asks for what is there: a relay passes each question on to all, and each of their answers too.
    dialect: { ...stockDialect, answers: false, hello: () => [] },
    program: at('../peers/bare.ts'),
    stores: false,
    makesBoards: false,
  },
} as const satisfies Record<string, ServerKind>;

export type ServerId = keyof typeof SERVERS;
export const SERVER_IDS = Object.keys(SERVERS) as ServerId[];

export interface RunningServer {
  readonly kind: ServerKind;
  /** Whatever was restarted last. */
  readonly process: () => ServerProcess;
  readonly rooms: readonly RoomAddress[];
  /** What every room holds, or is to be given by the first who joins. */
  readonly base: Uint8Array;
  /** Starts it again on the same storage; it must have been killed or stopped. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its storage. */
  readonly dispose: () => Promise<void>;
}

/** Makes boards in the storage of our server, before it runs: over HTTP 5,000 would take minutes, by its limits. */
const seedOurs = async (dataDir: string, rooms: number, base: Uint8Array): Promise<RoomAddress[]> => {
  const file = join(dataDir, 'base.bin');
  await writeFile(file, base);
  const printed = execFileSync(process.execPath, [at('./seed-samrejse.ts'), dataDir, file, String(rooms)], {
    timeout: SEED_TIMEOUT_MS,
    maxBuffer: SEED_OUTPUT_BYTES,
    encoding: 'utf8',
  });
  return printed
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', token = ''] = line.split(' ');
      return { name, token };
    });
};

/** Names the variable that says where servers leave their CPU profiles; without it they keep none. */
export const PROFILES = 'BENCH_PROFILES';

/** A server with so many boards, all alike. */
export const startServer = async (id: ServerId, rooms: number): Promise<RunningServer> => {
  const kind: ServerKind = SERVERS[id];
  const dataDir = await mkdtemp(join(tmpdir(), 'samrejse-bench-'));
  const base = blankBoard();
  const addresses = kind.makesBoards
    ? await seedOurs(dataDir, rooms, base)
    : Array.from({ length: rooms }, (_, i) => ({ name: `room-${i}`, token: 'token' }));
  const profiles = process.env[PROFILES];
  const flags = () =>
    profiles === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${Date.now()}-${id}.cpuprofile`];
  const start = () =>
    startProcess([...flags(), kind.program], { DATA_DIR: dataDir, LOG_LEVEL: 'error', NODE_ENV: 'production' });
  let running = await start();
  return {
    kind,
    process: () => running,
    rooms: addresses,
    base,
    restart: async () => {
      running = await start();
    },
    dispose: async () => {
      // A profile is written at an orderly end.
      await (profiles === undefined ? running.kill() : running.stop());
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
