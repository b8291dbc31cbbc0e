/** The program as people start and stop it. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import { CLOSE } from '@samrejse/model/wire/messages';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../../scripts/testing/server-process.ts';
import { cardTexts, writeCard } from '../testing/edits.ts';
import { startFaultyProcess } from '../testing/faulty-process.ts';
import { acked, connectRaw, type RawClient, type RawOptions } from '../testing/raw-client.ts';
import { COMPILE_CACHE } from './compile-cache.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs the program until it ends by itself. */
const run = (environment: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
    const env = {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      DATA_DIR: dataDir,
      PORT: '0',
      ...environment,
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString();
    });
    const timeout = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', (code) => {
      clearTimeout(timeout);
      rmSync(dataDir, { recursive: true, force: true });
      resolve({ code, ...said });
    });
  });

let server: ServerProcess | null = null;
const start = async (environment: Record<string, string> = {}): Promise<ServerProcess> => {
  server = await startServerProcess(environment);
  return server;
};
afterEach(async () => {
  await server?.dispose();
  server = null;
});

/** The example board, as the program prints it. */
const example = (running: ServerProcess, role: string): { board: BoardId; token: string } => {
  const link = new RegExp(`${role} +(http\\S+)`).exec(running.output())?.[1] ?? '';
  const url = new URL(link);
  return { board: url.pathname.slice('/b/'.length) as BoardId, token: url.hash.slice('#token='.length) };
};

const enterAt = async (address: RawOptions): Promise<RawClient> => {
  const client = await connectRaw(address);
  client.askForAll();
  await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

const enter = (running: ServerProcess): Promise<RawClient> =>
  enterAt({ url: running.url, ...example(running, 'participant') });

describe('starting', () => {
  test('prints where it is and an example to try, in the language of the machine', async () => {
    const running = await start({ LANG: 'da_DK.UTF-8' });
    await expect.poll(() => running.output()).toContain('Slack: not connected');
    expect(running.output()).toMatch(/^Samrejse is on http:\/\/127\.0\.0\.1:\d+\nExample board “/);
    for (const role of ['facilitator', 'participant', 'viewer']) {
      const { board, token } = example(running, role);
      const answer = await fetch(`${running.url}${API.access(board)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(await answer.json()).toMatchObject({ role });
    }
    const { board, token } = example(running, 'viewer');
    const answer = await fetch(`${running.url}${API.board(board)}`, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ language: 'da' });
    expect(statSync(join(running.dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('again shows the same example, and says nothing of Slack where it is set up', async () => {
    const running = await start({ SERVICE_TOKEN: '0123456789abcdef' });
    await expect.poll(() => running.output()).toContain('viewer');
    const before = example(running, 'facilitator');
    const length = running.output().length;
    expect(await running.terminate()).toBe(0);
    await running.start();
    await expect.poll(() => running.output().slice(length)).toContain(before.token);
    expect(running.output()).not.toContain('Slack');
  });

  test('[R33] shows how the process is, and says nothing in the log that people wrote', async () => {
    const running = await start({ LOG_LEVEL: 'debug' });
    await expect.poll(() => running.output()).toContain('viewer');
    const anna = await enter(running);
    anna.sendUpdate(writeCard(anna.doc, 'queue at the door').update);
    await expect.poll(() => acked(anna)).toBe(1);
    const figures = await (await fetch(`${running.url}/metrics`)).text();
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(figures).toContain(name);
    expect(figures).toContain('samrejse_commit_seconds_count 1');
    await running.terminate();
    const logged = running
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(logged.map((line) => JSON.parse(line).msg)).toEqual(expect.arrayContaining(['listening', 'going away']));
    for (const secret of ['queue', example(running, 'participant').token]) expect(logged.join()).not.toContain(secret);
  });

  test.each([
    ['PORT', '99999', 'PORT must be a number'],
    ['DATA_DIR', '/dev/null/data', 'Set DATA_DIR to a folder this user may write to'],
    // Node's own recursive mkdir never comes back from here.
    ['DATA_DIR', '/proc/samrejse', 'Set DATA_DIR to a folder this user may write to'],
    ['HOST', '192.0.2.1', 'Check HOST and PORT'],
  ])('with %s=%s ends with one line that says what to do', async (name, value, line) => {
    const { code, out, err } = await run({ [name]: value });
    expect(code).toBe(1);
    expect(err).toContain(line);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
  });

  test('on a port in use ends with a line that says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await run({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(err).toBe(
      `Port ${port} on 127.0.0.1 is in use. Stop what uses it, or set PORT to another (0: any free one).\n`,
    );
  });

  test('a second time on the same data is refused, also after the first was killed and came back', async () => {
    const running = await start();
    const line = `Another Samrejse server uses ${running.dataDir}. Stop it, or set DATA_DIR to another folder.\n`;
    expect(await run({ DATA_DIR: running.dataDir })).toMatchObject({ code: 1, err: line, out: '' });
    await running.kill();
    await running.start();
    expect(await run({ DATA_DIR: running.dataDir })).toMatchObject({ code: 1, err: line });
  });

  test('without the secret the links hang on is refused', async () => {
    const running = await start();
    await expect.poll(() => running.output()).toContain('viewer');
    await running.terminate();
    rmSync(join(running.dataDir, 'secret'));
    expect((await run({ DATA_DIR: running.dataDir })).err).toContain('is missing. Put it back from a backup');
    writeFileSync(join(running.dataDir, 'secret'), 'short');
    chmodSync(join(running.dataDir, 'secret'), 0o600);
    expect((await run({ DATA_DIR: running.dataDir })).err).toContain('is damaged. Put it back from a backup');
  });
});

describe('ending', () => {
  test('[R28] tells everybody when to come back, saves, closes, and exits with 0', async () => {
    const running = await start();
    await expect.poll(() => running.output()).toContain('viewer');
    const clients = await Promise.all([1, 2, 3].map(() => enter(running)));
    const [anna] = clients;
    anna?.sendUpdate(writeCard(anna.doc, 'the last word').update);
    expect(await running.terminate()).toBe(0);
    const pauses = await Promise.all(
      clients.map(async (client) => {
        expect(await client.closed).toBe(CLOSE.draining);
        const notice = client.messages().findLast((m) => m.type === 'notice');
        return notice?.notice === 'draining' ? notice.retryAfterMs : 0;
      }),
    );
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
    expect(new Set(pauses).size).toBeGreaterThan(1);
    await running.start();
    const again = await enter(running);
    expect(anna === undefined || acked(anna) === 0 || cardTexts(again.doc).includes('the last word')).toBe(true);
  });

  // With the limits of a test: the real ones make a drain last ten seconds.
  test('[R28] with a store that fails ends all the same, in time, and not with 0', async () => {
    const running = await startFaultyProcess();
    const anna = await enterAt(running.address);
    // Somebody else holds the file: every commit fails from now on.
    const other = new Sqlite(join(running.dataDir, 'samrejse.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    anna.sendUpdate(writeCard(anna.doc, 'not saved').update);
    await expect.poll(() => anna.messages().some((m) => m.type === 'notice')).toBe(true);
    const restarting = running.restart('SIGTERM');
    await anna.closed;
    // It keeps the edit beside the database, and ends; the next one can write again.
    await expect.poll(() => existsSync(join(running.dataDir, 'unsaved.jsonl'))).toBe(true);
    other.close();
    expect(await restarting).toBe(1);
    expect(acked(anna)).toBe(0);
    expect(cardTexts((await enterAt(running.address)).doc)).toContain('not saved');
    await running.dispose();
  });
});
