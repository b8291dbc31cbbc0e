import type { Role } from '@samrejse/model/words/roles';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { addressOf, cardsOf, join, roundTrip } from '../../testing/join.ts';
import { acked, connectRaw, refusals } from '../../testing/raw-client.ts';
import { startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const address = (role: Role) => addressOf(server, board, role);
const enter = (role: Role, wire?: string | null) => join(server, board, role, wire);
const cards = () => cardsOf(server, board);

describe('editing', () => {
  test('welcomes first, and gives what the board holds', async () => {
    const client = await enter('viewer');
    expect(client.heard[0]?.kind).toBe('ours');
    expect(client.messages()[0]).toMatchObject({ type: 'welcome', role: 'viewer', session: { state: 'idle' } });
    expect(client.doc.getMap('phases').size).toBe(5);
  });

  test('[R1] an edit is acknowledged to its author and sent to the others', async () => {
    const [anna, bo] = [await enter('participant'), await enter('participant')];
    anna.sendUpdate(writeCard(anna.doc, 'queue at the door').update);
    await expect.poll(() => acked(anna)).toBe(1);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['queue at the door']);
    expect(anna.heard.some((frame) => frame.kind === 'log-range' && frame.seq > 1)).toBe(false);
    expect(refusals(anna)).toEqual([]);
    expect(await cards()).toEqual(['queue at the door']);
  });

  test('[R17] edits made offline come up in the SyncStep2 that the server asks for', async () => {
    const anna = await enter('participant');
    await anna.close();
    writeCard(anna.doc, 'on the train');
    const again = await connectRaw(address('participant'));
    await expect.poll(() => again.heard.some((frame) => frame.kind === 'step-1')).toBe(true);
    const asked = again.heard.find((frame) => frame.kind === 'step-1');
    again.sendStepTwo(Y.encodeStateAsUpdate(anna.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    await expect.poll(() => acked(again)).toBe(1);
    expect(await cards()).toEqual(['on the train']);
  });

  test('[R4] what is known already is acknowledged, and not logged again', async () => {
    const anna = await enter('participant');
    const { update } = writeCard(anna.doc, 'once');
    for (let i = 0; i < 3; i++) anna.sendUpdate(update);
    anna.sendStepTwo(Uint8Array.of(0, 0));
    await expect.poll(() => acked(anna)).toBe(4);
    expect((await server.boardLog.since(board.key, 1)).updates).toHaveLength(1);
  });

  test('[R16] a stock client hears nothing of ours', async () => {
    const stock = await enter('participant', null);
    const anna = await enter('participant');
    stock.sendUpdate(writeCard(stock.doc, 'a').update);
    stock.sendUpdate(Uint8Array.of(1, 2, 3));
    await expect.poll(() => cardTexts(anna.doc)).toEqual(['a']);
    expect(stock.messages()).toEqual([]);
  });
});

describe('a viewer', () => {
  test('[R11] is not asked for edits', async () => {
    const client = await enter('viewer');
    expect(client.heard.some((frame) => frame.kind === 'step-1')).toBe(false);
  });

  test('[R11] changes nothing by any frame', async () => {
    const [viewer, anna] = [await enter('viewer'), await enter('participant')];
    const { update } = writeCard(viewer.doc, 'graffiti');
    viewer.sendUpdate(update);
    viewer.sendStepTwo(update);
    viewer.sendStepTwo(Y.encodeStateAsUpdate(viewer.doc));
    viewer.sendUpdate(Uint8Array.of(9, 9, 9));
    await expect.poll(() => refusals(viewer)).toEqual([1, 2, 3, 4].map((frame) => ({ frame, reason: 'forbidden' })));
    expect(await cards()).toEqual([]);
    expect(cardTexts(anna.doc)).toEqual([]);
    expect((await server.boardLog.since(board.key, 0)).seq).toBe(1);
  });

  test('may say what is known already, and nothing at all', async () => {
    const viewer = await enter('viewer');
    viewer.sendStepTwo(Y.encodeStateAsUpdate(viewer.doc));
    viewer.sendStepTwo(Uint8Array.of(0, 0));
    await roundTrip(viewer);
    expect(refusals(viewer)).toEqual([]);
  });

  test('[R11] cannot delete by a bare delete set', async () => {
    const anna = await enter('participant');
    anna.sendUpdate(writeCard(anna.doc, 'stays').update);
    await expect.poll(() => acked(anna)).toBe(1);
    const viewer = await enter('viewer');
    const before = Y.encodeStateVector(viewer.doc);
    viewer.doc.getMap('cards').clear();
    viewer.sendUpdate(Y.encodeStateAsUpdate(viewer.doc, before));
    await expect.poll(() => refusals(viewer)).toEqual([{ frame: 1, reason: 'forbidden' }]);
    expect(await cards()).toEqual(['stays']);
  });
});
