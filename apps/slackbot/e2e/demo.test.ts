/** The demo starts, takes a line, shows the answer, survives its board, and leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../demo/main.ts', import.meta.url));
const stateSchema = v.object({
  channelName: v.string(),
  boardUrl: v.string(),
  isBoardOn: v.boolean(),
  messages: v.array(v.object({ ts: v.string(), plain: v.string() })),
  typed: v.array(v.object({ text: v.string() })),
});

let dataDir: string;
let demo: ChildProcess;
let exited: Promise<number | null>;
let url = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'samrejse-slack-demo-'));
  demo = spawn(process.execPath, [MAIN], {
    env: { ...process.env, SLACK_DEMO_PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  exited = new Promise((resolve) => demo.once('exit', resolve));
  url = await new Promise<string>((resolve, reject) => {
    let said = '';
    demo.stdout?.on('data', (chunk) => {
      said += chunk;
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
});
afterAll(async () => {
  demo.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const post = async (path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
};
const state = async (language = 'en', user = 'U0KAREN') =>
  v.parse(stateSchema, await (await fetch(`${url}/api/state?${new URLSearchParams({ language, user })}`)).json());
const last = async (language?: string) => (await state(language)).messages.at(-1)?.plain ?? '';

test('serves its page and files', async () => {
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/demo.css', 'text/css'],
    ['/demo.js', 'text/javascript'],
    ['/words.js', 'text/javascript'],
    ['/albert-sans.woff2', 'font/woff2'],
  ]) {
    const response = await fetch(`${url}${path}`);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      expect.stringContaining(type ?? ''),
    ]);
  }
});

test('a channel and a board for each language, linked', async () => {
  expect([await last('en'), await last('da'), await last('sv')]).toEqual([
    expect.stringContaining('now linked'),
    expect.stringContaining('nu forbundet'),
    expect.stringContaining('nu kopplad'),
  ]);
});

test('a line is answered to the one who typed it, and undone by its button', async () => {
  const karen = { user: 'U0KAREN', language: 'en' };
  await post('/api/type', { ...karen, text: '/pain 2.1 no advice :(' });
  const { messages, typed } = await state();
  expect(messages.at(-1)?.plain).toContain('added to *2.1 Search > Look it up*');
  expect(typed.map((line) => line.text)).toEqual(['/pain 2.1 no advice :(']);
  expect((await state('en', 'U0OLOF')).typed).toEqual([]);
  await post('/api/press', { ...karen, ts: messages.at(-1)?.ts, actionId: 'undo_card' });
  expect(await last()).toContain('removed from the board');
});

test('the board can be switched off and on; what was typed meanwhile arrives', async () => {
  await post('/api/board', { on: false });
  expect((await state()).isBoardOn).toBe(false);
  await post('/api/type', { user: 'U0KAREN', language: 'en', text: '/pain 2.1 said meanwhile' });
  expect(await last()).toContain('Your text is kept');
  await post('/api/board', { on: true });
  await expect.poll(() => last(), { timeout: 30_000 }).toContain('added to *2.1 Search > Look it up*');
});

test('SIGTERM ends it and removes what it wrote', async () => {
  demo.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(await readdir(dataDir)).toEqual([]);
});
