import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '../../log.ts';
import { DamagedLog, type Snapshot } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import type { Compact } from './compact.ts';
import type { EncodedBoard } from './encoded-board.ts';

interface Deps {
  readonly clock: Clock;
  readonly bytesCache: BytesCache;
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
 * Keeps the tail of the log that joining must read short. Only the log is the truth: a snapshot may fail, and a process
 * that dies while one is made or written has lost nothing.
 */
export class Snapshots {
  readonly #deps: Deps;
  #underWay: Promise<void> | null = null;
  #later: Cancel | null = null;
  /** Edits since anybody looked whether one is due, to spare reading the log for each. */
  #edits: number;
  /** A board is looked at when it is opened; after that, not sooner than a pause after the last look. */
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#edits = deps.limits.snapshots.edits;
  }

  /** So many edits more are durable. */
  note(edits: number): void {
    this.#edits += edits;
    const { clock, limits, log, bytesCache } = this.#deps;
    if (this.#underWay !== null || this.#later !== null || this.#edits < limits.snapshots.edits) return;
    const wait = this.#lookedAt + limits.snapshots.pauseMs - clock.elapsed();
    if (wait > 0) {
      // Or the last edits of a storm would stay a long tail until somebody edits again.
      this.#later = clock.after(wait, () => {
        this.#later = null;
        this.note(0);
      });
      return;
    }
    this.#edits = 0;
    this.#lookedAt = clock.elapsed();
    bytesCache.use(
      (bytes) => void this.#take(bytes),
      (error) => log.warn({ err: error }, 'reading a board for its snapshot failed'),
    );
  }

  /** Leaves a short tail to the next start. Call when nothing is edited any more. */
  async shortenTail(): Promise<void> {
    this.close();
    await this.#underWay;
    if (this.#edits < this.#deps.limits.snapshots.edits) return;
    await new Promise<void>((resolve) => {
      this.#deps.bytesCache.use(
        (bytes) => void this.#takeIfDue(bytes).then(resolve),
        () => resolve(),
      );
    });
  }

  close(): void {
    this.#later?.();
    this.#later = null;
  }

  async #take(bytes: EncodedBoard): Promise<void> {
    this.#underWay = this.#takeIfDue(bytes);
    await this.#underWay;
    this.#underWay = null;
    // What came meanwhile may be due by now.
    this.note(0);
  }

  async #takeIfDue(bytes: EncodedBoard): Promise<void> {
    const { edits, share, mostEdits } = this.#deps.limits.snapshots;
    const tail = bytes.seq - bytes.snapshotSeq;
    const isLong = tail >= edits && (tail >= mostEdits || bytes.tailBytes >= share * bytes.snapshotBytes);
    if (!isLong && !isOutdated(bytes.snapshot)) return;
    try {
      const seq = bytes.seq;
      const snapshot = { seq, ...(await this.#deps.compact(bytes.updates())) };
      await this.#deps.save(snapshot);
      this.#deps.bytesCache.held?.compact(snapshot);
    } catch (error) {
      if (error instanceof DamagedLog) this.#deps.onDamaged(error);
      else this.#deps.log.warn({ err: error }, 'making a snapshot failed; it is tried again after some edits');
    }
  }
}
