import type { BoardId } from '@samrejse/model/records/ids';
import type { Clock } from '@samrejse/runtime/clock';
import { and, eq, lte, sql } from '@samrejse/runtime/drizzle';
import {
  type BoardLog,
  DamagedLog,
  type LogEntry,
  type LogRange,
  type Portion,
  type Snapshot,
  type StoredBoard,
} from '../board-log.ts';
import { asBuffer, type Database } from './database.ts';
import { boardSnapshots, boards, clients, receipts } from './tables.ts';

const SINCE = 'select seq, "update" from board_log where board = ? and seq > ? order by seq limit ?';
const LOGGED = 'insert into board_log (board, seq, "update", author, at) values (?, ?, ?, ?, ?)';
const OWNED = 'insert into clients (board, client, person) values (?, ?, ?) on conflict do nothing';
const RECEIVED = 'insert into receipts (board, key, request, answer, at) values (?, ?, ?, ?, ?)';

const BOARD = sql.placeholder('board');

/** Put together once: writing a query out costs more than running it, and every join and every first edit asks these. */
const prepared = (db: Database) => ({
  board: db.select({ epoch: boards.epoch, title: boards.title }).from(boards).where(eq(boards.id, BOARD)).prepare(),
  snapshot: db
    .select({
      seq: boardSnapshots.seq,
      state: boardSnapshots.state,
      outline: boardSnapshots.outline,
      version: boardSnapshots.version,
    })
    .from(boardSnapshots)
    .where(eq(boardSnapshots.board, BOARD))
    .prepare(),
  clients: db
    .select({ client: clients.client, person: clients.person })
    .from(clients)
    .where(eq(clients.board, BOARD))
    .prepare(),
  since: db.$client.prepare<[BoardId, number, number], { seq: number; update: Buffer }>(SINCE),
  receipt: db
    .select({ key: receipts.key, request: receipts.request, answer: receipts.answer })
    .from(receipts)
    .where(and(eq(receipts.board, BOARD), eq(receipts.key, sql.placeholder('key'))))
    .prepare(),
});
type Prepared = ReturnType<typeof prepared>;

/** To SQLite, less than none is no limit. */
const ALL: Portion = { edits: -1, bytes: Number.POSITIVE_INFINITY };

const since = (ask: Prepared, board: BoardId, seq: number, most: Portion = ALL): LogRange => {
  const updates: Uint8Array[] = [];
  let bytes = 0;
  // Row by row, so that what is over the portion is not read.
  for (const row of ask.since.iterate(board, seq, most.edits)) {
    if (row.seq !== seq + updates.length + 1)
      throw new DamagedLog(`the log of board ${board} has a gap before ${row.seq}`);
    updates.push(row.update);
    bytes += row.update.byteLength;
    if (bytes >= most.bytes) break;
  }
  return { updates, seq: seq + updates.length };
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

const load = (ask: Prepared, board: BoardId): StoredBoard | null => {
  const known = ask.board.get({ board });
  if (known === undefined) return null;
  const snapshot = ask.snapshot.get({ board }) ?? null;
  const owners = new Map(ask.clients.all({ board }).map(({ client, person }) => [client, person]));
  return { ...known, snapshot, tail: since(ask, board, snapshot?.seq ?? 0), owners };
};

const saveSnapshot = (db: Database, board: BoardId, snapshot: Snapshot, at: number): void => {
  const { seq, state, outline, version } = snapshot;
  const row = { seq, state: asBuffer(state), outline: outline === null ? null : asBuffer(outline), version, at };
  db.insert(boardSnapshots)
    .values({ board, ...row })
    .onConflictDoUpdate({ target: boardSnapshots.board, set: row, setWhere: lte(boardSnapshots.seq, seq) })
    .run();
};

/** Transactions are synchronous by the driver: an async one would commit before its work is done. */
export const createBoardLog = (db: Database, clock: Clock): BoardLog => {
  const append = appender(db);
  const ask = prepared(db);
  return {
    load: async (board) => load(ask, board),
    append: async (entries) => append(entries),
    since: async (board, seq, most) => since(ask, board, seq, most),
    saveSnapshot: async (board, snapshot) => saveSnapshot(db, board, snapshot, clock.now()),
    saveTitle: async (board, title) => void db.update(boards).set({ title }).where(eq(boards.id, board)).run(),
    findReceipt: async (board, key) => ask.receipt.get({ board, key }) ?? null,
  };
};
