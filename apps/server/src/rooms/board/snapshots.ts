import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { DamagedLog, type StoredSnapshot } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import type { Compact } from './compact.ts';
import { CompactorBusy } from './compactor.ts';
import type { EncodedBoard } from './encoded-board.ts';

interface SnapshotsOptions {
  readonly clock: Clock;
  readonly bytes: BytesCache;
  readonly limits: Limits;
  readonly compact: Compact;
  readonly save: (snapshot: StoredSnapshot) => Promise<void>;
  readonly onDamaged: (error: DamagedLog) => void;
  readonly log: Log;
}

/** A stored snapshot without known ids, or of an earlier shape of the document: with it, joining costs a document. */
const isOutdated = (snapshot: StoredSnapshot | null): boolean =>
  snapshot !== null && (snapshot.knownIds === null || (snapshot.version ?? 0) < SCHEMA_VERSION);

/**
 * Keeps the tail of the log that joining must read short. Only the log is the truth: a snapshot may fail, and a process
 * that dies while one is made or written has lost nothing.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  /** The snapshot that is being made. It never rejects. */
  #underWay: Promise<void> | null = null;
  #later: Cancel | null = null;
  /** Edits since the last look at whether a snapshot is due, so that the log is not read for each of them. */
  #edits: number;
  /** A board is looked at when it is opened; after that, not sooner than a pause after the last look. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#edits = options.limits.snapshots.edits;
  }

  /** So many edits more are durable. */
  note(edits: number): void {
    this.#edits += edits;
    const { bytes, clock, limits, log } = this.#options;
    if (this.#isClosed || this.#underWay !== null || this.#later !== null || this.#edits < limits.snapshots.edits)
      return;
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
    bytes.use({
      run: (encoded) => this.#make(encoded),
      fail: (error) => log.warn({ err: error }, 'reading a board for its snapshot failed'),
    });
  }

  /** Leaves a short tail to the next start. Call when nothing is edited any more. */
  async shortenTail(): Promise<void> {
    this.close();
    await this.#underWay;
    if (this.#edits < this.#options.limits.snapshots.edits) return;
    try {
      await this.#makeIfDue(await this.#options.bytes.fetch());
    } catch (error) {
      this.#options.log.warn({ err: error }, 'reading a board for its last snapshot failed');
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#later?.();
    this.#later = null;
  }

  #make(bytes: EncodedBoard): void {
    this.#underWay = this.#makeIfDue(bytes).then(() => {
      this.#underWay = null;
      // The edits that came meanwhile may be enough for the next one.
      this.note(0);
    });
  }

  /** Never rejects. */
  async #makeIfDue(bytes: EncodedBoard): Promise<void> {
    const { edits, share, mostEdits } = this.#options.limits.snapshots;
    const tail = bytes.seq - bytes.snapshotSeq;
    const isLong = tail >= edits && (tail >= mostEdits || bytes.tailBytes >= share * bytes.snapshotBytes);
    if (!isLong && !isOutdated(bytes.snapshot)) return;
    try {
      const seq = bytes.seq;
      const snapshot = { seq, ...(await this.#options.compact(bytes.updates())) };
      await this.#options.save(snapshot);
      this.#options.bytes.held?.compact(snapshot);
    } catch (error) {
      if (error instanceof DamagedLog) this.#options.onDamaged(error);
      // It stays due, and is looked at again after the pause.
      else if (error instanceof CompactorBusy) this.#edits = edits;
      else this.#options.log.warn({ err: error }, 'making a snapshot failed; it is tried again after some edits');
    }
  }
}
