/** How the bot reads answers that the server gives rarely, or that something between the two gives. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BoardId, CardId, PersonId } from '@samrejse/model/records/ids';
import { afterEach, expect, test } from 'vitest';
import { BoardUnreachable, createServerApi, type ServerApi } from './server-api.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const visit = { board: 'B1' as BoardId, token: 'tok', person: { id: 'slack:T:U' as PersonId, name: 'Åse & "Bo"' } };

const against = async (status: number, body: string | null, seen: IncomingMessage[] = []): Promise<ServerApi> => {
  server = createServer((request, response) => {
    seen.push(request);
    if (body !== null) response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createServerApi({ serverUrl: `http://127.0.0.1:${port}`, serviceToken: 'service', timeoutMs: 200 });
};

test('each call says which link, which bot and which person', async () => {
  const seen: IncomingMessage[] = [];
  const api = await against(204, '', seen);
  expect(await api.removeCard(visit, 'C1' as CardId)).toEqual({ ok: true, value: null });
  const headers = seen[0]?.headers ?? {};
  expect(headers.authorization).toBe('Bearer tok');
  expect(headers['x-service-token']).toBe('service');
  expect(JSON.parse(decodeURIComponent(String(headers['x-person'])))).toEqual(visit.person);
});

test.each([
  [404, '{"error":{"code":"not-found","message":"x"}}', 'not-found'],
  [413, '{"error":{"code":"board-full","message":"x"}}', 'board-full'],
  [403, '{"error":"in words of another"}', 'forbidden'],
  [418, '{}', 'internal'],
])('%i %s is final', async (status, body, code) => {
  expect(await (await against(status, body)).access(visit)).toEqual({ ok: false, code });
});

test.each([
  [503, '{"error":{"code":"not-saving","message":"x"}}'],
  [500, '{"error":{"code":"internal","message":"x"}}'],
  [429, '{"error":{"code":"too-fast","message":"x"}}'],
  [502, '<html>proxy</html>'],
  [200, '<html>proxy</html>'],
  [200, '{"another":"version"}'],
  [200, null],
])('%i %s is worth trying again', async (status, body) => {
  await expect((await against(status, body)).access(visit)).rejects.toThrow(BoardUnreachable);
});

test('an outline is asked for with its version as ETag; 304 says that it is still the same', async () => {
  const seen: IncomingMessage[] = [];
  const api = await against(304, '', seen);
  expect(await api.outline(visit, 'v1')).toEqual({ ok: true, value: null });
  expect(seen[0]?.headers['if-none-match']).toBe('"v1"');
});

test('an outline is read by its schema', async () => {
  const outline = { version: 'v1', title: 'Web shop', language: 'da', phases: [], steps: [], lanes: [] };
  expect(await (await against(200, JSON.stringify(outline))).outline(visit, null)).toEqual({
    ok: true,
    value: outline,
  });
  await expect((await against(200, '{"version":1}')).outline(visit, null)).rejects.toThrow(BoardUnreachable);
});
