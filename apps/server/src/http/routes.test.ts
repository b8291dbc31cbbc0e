import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

/** Everything else asks who you are first. */
const PUBLIC = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/templates',
  'GET /api/openapi.json',
  'POST /api/boards',
  // The built board: files that are the same for everybody.
  'GET /*',
];

let server: TestServer;
let board: TestBoard;
beforeAll(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterAll(() => server.dispose());

const routes = (): string[] => [
  ...new Set(server.app.routes.filter((r) => r.method !== 'ALL').map((r) => `${r.method} ${r.path}`)),
];

const call = (route: string, headers: Record<string, string>) => {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replace(':id', board.id).replace(':card', 'some-card');
  return server.app.request(address, { method, headers: { upgrade: 'websocket', ...headers } });
};

describe('the route table', () => {
  test('has what it should have', () => {
    expect(
      routes()
        .filter((route) => !PUBLIC.includes(route))
        .sort(),
    ).toEqual([
      'DELETE /api/boards/:id/cards/:card',
      'GET /api/boards/:id',
      'GET /api/boards/:id/access',
      'GET /api/boards/:id/links',
      'GET /api/boards/:id/outline',
      'GET /api/boards/:id/snapshot',
      'GET /api/boards/:id/snapshot/:version',
      'GET /sync/:id',
      'POST /api/boards/:id/cards',
      'POST /api/boards/:id/session/commands',
    ]);
    expect(routes()).toEqual(expect.arrayContaining(PUBLIC));
  });

  test.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('every route that is not public refuses strangers with %s', async (_, headers) => {
    for (const route of routes()) {
      if (PUBLIC.includes(route)) continue;
      const response = await call(route, headers);
      expect([route, response.status]).toEqual([route, 401]);
      expect(await response.json()).toMatchObject({ error: { code: 'unauthorised' } });
    }
  });

  test('[R13] the link of one board does not open another', async () => {
    const other = await server.createBoard();
    for (const route of routes()) {
      if (PUBLIC.includes(route)) continue;
      const response = await call(route, { authorization: `Bearer ${other.tokens.facilitator}` });
      expect([route, response.status]).toEqual([route, 401]);
    }
  });

  test('a board that is not there looks like one that is not yours', async () => {
    const headers = { authorization: `Bearer ${board.tokens.viewer}` };
    const nowhere = await server.app.request('/api/boards/nowhere', { headers });
    const foreign = await server.app.request('/api/boards/nowhere');
    expect(nowhere.status).toBe(401);
    expect(await nowhere.json()).toEqual(await foreign.json());
  });
});

describe('every answer', () => {
  test('an unknown path of the API is a 404 in JSON, in the language of the reader', async () => {
    const response = await server.request('/api/nothing', {
      headers: { 'accept-language': 'fi, sv-SE;q=0.9, en;q=0.8' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      error: { code: 'not-found', message: 'Sidan finns inte. Kontrollera adressen.' },
    });
  });

  test('carries headers that let the board work, and nothing from elsewhere', async () => {
    const policy = (await server.request('/healthz')).headers.get('content-security-policy') ?? '';
    const host = new URL(server.url).host;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain(`connect-src 'self' ws://${host}`);
    expect(policy).toMatch(/frame-ancestors 'self'(;|$)/);
    expect((await server.request('/healthz')).headers.get('x-frame-options')).toBeNull();
  });

  test('lets pages of other origins frame the board only where the server is told so', async () => {
    const framed = await startTestServer({ frameAncestors: ['http://127.0.0.1:*', 'https://*.example.org'] });
    const policy = (await framed.request('/healthz')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'self' http://127.0.0.1:* https://*.example.org");
    await framed.dispose();
  });

  test('a body that is too large is refused, and one that is no JSON', async () => {
    const large = await server.request('/api/boards', { body: { title: 'x'.repeat(70_000) } });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ error: { code: 'too-large' } });
    const broken = await server.request('/api/boards', { body: '{"title' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { code: 'bad-request' } });
  });

  test('what fails validation is named by its field, and not echoed', async () => {
    const response = await server.request('/api/boards', { body: { language: 'fi', title: 7 } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: 'bad-request', message: 'Check: title, language.' },
    });
  });

  test('the API describes itself', async () => {
    const description = (await (await server.request('/api/openapi.json')).json()) as { paths: object };
    expect(Object.keys(description.paths).sort()).toEqual([
      '/api/boards',
      '/api/boards/{id}',
      '/api/boards/{id}/access',
      '/api/boards/{id}/cards',
      '/api/boards/{id}/cards/{card}',
      '/api/boards/{id}/links',
      '/api/boards/{id}/outline',
      '/api/boards/{id}/session/commands',
      '/api/boards/{id}/snapshot',
      '/api/boards/{id}/snapshot/{version}',
      '/api/templates',
      '/healthz',
      '/metrics',
      '/readyz',
    ]);
  });
});
