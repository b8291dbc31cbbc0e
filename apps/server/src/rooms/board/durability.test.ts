import { API } from '@samrejse/model/api/http';
import { WIRE_VERSION } from '@samrejse/model/wire/messages';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { acked, connectRaw, type RawClient, refusals } from '../../../testing/raw-client.ts';
import { addCardOver, startTestServer, type TestBoard, type TestServer } from '../../../testing/test-server.ts';
import { LIMITS, type Limits } from '../limits.ts';

let server: TestServer;
let board: TestBoard;
const start = async (snapshots: Partial<Limits['snapshots']> = {}) => {
  const retry = { firstMs: 20, longestMs: 50 };
  const limits = { retry, commitWaitMs: 300, idleMs: 20, snapshots: { ...LIMITS.snapshots, edits: 200, ...snapshots } };
  server = await startTestServer({ limits });
  board = await server.createBoard();
};
beforeEach(() => start());
afterEach(() => server.dispose());

const join = async (options: { wire?: string | null; synced?: boolean } = {}): Promise<RawClient> => {
  const token = board.tokens.participant;
  const client = await connectRaw({
    url: server.url,
    board: board.id,
    token,
    wire: options.wire ?? String(WIRE_VERSION),
  });
  client.askForAll();
  if (options.synced !== false)
    await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

const notices = (client: RawClient) => client.messages().flatMap((m) => (m.type === 'notice' ? [m.notice] : []));
const cards = async () => {
  const response = await server.request(API.board(board.id), { token: board.tokens.viewer });
  return ((await response.json()) as { cards: { text: string }[] }).cards.map((card) => card.text).sort();
};
/** Long enough for the server to have said anything that it was going to say. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('while commits fail', () => {
  test('[R1] [R3] nothing is acknowledged and nobody sees it; then everything is', async () => {
    const [anna, bo] = [await join(), await join()];
    server.boardLog.failing = true;
    anna.sendUpdate(writeCard(anna.doc, 'one').update);
    await expect.poll(() => notices(anna)).toEqual(['not-saving']);
    anna.sendUpdate(writeCard(anna.doc, 'two').update);
    await aWhile();
    expect(acked(anna)).toBe(0);
    expect(cardTexts(bo.doc)).toEqual([]);
    expect(await cards()).toEqual([]);
    expect((await server.request('/readyz')).status).toBe(503);
    expect(notices(bo)).toEqual(['not-saving']);

    server.boardLog.failing = false;
    await expect.poll(() => acked(anna)).toBe(2);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['one', 'two']);
    expect(notices(anna)).toEqual(['not-saving', 'saving']);
    expect(refusals(anna)).toEqual([]);
    expect((await server.request('/readyz')).status).toBe(200);
    expect((await server.boardLog.since(board.key, 1)).seq).toBe(3);
  });

  test('[R4] what is sent again is not acknowledged because it is known, but when it is safe', async () => {
    const anna = await join();
    server.boardLog.failing = true;
    const { update } = writeCard(anna.doc, 'once');
    anna.sendUpdate(update);
    anna.sendUpdate(update);
    await aWhile();
    expect(acked(anna)).toBe(0);
    server.boardLog.failing = false;
    await expect.poll(() => acked(anna)).toBe(2);
  });

  test('[R3] somebody who joins is told, and sees what is safe', async () => {
    const anna = await join();
    anna.sendUpdate(writeCard(anna.doc, 'safe').update);
    await expect.poll(() => acked(anna)).toBe(1);
    server.boardLog.failing = true;
    anna.sendUpdate(writeCard(anna.doc, 'unsafe').update);
    await expect.poll(() => notices(anna)).toEqual(['not-saving']);
    const late = await join();
    expect(notices(late)).toEqual(['not-saving']);
    expect(cardTexts(late.doc)).toEqual(['safe']);
    server.boardLog.failing = false;
    await expect.poll(() => cardTexts(late.doc)).toEqual(['safe', 'unsafe']);
  });

  test('[R5] a request is told to try again, and with its key that is safe', async () => {
    server.boardLog.failing = true;
    const headers = { 'idempotency-key': 'k' };
    const first = await addCardOver(server, board, 'from afar', { headers });
    expect(first.status).toBe(503);
    expect(await first.json()).toMatchObject({ error: { code: 'not-saving' } });
    const meanwhile = addCardOver(server, board, 'from afar', { headers });
    server.boardLog.failing = false;
    expect((await meanwhile).status).toBe(201);
    const again = await addCardOver(server, board, 'from afar', { headers });
    expect(await again.json()).toEqual(await (await meanwhile).json());
    expect(await cards()).toEqual(['from afar']);
  });

  test('[R29] a room with unsaved work is not unloaded, even if everybody leaves', async () => {
    const anna = await join();
    server.boardLog.failing = true;
    anna.sendUpdate(writeCard(anna.doc, 'left behind').update);
    await expect.poll(() => notices(anna)).toEqual(['not-saving']);
    await anna.close();
    await aWhile();
    expect(server.hub.peek(board.id)).not.toBeNull();
    server.boardLog.failing = false;
    await expect.poll(() => server.hub.peek(board.id)).toBeNull();
    expect(await cards()).toEqual(['left behind']);
  });

  test('[R6] one board that cannot be saved does not keep another from being saved', async () => {
    const other = await server.createBoard();
    const { append } = server.boardLog;
    Object.assign(server.boardLog, {
      append: async (entries: Parameters<typeof append>[0]) => {
        if (entries.some((entry) => entry.board === board.id)) throw new Error('poisoned');
        return append(entries);
      },
    });
    const anna = await join();
    anna.sendUpdate(writeCard(anna.doc, 'stuck').update);
    const response = await addCardOver(server, other, 'fine');
    expect(response.status).toBe(201);
    expect(acked(anna)).toBe(0);
    Object.assign(server.boardLog, { append });
    await expect.poll(() => acked(anna)).toBe(1);
  });
});

describe('rooms', () => {
  test('[R29] an idle room is unloaded, and comes back with everything', async () => {
    const anna = await join();
    anna.sendUpdate(writeCard(anna.doc, 'kept').update);
    await expect.poll(() => acked(anna)).toBe(1);
    await anna.close();
    await expect.poll(() => server.hub.peek(board.id)).toBeNull();
    const again = await join();
    expect(cardTexts(again.doc)).toEqual(['kept']);
  });

  test('[R27] a load that fails is tried again by whoever comes next', async () => {
    const { load } = server.boardLog;
    Object.assign(server.boardLog, { load: () => Promise.reject(new Error('no disk')) });
    const unlucky = await join({ synced: false });
    expect(await unlucky.closed).toBe(1011);
    Object.assign(server.boardLog, { load });
    expect((await join()).doc.getMap('phases').size).toBe(5);
  });

  test('[R30] a long log is read from a snapshot, and the log is kept', async () => {
    await server.dispose();
    // Without the pause of five seconds after the board was opened.
    await start({ pauseMs: 0 });
    const anna = await join();
    for (let i = 0; i < 250; i++) anna.sendUpdate(writeCard(anna.doc, `card ${i}`).update);
    await expect.poll(() => acked(anna)).toBe(250);
    const snapshotSeq = async () => (await server.boardLog.load(board.key))?.snapshot?.seq ?? 0;
    await expect.poll(snapshotSeq, { timeout: 20_000 }).toBeGreaterThanOrEqual(200);
    const stored = await server.boardLog.load(board.key);
    expect(stored?.tail.seq).toBe(251);
    expect(stored?.tail.updates.length).toBeLessThan(60);
    expect((await server.boardLog.since(board.key, 0)).updates).toHaveLength(251);
    await anna.close();
    await expect.poll(() => server.hub.peek(board.id)).toBeNull();
    expect(cardTexts((await join()).doc)).toHaveLength(250);
  });

  test('a server that ends leaves a short tail to the next start, whatever storm came last', async () => {
    const anna = await join();
    for (let i = 0; i < 1_500; i++) anna.sendUpdate(writeCard(anna.doc, `card ${i}`).update);
    await expect.poll(() => acked(anna), { timeout: 20_000 }).toBe(1_500);
    await server.hub.drain(10_000);
    const stored = await server.boardLog.load(board.key);
    expect(stored?.tail.seq).toBe(1_501);
    expect(stored?.tail.updates.length).toBeLessThan(200);
  });
});
