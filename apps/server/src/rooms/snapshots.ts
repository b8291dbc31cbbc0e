import { SCHEMA_VERSION } from '@samrejse/model/records';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { BoardBytes } from './board-bytes.ts';
import { DamagedLog, type Snapshot } from './board-log.ts';
import type { Compact } from './compact.ts';
import type { Limits } from './limits.ts';
import type { Shelf } from './shelf.ts';

interface Deps {
  readonly clock: Clock;
  readonly shelf: Shelf;
  readonly limits: Limits;
  readonly compact: Compact;
  readonly save: (snapshot: Snapshot) => Promise<void>;
  readonly onDamaged: (error: DamagedLog) => void;
  readonly log: Log;
}

/** From before snapshots said what is in them, or the document had today's shape: with it, joining costs a document. */
const isOutdated = (snapshot: Snapshot | null): boolean =>
  snapshot !== null && (snapshot.outline === null || (snapshot.version ?? 0) < SCHEMA_VERSION);

/**
 * Keeps the stretch of log that joining must read short. Only the log is the truth: a snapshot may fail, and a process
 * that dies while one is made or written has lost nothing.
 */
export class Snapshots {
  readonly #deps: Deps;
  #isUnderWay = false;
  /** Edits since anybody looked whether one is due, to spare reading the log for each. */
  #edits: number;
  #takenAt = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#edits = deps.limits.snapshots.edits;
  }

  /** So many edits more are durable. */
  note(edits: number): void {
    this.#edits += edits;
    const { clock, limits, log, shelf } = this.#deps;
    if (this.#isUnderWay || this.#edits < limits.snapshots.edits) return;
    if (clock.now() - this.#takenAt < limits.snapshots.pauseMs) return;
    this.#edits = 0;
    shelf.use(
      (bytes) => void this.#takeIfDue(bytes),
      (error) => log.warn({ err: error }, 'reading a board for its snapshot failed'),
    );
  }

  async #takeIfDue(bytes: BoardBytes): Promise<void> {
    const { edits, share, mostEdits } = this.#deps.limits.snapshots;
    const tail = bytes.seq - bytes.snapshotSeq;
    const isLong = tail >= edits && (tail >= mostEdits || bytes.tailBytes >= share * bytes.snapshotBytes);
    if (!isLong && !isOutdated(bytes.snapshot)) return;
    this.#isUnderWay = true;
    this.#takenAt = this.#deps.clock.now();
    try {
      const seq = bytes.seq;
      const snapshot = { seq, ...(await this.#deps.compact(bytes.updates())) };
      await this.#deps.save(snapshot);
      this.#deps.shelf.held?.compact(snapshot);
    } catch (error) {
      if (error instanceof DamagedLog) this.#deps.onDamaged(error);
      else this.#deps.log.warn({ err: error }, 'making a snapshot failed; it is tried again after some edits');
    }
    this.#isUnderWay = false;
  }
}
