import type { BoardId } from '@samrejse/model/ids';
import type { Clock } from '../clock.ts';
import {
  type BoardLog,
  DamagedLog,
  type LogEntry,
  type Receipt,
  type Snapshot,
  type StoredBoard,
  type Stretch,
} from '../rooms/board-log.ts';
import { asBuffer, type Database } from './database.ts';
import { and, asc, eq, gt, lte } from './drizzle.ts';
import { boardLog, boardSnapshots, boards, clients, receipts } from './tables.ts';

const LOGGED = 'insert into board_log (board, seq, "update", author, at) values (?, ?, ?, ?, ?)';
const OWNED = 'insert into clients (board, client, person) values (?, ?, ?) on conflict do nothing';
const RECEIVED = 'insert into receipts (board, key, request, answer, at) values (?, ?, ?, ?, ?)';

const since = (db: Database, board: BoardId, seq: number, most = -1): Stretch => {
  const rows = db
    .select({ seq: boardLog.seq, update: boardLog.update })
    .from(boardLog)
    .where(and(eq(boardLog.board, board), gt(boardLog.seq, seq)))
    .orderBy(asc(boardLog.seq))
    .limit(most)
    .all();
  const gap = rows.findIndex((row, i) => row.seq !== seq + i + 1);
  if (gap !== -1) throw new DamagedLog(`the log of board ${board} has a gap before ${rows[gap]?.seq}`);
  return { updates: rows.map((row) => row.update), seq: seq + rows.length };
};

/** Prepared once: this is what every edit of every board goes through. */
const appender = ({ $client: client }: Database): ((entries: readonly LogEntry[]) => void) => {
  const log = client.prepare(LOGGED);
  const receive = client.prepare(RECEIVED);
  const own = client.prepare(OWNED);
  return client.transaction((entries: readonly LogEntry[]) => {
    for (const { board, seq, update, author, at, receipt, owned } of entries) {
      log.run(board, seq, update, author, at);
      for (const owner of owned) own.run(board, owner.client, owner.person);
      if (receipt !== null) receive.run(board, receipt.key, receipt.request, receipt.answer, at);
    }
  }).immediate;
};

const load = (db: Database, board: BoardId): StoredBoard | null => {
  const known = db.select({ epoch: boards.epoch, title: boards.title }).from(boards).where(eq(boards.id, board)).get();
  if (known === undefined) return null;
  const { seq, state, outline, version } = boardSnapshots;
  const snapshot = db
    .select({ seq, state, outline, version })
    .from(boardSnapshots)
    .where(eq(boardSnapshots.board, board))
    .get();
  const owned = db
    .select({ client: clients.client, person: clients.person })
    .from(clients)
    .where(eq(clients.board, board))
    .all();
  const owners = new Map(owned.map(({ client, person }) => [client, person]));
  return { ...known, snapshot: snapshot ?? null, tail: since(db, board, snapshot?.seq ?? 0), owners };
};

const saveSnapshot = (db: Database, board: BoardId, snapshot: Snapshot, at: number): void => {
  const { seq, state, outline, version } = snapshot;
  const row = { seq, state: asBuffer(state), outline: outline === null ? null : asBuffer(outline), version, at };
  db.insert(boardSnapshots)
    .values({ board, ...row })
    .onConflictDoUpdate({ target: boardSnapshots.board, set: row, setWhere: lte(boardSnapshots.seq, seq) })
    .run();
};

const findReceipt = (db: Database, board: BoardId, key: string): Receipt | null =>
  db
    .select({ key: receipts.key, request: receipts.request, answer: receipts.answer })
    .from(receipts)
    .where(and(eq(receipts.board, board), eq(receipts.key, key)))
    .get() ?? null;

/** Transactions are synchronous by the driver: an async one would commit before its work is done. */
export const createBoardLog = (db: Database, clock: Clock): BoardLog => {
  const append = appender(db);
  return {
    load: async (board) => load(db, board),
    append: async (entries) => append(entries),
    since: async (board, seq, most) => since(db, board, seq, most),
    saveSnapshot: async (board, snapshot) => saveSnapshot(db, board, snapshot, clock.now()),
    saveTitle: async (board, title) => void db.update(boards).set({ title }).where(eq(boards.id, board)).run(),
    findReceipt: async (board, key) => findReceipt(db, board, key),
  };
};
