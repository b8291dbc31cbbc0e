import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../../apps/server/src/compile-cache.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const START_TIMEOUT_MS = 30_000;

export interface ServerProcess {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:40123`. The same after every restart. */
  readonly url: string;
  readonly dataDir: string;
  /** What it has printed so far, both streams. */
  readonly output: () => string;
  /** Ends it without a chance to clean up, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end (SIGTERM); the exit code. */
  readonly terminate: () => Promise<number | null>;
  /** Starts it again on the same port and data. */
  readonly start: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly dispose: () => Promise<void>;
}

/** Starts the real server as a process of its own, on a free port of 127.0.0.1 and an empty data directory. */
export const startServerProcess = async (environment: Record<string, string> = {}): Promise<ServerProcess> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'samrejse-'));
  let child: ChildProcess | null = null;
  let output = '';
  let url = '';

  const gone = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise((resolve) => process.once('exit', (code) => resolve(code)));

  const start = async () => {
    const port = url === '' ? '0' : new URL(url).port;
    const started = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        ...environment,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const before = output.length;
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`server did not start:\n${output}`)), START_TIMEOUT_MS);
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output.slice(before));
        if (address === null) return;
        url = address[0];
        clearTimeout(timeout);
        resolve();
      };
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      started.once('exit', (code) => {
        clearTimeout(timeout);
        reject(new Error(`server exited with ${code}:\n${output}`));
      });
    });
  };

  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child === null) return null;
    child.kill(signal);
    return gone(child);
  };

  await start();
  return {
    get url() {
      return url;
    },
    dataDir,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    start,
    dispose: async () => {
      await end('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
