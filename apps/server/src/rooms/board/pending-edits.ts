/**
 * What a room has applied and what of it is durable. Everything that tells anybody of an edit (acknowledgement,
 * frame, answer) waits here until the edit is committed.
 */
import { assert } from '@samrejse/model/records/assert';
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import type { ClientOwner, LogEntry, Receipt } from '../../store/board-log.ts';

export interface PendingEdit extends LogEntry {
  /** The peer it came from; null for an edit of the server's own. */
  readonly from: object | null;
}

export interface NewEdit {
  readonly update: Uint8Array;
  readonly author: PersonId | null;
  readonly at: number;
  readonly from: object | null;
  readonly receipt: Receipt | null;
  readonly owned: readonly ClientOwner[];
}

export class PendingEdits {
  readonly #board: BoardId;
  #committed: number;
  #pending: PendingEdit[] = [];
  #waiting: { readonly seq: number; readonly run: () => void }[] = [];

  constructor(board: BoardId, committed: number) {
    this.#board = board;
    this.#committed = committed;
  }

  /** The last edit in the replica. */
  get applied(): number {
    return this.#committed + this.#pending.length;
  }

  /** The last edit that is durable. */
  get committed(): number {
    return this.#committed;
  }

  get pending(): readonly PendingEdit[] {
    return this.#pending;
  }

  add(entry: NewEdit): void {
    this.#pending.push({ ...entry, board: this.#board, seq: this.applied + 1 });
  }

  /** Runs when all that is applied now is durable: at once, if it is. */
  whenDurable(run: () => void): void {
    if (this.#pending.length === 0) run();
    else this.#waiting.push({ seq: this.applied, run });
  }

  /** The first pending entries are durable; gives them back. */
  commit(count: number): readonly PendingEdit[] {
    assert(count <= this.#pending.length, 'more committed than was pending');
    const entries = this.#pending.slice(0, count);
    this.#pending = this.#pending.slice(count);
    this.#committed += count;
    return entries;
  }

  /** Runs what waited for edits that are durable now. */
  release(): void {
    const due = this.#waiting.filter((w) => w.seq <= this.#committed);
    this.#waiting = this.#waiting.filter((w) => w.seq > this.#committed);
    for (const { run } of due) run();
  }
}

/** The peer all of these came from; null if several sent them, or the server itself. */
export const soleSender = (entries: readonly PendingEdit[]): object | null => {
  const first = entries[0]?.from ?? null;
  return entries.every((entry) => entry.from === first) ? first : null;
};
