import { openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ANNA, cardTexts } from '../../testing/edits.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
let providers: WebsocketProvider[] = [];
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard('web-shop');
});
afterEach(async () => {
  for (const provider of providers) provider.destroy();
  providers = [];
  await server.dispose();
});

/** y-websocket as it comes, with nothing but the address and a token. */
const open = (role: 'participant' | 'viewer' | 'facilitator', doc = new Y.Doc()): WebsocketProvider => {
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, board.id, doc, {
    params: { token: board.tokens[role] },
    // The browser's WebSocket and ws differ in types only.
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  providers.push(provider);
  return provider;
};

const synced = (provider: WebsocketProvider) => expect.poll(() => provider.synced).toBe(true);

describe('a stock y-websocket client', () => {
  test('[R16] joins, edits by the verbs of the model, and converges with others', async () => {
    const [a, b] = [open('participant'), open('facilitator')];
    await synced(a);
    await synced(b);
    const [one, two] = [openBoard(a.doc), openBoard(b.doc)];
    const { steps, lanes } = readSnapshot(one);
    const [step, lane] = [steps[0]?.id, lanes.find((l) => l.type === 'pains')?.id];
    if (step === undefined || lane === undefined) throw new Error('the template has steps and lanes');
    const card = addCard(one, ANNA, { to: { step, lane }, kind: 'pain', text: 'where is my parcel' });
    for (let i = 0; i < 20; i++) addCard(i % 2 ? one : two, ANNA, { to: 'inbox', kind: 'note', text: `note ${i}` });
    await expect.poll(() => cardTexts(b.doc)).toContain('where is my parcel');
    moveCard(two, ANNA, card, 'inbox');
    const same = () => JSON.stringify(readSnapshot(one)) === JSON.stringify(readSnapshot(two));
    await expect.poll(same).toBe(true);
    expect(readSnapshot(one).cards.find((c) => c.id === card)?.place).toMatchObject({ step: null });
  });

  test('[R17] keeps what it wrote offline', async () => {
    const a = open('participant');
    await synced(a);
    a.disconnect();
    addCard(openBoard(a.doc), ANNA, { to: 'inbox', kind: 'note', text: 'on the train' });
    a.connect();
    const b = open('viewer');
    await expect.poll(() => cardTexts(b.doc)).toContain('on the train');
  });

  test('that only views sees all and changes nothing', async () => {
    const [viewer, other] = [open('viewer'), open('participant')];
    await synced(viewer);
    await synced(other);
    addCard(openBoard(viewer.doc), ANNA, { to: 'inbox', kind: 'note', text: 'graffiti' });
    addCard(openBoard(other.doc), ANNA, { to: 'inbox', kind: 'note', text: 'real' });
    await expect.poll(() => cardTexts(viewer.doc)).toContain('real');
    expect(cardTexts(other.doc)).not.toContain('graffiti');
  });

  test('with a dead link is turned away at the door', async () => {
    const provider = open('viewer');
    provider.disconnect();
    provider.params = { token: 'nonsense' };
    const failed = new Promise((resolve) => provider.once('connection-error', resolve));
    provider.connect();
    await failed;
    expect(provider.synced).toBe(false);
  });
});

describe('presence among stock clients', () => {
  const namesSeenBy = (provider: WebsocketProvider) =>
    [...provider.awareness.getStates().values()]
      .flatMap((state) => (state.person === undefined ? [] : [`${state.person.name} ${state.role}`]))
      .sort();
  const show = (provider: WebsocketProvider, name: string) =>
    provider.awareness.setLocalState({
      person: { id: name.toLowerCase(), name, colour: 1 },
      role: 'facilitator',
    });

  test('everyone sees everyone, with the role of the server, newcomers included; who leaves is gone', async () => {
    const [a, b] = [open('participant'), open('viewer')];
    show(a, 'Anna');
    show(b, 'Bo');
    await expect.poll(() => namesSeenBy(a)).toEqual(['Anna facilitator', 'Bo viewer']);
    const c = open('participant');
    show(c, 'Cleo');
    await expect.poll(() => namesSeenBy(c)).toEqual(['Anna participant', 'Bo viewer', 'Cleo facilitator']);
    b.destroy();
    await expect.poll(() => namesSeenBy(a)).toEqual(['Anna facilitator', 'Cleo participant']);
    await expect.poll(() => namesSeenBy(c)).toEqual(['Anna participant', 'Cleo facilitator']);
  });

  test('who reconnects is seen again soon, though the client kept its clock', async () => {
    const [a, b] = [open('participant'), open('participant')];
    show(a, 'Anna');
    show(b, 'Bo');
    await expect.poll(() => namesSeenBy(b)).toEqual(['Anna participant', 'Bo facilitator']);
    // The line breaks; the client does not say goodbye.
    (a.ws as unknown as WebSocket).terminate();
    await expect.poll(() => namesSeenBy(b)).toEqual(['Bo facilitator']);
    await expect.poll(() => namesSeenBy(b), { timeout: 5_000 }).toEqual(['Anna participant', 'Bo facilitator']);
  });
});
