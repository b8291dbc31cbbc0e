import { API, HEADER_EPOCH, HEADER_SEQ } from '@samrejse/model/api/http';
import { openReplica } from '@samrejse/model/document/replica';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts } from '../../testing/edits.ts';
import { connectRaw } from '../../testing/raw-client.ts';
import { addCardOver, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const ask = (path = API.snapshot(board.id), headers: Record<string, string> = {}) =>
  server.request(path, { token: board.tokens.viewer, headers });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('the snapshot over HTTP', () => {
  test.each(['br', 'gzip', 'identity'])('in %s is the board, as far as it says', async (encoding) => {
    const response = await ask(undefined, { 'accept-encoding': encoding });
    expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect([HEADER_EPOCH, HEADER_SEQ].map((name) => response.headers.get(name))).toEqual(['1', '1']);
    expect(openReplica(await bytesOf(response)).getMap('phases').size).toBe(5);
  });

  test('with what comes after it by the socket makes the whole board', async () => {
    await addCardOver(server, board, 'after the snapshot');
    const response = await ask();
    const stands = { epoch: 1, since: Number(response.headers.get(HEADER_SEQ)) };
    const client = await connectRaw({ url: server.url, board: board.id, token: board.tokens.viewer, stands });
    Y.applyUpdate(client.doc, await bytesOf(response));
    await expect.poll(() => cardTexts(client.doc)).toEqual(['after the snapshot']);
    const sent = client.heard.flatMap((frame) => (frame.kind === 'log-range' ? frame.updates : []));
    expect(sent).toHaveLength(1);
  });

  test('is not sent again to who has it', async () => {
    const etag = (await ask()).headers.get('etag') ?? '';
    expect(etag).toBe('"1-1"');
    const again = await ask(undefined, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(await bytesOf(again)).toHaveLength(0);
  });

  test('has an address of its own that never changes what it gives', async () => {
    const named = (await ask()).headers.get('content-location') ?? '';
    const response = await ask(named);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('cache-control')).toContain('private');
    expect((await ask(`${API.snapshot(board.id)}/1-99`)).status).toBe(404);
  });

  test('builds no document', async () => {
    await ask();
    expect(server.hub.peek(board.id)?.board.isLoaded).toBe(false);
  });
});
