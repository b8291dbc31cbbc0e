import type { BoardId } from '@samrejse/model/records/ids';
import type { LogRange } from '@samrejse/model/wire/log-range';
import type { Clock } from '@samrejse/runtime/clock';
import { and, eq, lte, sql } from '@samrejse/runtime/drizzle';
import {
  type BoardLog,
  DamagedLog,
  type DocumentName,
  type LogKey,
  type NewLogEntry,
  type Portion,
  type StoredDocument,
  type StoredSnapshot,
} from '../board-log.ts';
import { asBuffer, type Database } from './database.ts';
import { boardSnapshots, boards, clients, receipts } from './tables.ts';

const SINCE = 'select seq, "update" from board_log where board = ? and document = ? and seq > ? order by seq limit ?';
const LAST = 'select max(seq) as seq from board_log where board = ? and document = ?';
const LOGGED = 'insert into board_log (board, document, seq, "update", author, at) values (?, ?, ?, ?, ?, ?)';
const OWNED = 'insert into clients (board, document, client, person) values (?, ?, ?, ?) on conflict do nothing';
const RECEIVED = 'insert into receipts (board, key, request, answer, at) values (?, ?, ?, ?, ?)';

const BOARD = sql.placeholder('board');
const DOCUMENT = sql.placeholder('document');

/** Prepared once: to write a query out costs more than to run it, and every join and every first edit asks these. */
const prepared = (db: Database) => ({
  board: db.select({ epoch: boards.epoch, title: boards.title }).from(boards).where(eq(boards.id, BOARD)).prepare(),
  snapshot: db
    .select({
      seq: boardSnapshots.seq,
      state: boardSnapshots.state,
      knownIds: boardSnapshots.knownIds,
      version: boardSnapshots.version,
    })
    .from(boardSnapshots)
    .where(and(eq(boardSnapshots.board, BOARD), eq(boardSnapshots.document, DOCUMENT)))
    .prepare(),
  clients: db
    .select({ client: clients.client, person: clients.person })
    .from(clients)
    .where(and(eq(clients.board, BOARD), eq(clients.document, DOCUMENT)))
    .prepare(),
  since: db.$client.prepare<[BoardId, DocumentName, number, number], { seq: number; update: Buffer }>(SINCE),
  receipt: db
    .select({ key: receipts.key, request: receipts.request, answer: receipts.answer })
    .from(receipts)
    .where(and(eq(receipts.board, BOARD), eq(receipts.key, sql.placeholder('key'))))
    .prepare(),
});
type Prepared = ReturnType<typeof prepared>;

/** To SQLite, a limit below zero is no limit. */
const ALL: Portion = { edits: -1, bytes: Number.POSITIVE_INFINITY };

const since = (ask: Prepared, { board, document }: LogKey, after: number, most: Portion = ALL): LogRange => {
  const updates: Uint8Array[] = [];
  let bytes = 0;
  // Row by row, so that rows beyond the portion are not read.
  for (const row of ask.since.iterate(board, document, after, most.edits)) {
    if (row.seq !== after + updates.length + 1)
      throw new DamagedLog(`the log of board ${board} has a gap before ${row.seq}`);
    updates.push(row.update);
    bytes += row.update.byteLength;
    if (bytes >= most.bytes) break;
  }
  return { after, updates, seq: after + updates.length };
};

/** Prepared once, because every edit of every board goes through it. */
const appender = ({ $client: client }: Database): ((entries: readonly NewLogEntry[]) => number[]) => {
  const last = client.prepare<[BoardId, DocumentName], { seq: number | null }>(LAST);
  const log = client.prepare(LOGGED);
  const receive = client.prepare(RECEIVED);
  const own = client.prepare(OWNED);
  return client.transaction((entries: readonly NewLogEntry[]) => {
    /** The last number of each log, read under the lock of this transaction. */
    const numbers = new Map<string, number>();
    return entries.map(({ board, document, update, author, at, receipt, owned }) => {
      const name = `${board} ${document}`;
      const seq = (numbers.get(name) ?? last.get(board, document)?.seq ?? 0) + 1;
      numbers.set(name, seq);
      log.run(board, document, seq, update, author, at);
      for (const owner of owned) own.run(board, document, owner.client, owner.person);
      if (receipt !== null) receive.run(board, receipt.key, receipt.request, receipt.answer, at);
      return seq;
    });
  }).immediate;
};

const load = (ask: Prepared, key: LogKey): StoredDocument | null => {
  const known = ask.board.get({ board: key.board });
  if (known === undefined) return null;
  const snapshot = ask.snapshot.get({ ...key }) ?? null;
  const owners = new Map(ask.clients.all({ ...key }).map(({ client, person }) => [client, person]));
  return { ...known, snapshot, tail: since(ask, key, snapshot?.seq ?? 0), owners };
};

const saveSnapshot = (db: Database, key: LogKey, snapshot: StoredSnapshot, at: number): void => {
  const { seq, state, knownIds, version } = snapshot;
  const row = { seq, state: asBuffer(state), knownIds: knownIds === null ? null : asBuffer(knownIds), version, at };
  db.insert(boardSnapshots)
    .values({ ...key, ...row })
    .onConflictDoUpdate({
      target: [boardSnapshots.board, boardSnapshots.document],
      set: row,
      setWhere: lte(boardSnapshots.seq, seq),
    })
    .run();
};

/** Transactions are synchronous by the driver: an async one would commit before its work is done. */
export const createBoardLog = (db: Database, clock: Clock): BoardLog => {
  const append = appender(db);
  const ask = prepared(db);
  return {
    load: async (key) => load(ask, key),
    append: async (entries) => append(entries),
    since: async (key, seq, most) => since(ask, key, seq, most),
    saveSnapshot: async (key, snapshot) => saveSnapshot(db, key, snapshot, clock.now()),
    saveTitle: async (board, title) => void db.update(boards).set({ title }).where(eq(boards.id, board)).run(),
    findReceipt: async (board, key) => ask.receipt.get({ board, key }) ?? null,
  };
};
