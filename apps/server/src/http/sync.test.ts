import { API } from '@samrejse/model/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { acked, connectRaw, type RawClient, refusals } from '../../testing/raw-client.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const join = async (role: 'facilitator' | 'participant' | 'viewer', wire: string | null = '1'): Promise<RawClient> => {
  const client = await connectRaw({ url: server.url, board: board.id, token: board.tokens[role], wire });
  client.askForAll();
  await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

describe('the sync socket', () => {
  test('welcomes first, and gives what the board holds', async () => {
    const client = await join('viewer');
    expect(client.messages()[0]).toMatchObject({ type: 'welcome', role: 'viewer', session: { state: 'idle' } });
    expect(client.doc.getMap('phases').size).toBe(5);
  });

  test('an edit is acknowledged to its author and sent to the others', async () => {
    const [anna, bo] = [await join('participant'), await join('participant')];
    const { update } = writeCard(anna.doc, 'queue at the door');
    anna.sendUpdate(update);
    await expect.poll(() => acked(anna)).toBe(1);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['queue at the door']);
    expect(anna.heard.some((frame) => frame.kind === 'update')).toBe(false);
    expect(refusals(anna)).toEqual([]);
    const snapshot = await server.request(API.board(board.id), { token: board.tokens.viewer });
    expect(await snapshot.json()).toMatchObject({ cards: [{ text: 'queue at the door' }] });
    expect(Y.encodeStateVector(anna.doc)).toEqual(Y.encodeStateVector(bo.doc));
  });
});
