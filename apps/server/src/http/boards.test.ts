import { API, accessSchema, createdBoardSchema, linksSchema, templateListSchema } from '@samrejse/model/api/http';
import { snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import { templates } from '@samrejse/model/templates';
import { LANE_SETS } from '@samrejse/model/words/lane-sets';
import { BLANK_PRESETS } from '@samrejse/model/words/maps';
import { ROLES } from '@samrejse/model/words/roles';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeAll(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterAll(() => server.dispose());

describe('starting a board', () => {
  test('gives three links that end in a token and open it', async () => {
    const response = await server.request(API.boards, {
      body: { template: 'web-shop', title: 'Skoene', language: 'da' },
    });
    expect(response.status).toBe(201);
    const { id, links } = v.parse(createdBoardSchema, await response.json());
    for (const role of ROLES) {
      const url = new URL(links[role]);
      expect(url.href).toMatch(new RegExp(`^${server.url}/b/${id}#token=[\\w-]{32}$`));
      const access = await server.request(API.access(id), { token: url.hash.slice('#token='.length) });
      expect(v.parse(accessSchema, await access.json())).toMatchObject({ board: id, role, title: 'Skoene' });
    }
    const snapshot = await server.request(API.board(id), { token: new URL(links.viewer).hash.slice('#token='.length) });
    expect(v.parse(snapshotSchema, await snapshot.json())).toMatchObject({ title: 'Skoene', language: 'da' });
  });

  test('an empty wish is a blank board of five phases, in the language of the reader', async () => {
    const response = await server.request(API.boards, { body: {}, headers: { 'accept-language': 'da-DK,en;q=0.5' } });
    const { id, links } = v.parse(createdBoardSchema, await response.json());
    const token = new URL(links.viewer).hash.slice('#token='.length);
    const snapshot = v.parse(snapshotSchema, await (await server.request(API.board(id), { token })).json());
    expect(snapshot.language).toBe('da');
    expect(snapshot.phases).toHaveLength(5);
    expect(snapshot.personas.map((p) => p.name)).toEqual(['Kunde']);
  });

  test.each(templates)('starts from $id', async ({ id: template }) => {
    const response = await server.request(API.boards, { body: { template, language: 'sv' } });
    expect(response.status).toBe(201);
  });

  test('a blank begins with the lanes that are wished', async () => {
    const response = await server.request(API.boards, { body: { template: 'four', lanes: 'management' } });
    const { id, links } = v.parse(createdBoardSchema, await response.json());
    const token = new URL(links.viewer).hash.slice('#token='.length);
    const snapshot = v.parse(snapshotSchema, await (await server.request(API.board(id), { token })).json());
    expect(snapshot.lanes.map((lane) => lane.type)).toEqual([...LANE_SETS.management]);
    expect((await server.request(API.boards, { body: { lanes: 'all' } })).status).toBe(400);
  });

  test('an unknown template is refused, and makes no board', async () => {
    const response = await server.request(API.boards, { body: { template: 'nope' } });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown-template' } });
  });
});

describe('handing on links', () => {
  test.each([
    ['facilitator', ['facilitator', 'participant', 'viewer']],
    ['participant', ['participant', 'viewer']],
    ['viewer', ['viewer']],
  ] as const)('a %s may hand on %s', async (role, expected) => {
    const response = await server.request(API.links(board.id), { token: board.tokens[role] });
    const links = v.parse(linksSchema, await response.json());
    expect(Object.keys(links).sort()).toEqual([...expected]);
    expect(links.viewer).toContain(board.tokens.viewer);
  });
});

test('the gallery lists worked and blank templates in the language asked for', async () => {
  const response = await server.request(`${API.templates}?language=sv`);
  const listed = v.parse(templateListSchema, await response.json());
  expect(listed.map((t) => t.id)).toEqual(templates.map((t) => t.id));
  expect(listed.filter((t) => t.blank).map((t) => t.id)).toEqual([...BLANK_PRESETS]);
  const worked = listed.find((t) => t.id === 'membership-loop');
  expect(worked?.curve.length).toBe(worked?.phases.reduce((sum, phase) => sum + phase.steps, 0));
  expect(listed.find((t) => t.id === 'five')?.name).toBe('Fem faser');
  expect(listed.find((t) => t.id === 'service_blueprint')?.lanes).toHaveLength(5);
});

test('ready while the database can be written, and not while it drains', async () => {
  const own = await startTestServer();
  expect((await own.request('/readyz')).status).toBe(200);
  expect((await own.request('/healthz')).status).toBe(200);
  await own.hub.drain(100);
  expect((await own.app.request('/readyz')).status).toBe(503);
  await own.dispose();
});
