/** One actor: an edit is held against the rights of the session, whichever way it comes. */
import { API, createdCardSchema, HEADER_PERSON, HEADER_SERVICE_TOKEN } from '@samrejse/model/api/http';
import { authorOf } from '@samrejse/model/document/board';
import type { PersonId } from '@samrejse/model/records/ids';
import { OPEN_RIGHTS } from '@samrejse/model/rights/permission';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeCard } from '../../testing/edits.ts';
import { cardsOf, join } from '../../testing/join.ts';
import { acked } from '../../testing/raw-client.ts';
import {
  addCardOver,
  SERVICE_TOKEN,
  startTestServer,
  type TestBoard,
  type TestServer,
} from '../../testing/test-server.ts';

const KAREN = {
  [HEADER_SERVICE_TOKEN]: SERVICE_TOKEN,
  [HEADER_PERSON]: encodeURIComponent(JSON.stringify({ id: 'slack:T1:U1', name: 'Karen' })),
};

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  // Nothing may be added, and nothing taken away, while the session runs.
  server = await startTestServer({
    rightsIn: ({ state }) => (state === 'running' ? new Set(['vote', 'comment', 'move']) : OPEN_RIGHTS),
  });
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const command = (body: object) =>
  server.request(API.sessionCommands(board.id), { token: board.tokens.facilitator, body });
const start = async () => expect((await command({ command: 'start', title: 'Vote', minutes: 5 })).status).toBe(200);

describe('while the session allows no new cards', () => {
  test.each([
    ['from Slack', KAREN],
    ['over HTTP', {}],
  ])('a card %s is refused in words, and allowed again when the session has ended', async (_, headers) => {
    await start();
    const refused = await addCardOver(server, board, 'late', { headers: { ...headers, 'accept-language': 'da' } });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: { code: 'forbidden', message: expect.stringMatching(/facilitator/) },
    });
    expect(await cardsOf(server, board)).toEqual([]);
    await command({ command: 'end' });
    expect((await addCardOver(server, board, 'in time', { headers })).status).toBe(201);
  });

  test('[R37] an edit by socket is refused by the same rights', async () => {
    const client = await join(server, board, 'participant');
    const anna = authorOf('anna' as PersonId);
    client.sendUpdate(writeCard(client.doc, 'in time', anna).update);
    await expect.poll(() => acked(client)).toBe(1);
    await start();
    client.sendUpdate(writeCard(client.doc, 'late', anna).update);
    await expect
      .poll(() => client.messages().find((m) => m.type === 'refused'))
      .toMatchObject({ reason: 'forbidden', objection: 'no-right' });
    expect(await cardsOf(server, board)).toEqual(['in time']);
    await client.close();
  });

  test('[R37] a facilitator still adds cards, by either way', async () => {
    await start();
    const token = board.tokens.facilitator;
    expect((await addCardOver(server, board, 'over HTTP', { token, headers: KAREN })).status).toBe(201);
    const client = await join(server, board, 'facilitator');
    client.sendUpdate(writeCard(client.doc, 'by socket').update);
    await expect.poll(() => acked(client)).toBe(1);
    expect(await cardsOf(server, board)).toEqual(['by socket', 'over HTTP']);
    await client.close();
  });

  test('what somebody added from Slack they cannot take back until it is allowed again', async () => {
    const response = await addCardOver(server, board, 'oops', { headers: KAREN });
    const { id } = v.parse(createdCardSchema, await response.json());
    const undo = () =>
      server.request(API.card(board.id, id), { method: 'DELETE', token: board.tokens.participant, headers: KAREN });
    await start();
    expect((await undo()).status).toBe(403);
    await command({ command: 'end' });
    expect((await undo()).status).toBe(204);
  });
});
