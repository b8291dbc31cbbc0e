import type { Access } from '@samrejse/model/api/http';
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { expect, test } from 'vitest';
import { outlineOf } from '../testing/journeys.ts';
import { createOutlines } from './outlines.ts';
import { type Answer, BoardUnreachable, type Visit } from './server-api.ts';

const visitOf = (board: string): Visit => ({
  board: board as BoardId,
  token: 'tok',
  person: { id: 'slack:T:U' as PersonId, name: 'Karen' },
});

const ACCESS: Access = {
  board: 'B1' as BoardId,
  role: 'participant',
  title: 'Web shop',
  session: { state: 'idle' },
  serverNow: 0,
};
const access = async (): Promise<Answer<Access>> => ({ ok: true, value: ACCESS });

/** A server with one outline for all boards, as `version` says it. */
const serverWith = (version: () => string) => {
  const asked: string[] = [];
  const api = {
    access,
    outline: async ({ board }: Visit, known: string | null) => {
      asked.push(`${board} ${known ?? 'anew'}`);
      const outline = { ...outlineOf({ Pay: ['Basket'] }), version: version() };
      return { ok: true, value: known === outline.version ? null : outline } as const;
    },
  };
  return { api, asked };
};

test('an outline is sent once, and again when it has changed', async () => {
  let version = 'v1';
  const { api, asked } = serverWith(() => version);
  const outlines = createOutlines({ api, limits: { outlines: 2 } });
  const read = async () => {
    const answer = await outlines.read(visitOf('B1'));
    return answer.ok ? answer.value.version : answer.code;
  };
  expect([await read(), await read()]).toEqual(['v1', 'v1']);
  version = 'v2';
  expect([await read(), await read()]).toEqual(['v2', 'v2']);
  expect(asked).toEqual(['B1 anew', 'B1 v1', 'B1 v1', 'B1 v2']);
});

test('no more outlines are held than may be; the board used least lately is asked for anew', async () => {
  const { api, asked } = serverWith(() => 'v1');
  const outlines = createOutlines({ api, limits: { outlines: 2 } });
  for (const board of ['B1', 'B2', 'B1', 'B3', 'B1', 'B2']) await outlines.read(visitOf(board));
  expect(asked).toEqual(['B1 anew', 'B2 anew', 'B1 v1', 'B3 anew', 'B1 v1', 'B2 anew']);
});

test('a refusal is passed on, and the outline known before is not given in its place', async () => {
  const outlines = createOutlines({
    api: { access, outline: async () => ({ ok: false, code: 'unauthorised' }) },
    limits: { outlines: 2 },
  });
  expect(await outlines.read(visitOf('B1'))).toEqual({ ok: false, code: 'unauthorised' });
});

test('[B8] a server that knows the link and no outline is an older one: that passes', async () => {
  const outlines = createOutlines({
    api: { access, outline: async () => ({ ok: false, code: 'not-found' }) },
    limits: { outlines: 2 },
  });
  await expect(outlines.read(visitOf('B1'))).rejects.toThrow(BoardUnreachable);
});

test('a server that knows neither link nor outline refuses the link', async () => {
  const outlines = createOutlines({
    api: {
      access: async () => ({ ok: false, code: 'unauthorised' }),
      outline: async () => ({ ok: false, code: 'not-found' }),
    },
    limits: { outlines: 2 },
  });
  expect(await outlines.read(visitOf('B1'))).toEqual({ ok: false, code: 'unauthorised' });
});
