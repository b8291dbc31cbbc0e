import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import type { LogRange } from '@samrejse/model/wire/log-range';
import {
  type BoardLog,
  boardDocument,
  type LogEntry,
  type LogKey,
  type NewLogEntry,
  type Portion,
  type StoredSnapshot,
} from '../src/store/board-log.ts';

export interface MemoryLog extends BoardLog {
  /** Everything that is durable, in order. */
  readonly entries: readonly LogEntry[];
}

const isIn =
  ({ board, document }: LogKey) =>
  (entry: LogKey): boolean =>
    entry.board === board && entry.document === document;

const ALL: Portion = { edits: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

/** A log in memory, of one board that begins with `first`. */
export const createMemoryLog = (board: BoardId, first: Uint8Array): MemoryLog => {
  const entries: LogEntry[] = [
    { ...boardDocument(board), seq: 1, update: first, author: null, at: 0, receipt: null, owned: [] },
  ];
  const snapshots = new Map<string, StoredSnapshot>();
  let title: string | null = null;

  const since = (key: LogKey, after: number, most = ALL): LogRange => {
    const updates: Uint8Array[] = [];
    let bytes = 0;
    for (const { update } of entries.filter(isIn(key)).slice(after, after + most.edits)) {
      if (bytes >= most.bytes) break;
      updates.push(update);
      bytes += update.byteLength;
    }
    return { after, updates, seq: after + updates.length };
  };
  /** A client belongs to whoever came first. */
  const owners = (key: LogKey) =>
    new Map(
      entries
        .filter(isIn(key))
        .flatMap((entry) => entry.owned.map(({ client, person }): [number, PersonId] => [client, person]))
        .reverse(),
    );
  const receiptOf = (key: string) => entries.find((entry) => entry.receipt?.key === key)?.receipt ?? null;
  const append = (added: readonly NewLogEntry[]): number[] => {
    const keys = added.flatMap(({ receipt }) => (receipt === null ? [] : [receipt.key]));
    if (new Set(keys).size < keys.length || keys.some((key) => receiptOf(key) !== null))
      throw new Error('there is a receipt under this key');
    return added.map((entry) => {
      const seq = entries.filter(isIn(entry)).length + 1;
      entries.push({ ...entry, seq });
      return seq;
    });
  };
  return {
    entries,
    load: async (key) => {
      if (key.board !== board) return null;
      const snapshot = snapshots.get(key.document) ?? null;
      return { epoch: 1, title, snapshot, tail: since(key, snapshot?.seq ?? 0), owners: owners(key) };
    },
    append: async (added) => append(added),
    since: async (key, seq, most) => since(key, seq, most),
    saveSnapshot: async ({ document }, saved) => {
      if (saved.seq >= (snapshots.get(document)?.seq ?? 0)) snapshots.set(document, saved);
    },
    saveTitle: async (_, said) => {
      title = said;
    },
    findReceipt: async (_, key) => receiptOf(key),
  };
};
