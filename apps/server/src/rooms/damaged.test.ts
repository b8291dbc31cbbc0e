/** A board whose log cannot be read is closed, in words; the others never notice. */
import { API } from '@samrejse/model/api/http';
import { CLOSE } from '@samrejse/model/wire/messages';
import { systemClock } from '@samrejse/runtime/clock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { addressOf, join } from '../../testing/join.ts';
import { acked, connectRaw } from '../../testing/raw-client.ts';
import { addCardOver, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';
import { DamagedLog } from '../store/board-log.ts';
import { Compactor, CompactorBusy } from './board/compactor.ts';
import { LIMITS } from './limits.ts';

let server: TestServer;
let bad: TestBoard;
let good: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  [bad, good] = [await server.createBoard(), await server.createBoard()];
});
afterEach(() => server.dispose());

/** Puts bytes into the log past everything that checks them. */
const poison = (seq: number, update: Uint8Array) =>
  server.db.$client
    .prepare('insert into board_log (board, document, seq, "update", at) values (?, ?, ?, ?, 0)')
    .run(bad.id, bad.key.document, seq, update);

/** Builds on what nobody has. */
const orphan = (): Uint8Array => {
  const doc = new Y.Doc();
  writeCard(doc, 'never sent');
  return writeCard(doc, 'orphan').update;
};

const goodWorks = async () => {
  const anna = await join(server, good, 'participant');
  anna.sendUpdate(writeCard(anna.doc, 'fine').update);
  await expect.poll(() => acked(anna)).toBe(1);
};

describe('a log', () => {
  test('[R26] with bytes that are no update: who comes is told that the board is damaged', async () => {
    poison(2, Uint8Array.of(1, 1, 200, 7));
    const client = await connectRaw(addressOf(server, bad, 'participant'));
    expect(await client.closed).toBe(CLOSE.boardDamaged);
    expect(await (await connectRaw(addressOf(server, bad, 'viewer'))).closed).toBe(CLOSE.boardDamaged);
    await goodWorks();
  });

  test('[R26] with an edit no replica takes: whoever edits is told, and so is who asks over HTTP', async () => {
    poison(2, orphan());
    const client = await connectRaw(addressOf(server, bad, 'participant'));
    client.sendUpdate(writeCard(client.doc, 'lost?').update);
    expect(await client.closed).toBe(CLOSE.boardDamaged);
    expect(acked(client)).toBe(0);
    const response = await addCardOver(server, bad, 'no');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: 'board-damaged' } });
    await goodWorks();
  });

  // The bytes were dropped, and are read anew for the next edit: nobody awaits that reading.
  test('[R26] whose outline is damaged after the board was opened: the board is closed, and the process goes on', async () => {
    const client = await join(server, bad, 'participant');
    await expect.poll(() => server.hub.peek(bad.id)?.board.bytes.held).toBeNull();
    server.db.$client
      .prepare('update board_snapshots set outline = ? where board = ?')
      .run(Uint8Array.of(200, 200, 200), bad.id);
    const response = await addCardOver(server, bad, 'no');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: 'board-damaged' } });
    expect(await client.closed).toBe(CLOSE.boardDamaged);
    await goodWorks();
  });

  test('[R26] with a gap: the same', async () => {
    poison(4, Uint8Array.of(0, 0));
    expect(await (await connectRaw(addressOf(server, bad, 'participant'))).closed).toBe(CLOSE.boardDamaged);
    const response = await server.request(API.board(bad.id), { token: bad.tokens.viewer });
    expect(await response.json()).toMatchObject({ error: { code: 'board-damaged' } });
    await goodWorks();
  });
});

describe('a compaction', () => {
  test('makes the same board, in a thread of its own', async () => {
    const compactor = new Compactor({ clock: systemClock, limits: LIMITS });
    const doc = new Y.Doc();
    const updates = Array.from({ length: 50 }, (_, i) => writeCard(doc, `card ${i}`).update);
    const { state } = await compactor.compact(updates);
    const made = new Y.Doc();
    Y.applyUpdate(made, state);
    expect(cardTexts(made)).toEqual(cardTexts(doc));
    compactor.close();
  });

  test('that chokes on a board tells of that board, and makes the next', async () => {
    const compactor = new Compactor({ clock: systemClock, limits: LIMITS });
    const doc = new Y.Doc();
    const outcomes = await Promise.allSettled([
      compactor.compact([Uint8Array.of(1, 1, 200, 7)]),
      compactor.compact([orphan()]),
      compactor.compact([writeCard(doc, 'fine').update]),
    ]);
    expect(outcomes.map((o) => (o.status === 'rejected' ? o.reason instanceof DamagedLog : o.status))).toEqual([
      true,
      true,
      'fulfilled',
    ]);
    compactor.close();
  });

  test('that takes too long is given up, and the next one is made', async () => {
    const compactor = new Compactor({ clock: systemClock, limits: { ...LIMITS, compactionMs: 1 } });
    const doc = new Y.Doc();
    const update = writeCard(doc, 'fine').update;
    // Starting the thread alone takes longer.
    await expect(compactor.compact([update])).rejects.toThrow('it took too long');
    compactor.close();
    const patient = new Compactor({ clock: systemClock, limits: LIMITS });
    expect((await patient.compact([update])).state.length).toBeGreaterThan(2);
    patient.close();
  });

  test('beyond those that may wait is refused at once', async () => {
    const compactor = new Compactor({ clock: systemClock, limits: { ...LIMITS, waitingCompactions: 1 } });
    const update = writeCard(new Y.Doc(), 'fine').update;
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => compactor.compact([update])));
    expect(outcomes.map((o) => (o.status === 'rejected' ? o.reason instanceof CompactorBusy : o.status))).toEqual([
      'fulfilled',
      'fulfilled',
      true,
    ]);
    compactor.close();
  });
});
