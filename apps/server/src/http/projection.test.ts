/** Whatever a projection hides from a reader, no way out of the server shows it to them. */
import { API } from '@samrejse/model/api/http';
import { snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import { mayReadDocument, projectSnapshot } from '@samrejse/model/session/projection';
import { WIRE_VERSION } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf, join } from '../../testing/join.ts';
import { updatesIn, upgradeStatus } from '../../testing/raw-client.ts';
import {
  addCardOver,
  SERVICE_TOKEN,
  startTestServer,
  type TestBoard,
  type TestServer,
} from '../../testing/test-server.ts';

/** The texts of a card and of a step. */
let sealed: readonly string[];
let readers: { readonly person: string | null; readonly role: Role }[];
let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  sealed = [];
  readers = [];
  server = await startTestServer({
    projection: {
      mayReadDocument: (document, reader) => {
        readers.push(reader);
        return reader.role !== 'viewer' && mayReadDocument(document, reader);
      },
      projectSnapshot: (snapshot, reader) => {
        readers.push(reader);
        if (reader.role !== 'viewer') return projectSnapshot(snapshot, reader);
        const { cards, steps } = snapshot;
        return {
          ...snapshot,
          cards: cards.filter((card) => !sealed.includes(card.text)),
          steps: steps.filter((step) => !sealed.includes(step.title)),
        };
      },
    },
  });
  board = await server.createBoard('web-shop');
  const whole = await server.request(API.board(board.id), { token: board.tokens.facilitator });
  const { cards, steps } = v.parse(snapshotSchema, await whole.json());
  const card = cards.map(({ text }) => text).find((text) => text.length > 20);
  const step = steps.map(({ title }) => title).find((title) => title.length > 10);
  sealed = [card ?? '', step ?? ''];
  expect(sealed).not.toContain('');
});
afterEach(() => server.dispose());

/** Which of the sealed texts are in there. */
const shownIn = (bytes: Uint8Array): string[] => sealed.filter((text) => Buffer.from(bytes).includes(text));

const read = async (path: string, role: Role, headers: Record<string, string> = {}): Promise<string[]> => {
  const response = await server.request(path, {
    token: board.tokens[role],
    headers: { 'accept-encoding': 'identity', ...headers },
  });
  return shownIn(new Uint8Array(await response.arrayBuffer()));
};

test('[R38] every route that shows it to one reader hides it from the other', async () => {
  const routes = [...new Set(server.app.routes.filter((r) => r.method === 'GET').map((r) => r.path))];
  const showing: string[] = [];
  for (const route of routes.filter((path) => path.startsWith('/api/boards/:id'))) {
    const path = route.replace(':id', board.id).replace(':version', '1-1');
    if ((await read(path, 'facilitator')).length > 0) showing.push(route);
    expect([route, await read(path, 'viewer')]).toEqual([route, []]);
  }
  expect(showing.sort()).toEqual([
    '/api/boards/:id',
    '/api/boards/:id/outline',
    '/api/boards/:id/snapshot',
    '/api/boards/:id/snapshot/:version',
  ]);
});

describe.each([
  ['a client of ours', String(WIRE_VERSION)],
  ['a stock client', null],
])('over the socket of %s', (_, wire) => {
  test('[R38] a document is sent to those who may read it, and the others are turned away at the door', async () => {
    const client = await join(server, board, 'facilitator', wire);
    const shown = () => [...new Set(client.heard.flatMap(updatesIn).flatMap(shownIn))].sort();
    await expect.poll(shown).toEqual([...sealed].sort());
    expect(await upgradeStatus({ ...addressOf(server, board, 'viewer'), wire })).toBe(403);
    await client.close();
  });
});

test('[R38] the outline is projected anew for each reader, though it is read from the board once', async () => {
  for (const role of ['facilitator', 'viewer', 'facilitator', 'viewer'] as const)
    expect(await read(API.outline(board.id), role)).toEqual(role === 'viewer' ? [] : [sealed[1]]);
});

test('the reader is the person that the service token vouches for, and nobody by their own word', async () => {
  const person = encodeURIComponent(JSON.stringify({ id: 'slack:T1:U1', name: 'Åse' }));
  await read(API.board(board.id), 'participant', { 'x-person': person, 'x-service-token': SERVICE_TOKEN });
  expect(readers.at(-1)).toEqual({ person: 'slack:T1:U1', role: 'participant' });
  await read(API.board(board.id), 'participant', { 'x-person': person });
  expect(readers.at(-1)).toEqual({ person: null, role: 'participant' });
  await read(API.outline(board.id), 'participant', { 'x-person': person, 'x-service-token': 'wrong' });
  expect(readers.at(-1)).toEqual({ person: null, role: 'participant' });
});

test('a card that somebody adds is answered to them whatever they may read', async () => {
  const response = await addCardOver(server, board, 'mine');
  expect(response.status).toBe(201);
});
