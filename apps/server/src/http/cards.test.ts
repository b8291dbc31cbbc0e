import { API, type CreateCard, createdCardSchema, HEADER_PERSON, HEADER_SERVICE_TOKEN } from '@samrejse/model/api/http';
import { type Snapshot, snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addCardOver,
  SERVICE_TOKEN,
  startTestServer,
  type TestBoard,
  type TestServer,
} from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  board = await server.createBoard('web-shop');
});

const snapshot = async (): Promise<Snapshot> =>
  v.parse(snapshotSchema, await (await server.request(API.board(board.id), { token: board.tokens.viewer })).json());

const post = async (card: CreateCard) => {
  const response = await server.request(API.cards(board.id), { token: board.tokens.participant, body: card });
  expect(response.status).toBe(201);
  return v.parse(createdCardSchema, await response.json());
};

const as = (id: string, name: string) => ({
  [HEADER_SERVICE_TOKEN]: SERVICE_TOKEN,
  [HEADER_PERSON]: encodeURIComponent(JSON.stringify({ id, name })),
});

describe('where a card goes', () => {
  test('step by number, lane of its kind', async () => {
    const { id, place } = await post({ kind: 'pain', text: 'slow', step: '2.1', channel: 'website', feeling: -2 });
    const board = await snapshot();
    expect(place).toMatchObject({ stepNumber: '2.1', laneType: 'pains', phaseName: board.phases[1]?.name });
    expect(board.cards.find((card) => card.id === id)).toMatchObject({
      text: 'slow',
      createdBy: 'api',
      via: 'api',
      channel: 'website',
      valence: -2,
    });
  });

  test('step and lane by id; a card takes the kind of the lane it is put into', async () => {
    const { steps, lanes } = await snapshot();
    const step = steps[0]?.id ?? '';
    const lane = lanes.find((l) => l.type === 'opportunities')?.id ?? '';
    const { id, place } = await post({ kind: 'pain', text: 'x', step, lane });
    expect(place).toMatchObject({ step, lane, stepNumber: '1.1', laneType: 'opportunities' });
    expect((await snapshot()).cards.find((card) => card.id === id)?.kind).toBe('opportunity');
  });

  test('lane by type', async () => {
    expect((await post({ kind: 'note', text: 'x', step: '1.1', lane: 'pains' })).place.laneType).toBe('pains');
  });

  test.each<[string, Omit<CreateCard, 'text'>]>([
    ['no place', { kind: 'pain' }],
    ['a lane alone', { kind: 'pain', lane: 'pains' }],
    ['an unknown step', { kind: 'pain', step: '9.9', lane: 'pains' }],
    ['an unknown lane', { kind: 'pain', step: '1.1', lane: 'nowhere' }],
    ['a lane that holds no cards', { kind: 'pain', step: '1.1', lane: 'emotion' }],
    ['a kind without a lane', { kind: 'thought', step: '1.1' }],
  ])('%s: the inbox', async (_, card) => {
    const created = await post({ ...card, text: 'kept' });
    expect(created.place).toMatchObject({ step: null, lane: null, stepNumber: null, laneType: null });
    expect((await snapshot()).cards.find((c) => c.id === created.id)).toMatchObject({ kind: card.kind, text: 'kept' });
  });
});

describe('who may, and who did', () => {
  test('a viewer may not', async () => {
    const response = await addCardOver(server, board, 'x', { token: board.tokens.viewer });
    expect(response.status).toBe(403);
    expect((await snapshot()).cards.some((card) => card.text === 'x')).toBe(false);
  });

  test('the bot adds for the person it names, who is introduced with a colour', async () => {
    await addCardOver(server, board, 'from chat', { headers: as('slack:T1:U1', 'Åse Ø.') });
    await addCardOver(server, board, 'again', { headers: as('slack:T1:U1', 'Åse Ø.') });
    const { cards, people } = await snapshot();
    expect(cards.filter((card) => card.createdBy === 'slack:T1:U1')).toHaveLength(2);
    expect(cards.find((card) => card.text === 'from chat')?.via).toBe('slack');
    expect(people).toEqual([{ id: 'slack:T1:U1', name: 'Åse Ø.', colour: expect.any(Number) }]);
  });

  test('a wrong service token is refused, and a person without one is nobody', async () => {
    const wrong = { ...as('slack:T1:U1', 'Bo'), [HEADER_SERVICE_TOKEN]: 'wrong' };
    expect((await addCardOver(server, board, 'x', { headers: wrong })).status).toBe(401);
    const { [HEADER_PERSON]: person } = as('slack:T1:U1', 'Bo');
    await addCardOver(server, board, 'y', { headers: { [HEADER_PERSON]: person } });
    expect((await snapshot()).cards.find((card) => card.text === 'y')?.createdBy).toBe('api');
  });

  test('a person that cannot be read is named as the fault', async () => {
    const headers = { [HEADER_SERVICE_TOKEN]: SERVICE_TOKEN, [HEADER_PERSON]: '%7Bbroken' };
    const response = await addCardOver(server, board, 'x', { headers });
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request', message: 'Check: x-person.' } });
  });
});

