import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import { addCardOver, limitsWith, startTestServer, type TestServer } from '../testing/test-server.ts';
import { Retention } from './retention.ts';
import { boardDocument } from './store/board-log.ts';

describe('a running server', () => {
  let server: TestServer;
  afterEach(() => server.dispose());

  test('forgets old receipts and the owners over the bound, without a restart', async () => {
    server = await startTestServer({
      limits: { forgetEveryMs: 30, receiptsMs: 10, ownersPerDocument: 1, documentIdleMs: 20, idleMs: 20 },
    });
    const board = await server.createBoard();
    // Each time its document is loaded the server writes as another Yjs client.
    for (const key of ['first', 'second', 'third']) {
      const response = await addCardOver(server, board, key, { headers: { 'idempotency-key': key } });
      expect(response.status).toBe(201);
      await expect.poll(() => server.hub.peek(board.id)).toBeNull();
    }
    await expect.poll(() => server.boardLog.findReceipt(board.id, 'first')).toBeNull();
    await expect.poll(async () => (await server.boardLog.load(boardDocument(board.id)))?.owners.size).toBe(1);
  });
});

test('rows that cannot be removed now are removed the next time', async () => {
  const clock = createManualClock();
  const { receipts, kept } = createMemoryStore();
  const board = 'board' as (typeof kept.receipts)[number]['board'];
  kept.receipts = [{ board, key: 'old', request: 'hash', answer: '{}', at: clock.now() - 2 }];
  let isFailing = true;
  const retention = new Retention({
    store: {
      ...receipts,
      forgetReceipts: async (at) => {
        if (isFailing) throw new Error('the database is locked (a test said so)');
        await receipts.forgetReceipts(at);
      },
    },
    clock,
    limits: limitsWith({ forgetEveryMs: 1_000, receiptsMs: 1 }),
    log: createLog('silent'),
  });
  retention.start();
  await clock.pass(1);
  expect(kept.receipts).toHaveLength(1);
  isFailing = false;
  await clock.pass(1_000);
  expect(kept.receipts).toEqual([]);
  retention.close();
  expect(clock.pending()).toBe(0);
});
