/**
 * The server as `main.ts` starts it, but its disk fails and its clock jumps when the process is told so, and its limits are
 * short. It tells its memory and its longest stall when it is asked.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '@samrejse/runtime/clock';
import { createLog } from '@samrejse/runtime/log';
import { readSecret } from '../src/access/secret.ts';
import { createBoard } from '../src/create-board.ts';
import { LIMITS } from '../src/rooms/limits.ts';
import { createServer } from '../src/server.ts';
import { openStore } from '../src/store/sqlite/open.ts';
import { keepUnsaved, takeUpUnsaved } from '../src/store/unsaved.ts';
import { createFaultyLog } from './faulty-log.ts';

/** Measured since it was ready. */
export interface Burden {
  readonly rssMb: number;
  /** The longest time for which the event loop stood still. */
  readonly stallMs: number;
}

export interface Mishap {
  readonly failing?: boolean;
  readonly clockOffsetMs?: number;
  /** Asks for its burden. */
  readonly isAsked?: true;
}

const [dataDir = '', port = '0'] = process.argv.slice(2);
let offsetMs = 0;
const clock = { ...systemClock, now: () => Date.now() + offsetMs };
const { store, close } = openStore(dataDir, clock);
const boardLog = createFaultyLog(store.log);
await takeUpUnsaved(dataDir, boardLog);
const server = createServer({
  store: { ...store, log: boardLog },
  secret: readSecret(dataDir, { mayCreate: true }),
  clock,
  log: createLog('silent'),
  keepUnsaved: (entries) => keepUnsaved(dataDir, entries),
  limits: {
    ...LIMITS,
    drainMs: 800,
    goodbyeMs: 100,
    snapshots: { edits: 20, share: 0, mostEdits: 20, pauseMs: 0 },
    bytesIdle: { leastMs: 200, mostMs: 200, bytesPerMs: 1 },
    documentIdleMs: 200,
  },
});
const stalls = monitorEventLoopDelay({ resolution: 10 });
const burden = (): Burden => ({ rssMb: process.memoryUsage.rss() / 1e6, stallMs: stalls.max / 1e6 });
process.on('message', ({ failing, clockOffsetMs, isAsked }: Mishap) => {
  boardLog.failing = failing ?? boardLog.failing;
  offsetMs = clockOffsetMs ?? offsetMs;
  if (isAsked) process.send?.(burden());
});
process.once('SIGTERM', () => {
  void server.drain().then((saved) => {
    close();
    process.exit(saved ? 0 : 1);
  });
});
const url = await server.listen({ host: '127.0.0.1', port: Number(port) });
stalls.enable();
const existing = process.argv[4];
if (existing === undefined) {
  const id = await createBoard(
    { boards: store.boards, links: server.links, clock },
    { template: 'five', language: 'en', example: false },
  );
  // Whose edits are of every kind.
  const { facilitator } = await server.links.urls(id);
  process.send?.({ url, board: id, token: facilitator.slice(facilitator.indexOf('#token=') + '#token='.length) });
} else process.send?.({ url });
