/** The replica of one board in memory: judges before it applies, and says what each application added. */
import { type Board, openBoard } from '@samrejse/model/board';
import type { Role } from '@samrejse/model/enumerations';
import { migrate } from '@samrejse/model/migrations';
import { may } from '@samrejse/model/permission';
import {
  applyTo,
  encodeReplica,
  isEmptyUpdate,
  isWaiting,
  judgeUpdate,
  knows,
  mergeUpdates,
  onUpdate,
  type Replica,
  replicaOf,
  stateVectorOf,
} from '@samrejse/model/replica';
import type { RefusalReason } from '@samrejse/model/wire';
import type { Limits } from './limits.ts';

export type Received =
  /** `change` is what was new in it; null if nothing was. */
  | { readonly fate: 'applied'; readonly change: Uint8Array | null }
  | { readonly fate: 'refused'; readonly reason: RefusalReason }
  /** Yjs choked on what was judged sound. The replica cannot be trusted any more. */
  | { readonly fate: 'broken'; readonly cause: unknown };

export interface Edited<T> {
  readonly outcome: { readonly result: T } | { readonly error: unknown };
  readonly change: Uint8Array | null;
}

export type Judge = typeof judgeUpdate;

const NOTHING_NEW: Received = { fate: 'applied', change: null };
const refused = (reason: RefusalReason): Received => ({ fate: 'refused', reason });

/** Measuring reads the whole board, so near the limit it is done once in so many bytes of edits. */
const MEASURE_EVERY_BYTES = 100_000;

interface Deps {
  readonly limits: Limits;
  /** For tests: a judge that errs. */
  readonly judge?: Judge | undefined;
}

export class LiveDocument {
  readonly #limits: Limits;
  readonly #judge: Judge;
  readonly #replica: Replica;
  readonly #board: Board;
  #changes: Uint8Array[] = [];
  /** At most so large when encoded: what was measured last, and every edit since. */
  #bytes = 0;
  #measured = 0;

  constructor(updates: readonly Uint8Array[], { limits, judge }: Deps) {
    this.#limits = limits;
    this.#judge = judge ?? judgeUpdate;
    this.#replica = replicaOf(updates);
    if (isWaiting(this.#replica)) throw new Error('an edit in the log builds on one that is not there');
    this.#board = openBoard(this.#replica);
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
    onUpdate(this.#replica, (change) => this.#changes.push(change));
  }

  receive(update: Uint8Array, role: Role): Received {
    if (!may(role, 'edit')) return this.#isKnown(update) ? NOTHING_NEW : refused('forbidden');
    if (isEmptyUpdate(update)) return NOTHING_NEW;
    if (update.byteLength > this.#limits.updateBytes) return refused('too-large');
    const verdict = this.#judge(this.#replica, update);
    if (verdict !== 'ok') return refused(verdict);
    if (this.isFull(update.byteLength)) return refused('board-full');
    try {
      applyTo(this.#replica, update);
    } catch (cause) {
      this.#changes = [];
      return { fate: 'broken', cause };
    }
    if (isWaiting(this.#replica)) return { fate: 'broken', cause: new Error('an update judged ok waits for another') };
    return { fate: 'applied', change: this.#takeChange() };
  }

  /** Runs verbs of the model on the board. `change` is null if they changed nothing; if they threw, what they did first. */
  edit<T>(verbs: (board: Board) => T): Edited<T> {
    try {
      const result = verbs(this.#board);
      return { outcome: { result }, change: this.#takeChange() };
    } catch (error) {
      return { outcome: { error }, change: this.#takeChange() };
    }
  }

  /** Brings an old board to today's shape. */
  migrate(): Uint8Array | null {
    migrate(this.#board, 'migration');
    return this.#takeChange();
  }

  read<T>(look: (board: Board) => T): T {
    return look(this.#board);
  }

  stateVector(): Uint8Array {
    return stateVectorOf(this.#replica);
  }

  /** Whether the board would pass its limit with so many bytes more. */
  isFull(moreBytes: number): boolean {
    return this.#isOver(this.#limits.boardBytes - moreBytes);
  }

  get isNearlyFull(): boolean {
    return this.#isOver(this.#limits.softBoardBytes);
  }

  #isOver(bytes: number): boolean {
    if (this.#bytes <= bytes) return false;
    if (this.#bytes - this.#measured >= MEASURE_EVERY_BYTES) {
      this.#measured = encodeReplica(this.#replica).byteLength;
      this.#bytes = this.#measured;
    }
    return this.#bytes > bytes;
  }

  close(): void {
    this.#replica.destroy();
  }

  #isKnown(update: Uint8Array): boolean {
    if (isEmptyUpdate(update)) return true;
    try {
      return knows(this.#replica, update);
    } catch {
      // Bytes from outside.
      return false;
    }
  }

  #takeChange(): Uint8Array | null {
    const changes = this.#changes;
    this.#changes = [];
    if (changes.length === 0) return null;
    const change = mergeUpdates(changes);
    this.#bytes += change.byteLength;
    return change;
  }
}
