/** `npm run dev`: the server, restarted when its code changes, and the board from Vite with hot reload. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PORT = process.env.PORT ?? '4000';
const BOARD_PORT = process.env.BOARD_PORT ?? '5173';
const BOARD_URL = `http://127.0.0.1:${BOARD_PORT}`;

const run = (command: string, args: readonly string[], env: Record<string, string>): ChildProcess =>
  spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });

const children = [
  // Links lead to Vite's page, which passes /api and /sync on to the server.
  run(process.execPath, ['--watch', '--watch-preserve-output', 'apps/server/src/main.ts'], {
    PORT,
    PUBLIC_URL: BOARD_URL,
  }),
  run('vite', ['apps/board', '--host', '127.0.0.1', '--port', BOARD_PORT, '--strictPort'], {
    SERVER_URL: `http://127.0.0.1:${PORT}`,
  }),
];

const end = (code: number) => {
  for (const child of children) child.kill('SIGTERM');
  process.exit(code);
};
for (const child of children) child.once('exit', (code) => end(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));
