/**
 * The edits that a room has applied and that are not durable yet. Whatever tells anybody of an edit (acknowledgement,
 * frame, answer) waits here until the edit is committed. The log gives an edit its number then; until then an edit is
 * known by its position: how many edits this room had applied with it.
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
  #committed: number;
  #saved = 0;
  #edits: PendingEdit[] = [];
  #bytes = 0;
  #waiting: { readonly position: number; readonly waiter: Waiter<void> }[] = [];

  /** `committed`: number of the last edit in the log. */
  constructor(key: LogKey, committed: number) {
    this.#key = key;
    this.#committed = committed;
  }

  /** Position of the last edit that was applied. */
  get applied(): number {
    return this.#saved + this.#edits.length;
  }

  /** Position of the last edit that is durable. */
  get saved(): number {
    return this.#saved;
  }

  /** Number, in the log, of the last edit that is durable. */
  get committed(): number {
    return this.#committed;
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
    return this.#edits.map((edit, i) => ({ ...edit, seq: this.#committed + i + 1 }));
  }

  add(edit: NewEdit): void {
    this.#edits.push({ ...edit, ...this.#key });
    this.#bytes += edit.update.byteLength;
  }

  /** Runs when all that is applied now is durable: at once, if it is. */
  whenSaved(waiter: Waiter<void>): void {
    if (this.#edits.length === 0) waiter.run();
    else this.#waiting.push({ position: this.applied, waiter });
  }

  /** Whether these are the next numbers of the log: nobody else has written to it. */
  areNext(seqs: readonly number[]): boolean {
    return seqs.every((seq, i) => seq === this.#committed + i + 1);
  }

  /** The first pending edits are durable, under these numbers; gives them back. */
  commit(seqs: readonly number[]): readonly CommittedEdit[] {
    assert(seqs.length <= this.#edits.length, 'more committed than was pending');
    const committed = this.#edits.slice(0, seqs.length).map((edit, i) => ({ ...edit, seq: seqs[i] ?? 0 }));
    this.#edits = this.#edits.slice(seqs.length);
    for (const { update } of committed) this.#bytes -= update.byteLength;
    this.#saved += seqs.length;
    this.#committed = seqs.at(-1) ?? this.#committed;
    return committed;
  }

  /** Runs what waited for edits that are durable now. */
  release(): void {
    const due = this.#waiting.filter(({ position }) => position <= this.#saved);
    this.#waiting = this.#waiting.filter(({ position }) => position > this.#saved);
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
