import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';
import { COMPILE_CACHE } from '../src/compile-cache.ts';
import type { Burden, Mishap } from './faulty-main.ts';

const MAIN = fileURLToPath(new URL('./faulty-main.ts', import.meta.url));
const startedSchema = v.object({
  url: v.string(),
  board: v.optional(boardIdSchema),
  token: v.optional(v.string()),
});

const burdenSchema = v.object({ rssMb: v.number(), stallMs: v.number() });

/** A server in a process of its own, with one board, that can be killed and told to have mishaps. */
export const startFaultyProcess = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'samrejse-torture-'));
  let child: ChildProcess;
  const start = (port: string, ...more: string[]) =>
    new Promise<v.InferOutput<typeof startedSchema>>((resolve, reject) => {
      child = fork(MAIN, [dataDir, port, ...more], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        execArgv: [],
        env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
      });
      child.once('message', (message) => resolve(v.parse(startedSchema, message)));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  const end = (signal: 'SIGKILL' | 'SIGTERM') =>
    new Promise<number | null>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', (code) => resolve(code));
      child.kill(signal);
    });
  const { url, board, token } = await start('0');
  if (board === undefined || token === undefined) throw new Error('the server made no board');
  return {
    address: { url, board, token },
    dataDir,
    /** Ends it and starts it again on the same port and data. Gives the exit code; null if it was killed. */
    restart: async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
      const code = await end(signal);
      await start(new URL(url).port, 'again');
      return code;
    },
    cause: (mishap: Mishap) => void child.send(mishap),
    burden: () =>
      new Promise<Burden>((resolve) => {
        child.once('message', (message) => resolve(v.parse(burdenSchema, message)));
        child.send({ isAsked: true } satisfies Mishap);
      }),
    dispose: async () => {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
