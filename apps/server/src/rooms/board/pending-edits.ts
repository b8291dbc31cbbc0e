/**
 * The edits that a room has applied and that are not durable yet. Whatever tells anybody of an edit (acknowledgement,
 * frame, answer) waits here until the edit is committed. The log gives an edit its number then; until then an edit is
 * known by a count: it is the n-th edit that this room applied.
 */
import { assert } from '@samrejse/model/records/assert';
import type { LogEntry, LogKey, NewLogEntry } from '../../store/board-log.ts';
import type { Waiter } from './waiting.ts';

export interface PendingEdit extends NewLogEntry {
  /** The peer it came from; null for an edit of the server's own. */
  readonly from: object | null;
}

export type NewEdit = Omit<PendingEdit, keyof LogKey>;

/** A durable edit, with the number it was given in the log. */
export interface CommittedEdit extends PendingEdit, LogEntry {}

export class PendingEdits {
  readonly #key: LogKey;
  #committedSeq: number;
  #savedCount = 0;
  #edits: PendingEdit[] = [];
  #bytes = 0;
  #waiting: { readonly count: number; readonly waiter: Waiter<void> }[] = [];

  /** `committedSeq`: number of the last edit in the log. */
  constructor(key: LogKey, committedSeq: number) {
    this.#key = key;
    this.#committedSeq = committedSeq;
  }

  /** How many edits were applied since the board was opened. */
  get appliedCount(): number {
    return this.#savedCount + this.#edits.length;
  }

  /** How many of them are durable. */
  get savedCount(): number {
    return this.#savedCount;
  }

  /** Number, in the log, of the last edit that is durable. */
  get committedSeq(): number {
    return this.#committedSeq;
  }

  get edits(): readonly PendingEdit[] {
    return this.#edits;
  }

  /** Of all their updates. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The edits with the numbers they will get if nobody else writes to the log. */
  withExpectedNumbers(): readonly LogEntry[] {
    return this.#edits.map((edit, i) => ({ ...edit, seq: this.#committedSeq + i + 1 }));
  }

  add(edit: NewEdit): void {
    this.#edits.push({ ...edit, ...this.#key });
    this.#bytes += edit.update.byteLength;
  }

  /** Runs when all that is applied now is durable: at once, if it is. */
  whenSaved(waiter: Waiter<void>): void {
    if (this.#edits.length === 0) waiter.run();
    else this.#waiting.push({ count: this.appliedCount, waiter });
  }

  /** Whether these are the next numbers of the log: nobody else has written to it. */
  areNext(seqs: readonly number[]): boolean {
    return seqs.every((seq, i) => seq === this.#committedSeq + i + 1);
  }

  /** The first pending edits are durable, under these numbers; gives them back. */
  commit(seqs: readonly number[]): readonly CommittedEdit[] {
    assert(seqs.length <= this.#edits.length, 'more committed than was pending');
    const committed = this.#edits.slice(0, seqs.length).map((edit, i) => ({ ...edit, seq: seqs[i] ?? 0 }));
    this.#edits = this.#edits.slice(seqs.length);
    for (const { update } of committed) this.#bytes -= update.byteLength;
    this.#savedCount += seqs.length;
    this.#committedSeq = seqs.at(-1) ?? this.#committedSeq;
    return committed;
  }

  /** Runs what waited for edits that are durable now. */
  release(): void {
    const due = this.#waiting.filter(({ count }) => count <= this.#savedCount);
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#savedCount);
    for (const { waiter } of due) waiter.run();
  }

  /** Forgets what is pending, and tells whoever waits for it. */
  abandon(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#edits = [];
    this.#bytes = 0;
    for (const { waiter } of waiting) waiter.fail(error);
  }
}

/** The peer all of these came from; null if several sent them, or the server itself. */
export const soleSender = (edits: readonly PendingEdit[]): object | null => {
  const first = edits[0]?.from ?? null;
  return edits.every((edit) => edit.from === first) ? first : null;
};
