import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { systemClock } from '@samrejse/runtime/clock';
import { expect, test } from 'vitest';
import { boardLogContract, FIRST } from '../../../testing/board-log-contract.ts';
import { createMemoryLog } from '../../../testing/memory-log.ts';
import { boardDocument, DamagedLog } from '../board-log.ts';
import { openDatabase } from './database.ts';
import { createBoardLog } from './log.ts';
import { boardLog, boards } from './tables.ts';

const openSqlite = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  const { db, close } = openDatabase(folder);
  const board = mintId<BoardId>();
  db.insert(boards).values({ id: board, template: 'blank', language: 'en', example: false, createdAt: 0 }).run();
  db.insert(boardLog)
    .values({ ...boardDocument(board), seq: 1, update: Buffer.from(FIRST), author: null, at: 0 })
    .run();
  return {
    db,
    board,
    log: createBoardLog(db, systemClock),
    close: () => {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

boardLogContract('SQLite', openSqlite);
boardLogContract('in memory, for tests', async () => {
  const board = mintId<BoardId>();
  return { board, log: createMemoryLog(board, FIRST), close: () => {} };
});

test('a log with a gap is damaged, wherever it is read from', async () => {
  const { db, board, log, close } = await openSqlite();
  db.insert(boardLog)
    .values({ ...boardDocument(board), seq: 3, update: Buffer.from(FIRST), author: null, at: 0 })
    .run();
  const key = boardDocument(board);
  await expect(log.load(key)).rejects.toThrow(DamagedLog);
  await expect(log.since(key, 1)).rejects.toThrow(DamagedLog);
  expect((await log.since(key, 2)).seq).toBe(3);
  close();
});
