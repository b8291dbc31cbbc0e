import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import type { BoardLog, LogEntry, Portion, Snapshot } from '../src/store/board-log.ts';

export interface MemoryLog extends BoardLog {
  /** Everything that is durable, in order. */
  readonly entries: readonly LogEntry[];
}

/** A log in memory, of one board that begins with `first`. */
export const createMemoryLog = (board: BoardId, first: Uint8Array): MemoryLog => {
  const entries: LogEntry[] = [{ board, seq: 1, update: first, author: null, at: 0, receipt: null, owned: [] }];
  const since = (seq: number, most: Portion = { edits: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }) => {
    const updates: Uint8Array[] = [];
    let bytes = 0;
    for (const { update } of entries.slice(seq, seq + most.edits)) {
      if (bytes >= most.bytes) break;
      updates.push(update);
      bytes += update.byteLength;
    }
    return { updates, seq: seq + updates.length };
  };
  let snapshot: Snapshot | null = null;
  let title: string | null = null;
  /** Who came first has it. */
  const owners = () =>
    new Map(
      entries
        .flatMap((entry) => entry.owned.map(({ client, person }): [number, PersonId] => [client, person]))
        .reverse(),
    );
  return {
    entries,
    load: async (id) =>
      id === board ? { epoch: 1, title, snapshot, tail: since(snapshot?.seq ?? 0), owners: owners() } : null,
    append: async (added) => {
      for (const [i, entry] of added.entries())
        if (entry.seq !== entries.length + i + 1) throw new Error(`edit ${entry.seq} after ${entries.length + i}`);
      entries.push(...added);
    },
    since: async (_, seq, most) => since(seq, most),
    saveSnapshot: async (_, saved) => {
      if (saved.seq >= (snapshot?.seq ?? 0)) snapshot = saved;
    },
    saveTitle: async (_, said) => {
      title = said;
    },
    findReceipt: async (_, key) => entries.find((entry) => entry.receipt?.key === key)?.receipt ?? null,
  };
};
