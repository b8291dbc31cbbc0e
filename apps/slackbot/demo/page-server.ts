/** Serves the page and its three requests: who is there, what has been said, and "say this for me". */
import { readFile } from 'node:fs/promises';
import { LANGUAGES } from '@samrejse/model/words/language';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import * as v from 'valibot';
import { readable } from '../testing/slack-double/conversation.ts';
import type { SlackDouble } from '../testing/slack-double/slack-double.ts';
import type { BoardServer } from './board-server.ts';
import { type DemoRoom, PEOPLE } from './rooms.ts';

const PUBLIC = new URL('./public/', import.meta.url);
const FONT = new URL(import.meta.resolve('@fontsource-variable/albert-sans/files/albert-sans-latin-wght-normal.woff2'));

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/demo.css': ['demo.css', 'text/css; charset=utf-8'],
  '/demo.js': ['demo.js', 'text/javascript; charset=utf-8'],
  '/words.js': ['words.js', 'text/javascript; charset=utf-8'],
};

const who = { user: v.picklist(PEOPLE.map(({ id }) => id)), language: v.picklist(LANGUAGES) };
const typedSchema = v.object({ ...who, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(12_000)) });
const pressedSchema = v.object({ ...who, ts: v.string(), actionId: v.string() });
const switchSchema = v.object({ on: v.boolean() });

interface PageServerOptions {
  readonly slack: SlackDouble;
  readonly rooms: readonly DemoRoom[];
  readonly boards: BoardServer;
}

export const createPageServer = ({ slack, rooms, boards }: PageServerOptions) => {
  /** Slack shows a command to nobody. Its author remembers typing it, so the page shows it. */
  const typed: { readonly user: string; readonly channel: string; readonly text: string; readonly after: string }[] =
    [];
  const roomOf = (language: string) => rooms.find((room) => room.language === language);

  const stateFor = (user: string, { channel, boardUrl, channelName }: DemoRoom) => ({
    channelName,
    boardUrl,
    isBoardOn: boards.isOn(),
    people: PEOPLE.map(({ id, displayName }) => ({ id, name: displayName })),
    messages: slack
      .seenBy(user)
      .filter((message) => message.channel === channel || message.channel === `D${user}`)
      .map((message) => ({ ...message, plain: readable(message) })),
    typed: typed.filter((line) => line.user === user && line.channel === channel),
  });

  const app = new Hono().use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        frameSrc: ['http://127.0.0.1:*', 'http://localhost:*'],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );

  for (const [path, [file, type]] of Object.entries(FILES)) {
    app.get(path, async (c) => c.body(await readFile(new URL(file, PUBLIC)), 200, { 'content-type': type }));
  }
  app.get('/albert-sans.woff2', async (c) => c.body(await readFile(FONT), 200, { 'content-type': 'font/woff2' }));

  app.get('/api/state', (c) => {
    const room = roomOf(c.req.query('language') ?? 'en');
    const person = PEOPLE.find(({ id }) => id === c.req.query('user'));
    return room === undefined || person === undefined ? c.notFound() : c.json(stateFor(person.id, room));
  });
  app.post('/api/type', async (c) => {
    const { user, language, text } = v.parse(typedSchema, await c.req.json());
    const channel = roomOf(language)?.channel ?? '';
    if (!text.startsWith('/')) slack.say({ user, channel, text: text.replace(/[&<>]/g, ' ') });
    else {
      const [, command = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
      typed.push({ user, channel, text, after: slack.seenBy(user).at(-1)?.ts ?? '' });
      await slack.slash({ user, channel, command, text: rest });
    }
    return c.json({ ok: true });
  });
  app.post('/api/press', async (c) => {
    const { user, language, ts, actionId } = v.parse(pressedSchema, await c.req.json());
    await slack.click({ user, channel: roomOf(language)?.channel ?? '', ts, actionId });
    return c.json({ ok: true });
  });
  app.post('/api/board', async (c) => {
    const { on } = v.parse(switchSchema, await c.req.json());
    await (on ? boards.switchOn() : boards.switchOff());
    return c.json({ ok: true });
  });
  app.onError((error, c) => c.json({ error: error.message }, 400));
  return app;
};