describe('a request sent again', () => {
  const withKey = (key: string, more: Record<string, string> = {}) => ({
    headers: { 'idempotency-key': key, ...more },
  });

  test('[R5] is answered the same, and done once', async () => {
    const first = await addCardOver(server, board, 'once', withKey('k1'));
    const second = await addCardOver(server, board, 'once', withKey('k1'));
    expect(second.status).toBe(201);
    expect(await second.json()).toEqual(await first.json());
    expect((await snapshot()).cards.filter((card) => card.text === 'once')).toHaveLength(1);
  });

  test('[R5] is done once even if both come at the same time', async () => {
    const responses = await Promise.all([1, 2, 3, 4].map(() => addCardOver(server, board, 'race', withKey('k2'))));
    const answers = await Promise.all(responses.map((r) => r.json()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await snapshot()).cards.filter((card) => card.text === 'race')).toHaveLength(1);
  });

  test('[R5] with another content is a conflict', async () => {
    await addCardOver(server, board, 'one', withKey('k3'));
    const response = await addCardOver(server, board, 'two', withKey('k3'));
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: 'conflict' } });
    expect((await snapshot()).cards.some((card) => card.text === 'two')).toBe(false);
  });

  test('[R5] under the same key on another board is another request', async () => {
    await addCardOver(server, board, 'here', withKey('k4'));
    const other = await server.createBoard();
    expect((await addCardOver(server, other, 'there', withKey('k4'))).status).toBe(201);
  });

  test('an id that is taken is a conflict, not a card overwritten', async () => {
    const { id } = await post({ kind: 'note', text: 'mine' });
    const response = await server.request(API.cards(board.id), {
      token: board.tokens.participant,
      body: { id, kind: 'note', text: 'theirs' },
    });
    expect(response.status).toBe(409);
    expect((await snapshot()).cards.find((card) => card.id === id)?.text).toBe('mine');
  });
});

describe('taking a card away', () => {
  const remove = (card: string, token: string, headers: Record<string, string> = {}) =>
    server.request(API.card(board.id, card), { method: 'DELETE', token, headers });

  test('its author may, as the bot names them; again, it answers the same', async () => {
    const response = await addCardOver(server, board, 'oops', { headers: as('slack:T1:U1', 'Åse') });
    const { id } = v.parse(createdCardSchema, await response.json());
    expect((await remove(id, board.tokens.participant, as('slack:T1:U2', 'Bo'))).status).toBe(403);
    expect((await remove(id, board.tokens.participant)).status).toBe(403);
    expect((await remove(id, board.tokens.participant, as('slack:T1:U1', 'Åse'))).status).toBe(204);
    expect((await remove(id, board.tokens.participant, as('slack:T1:U1', 'Åse'))).status).toBe(204);
    expect((await snapshot()).cards.some((card) => card.id === id)).toBe(false);
  });

  test('a facilitator may take any; a viewer none, whoever they say they are', async () => {
    const response = await addCardOver(server, board, 'x', { headers: as('slack:T1:U1', 'Åse') });
    const { id } = v.parse(createdCardSchema, await response.json());
    expect((await remove(id, board.tokens.viewer, as('slack:T1:U1', 'Åse'))).status).toBe(403);
    expect((await remove(id, board.tokens.facilitator)).status).toBe(204);
  });

  test('one that never was is not found', async () => {
    expect((await remove('nothing', board.tokens.facilitator)).status).toBe(404);
  });
});
