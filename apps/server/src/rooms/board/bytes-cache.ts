/**
 * Where a board's bytes stand while somebody needs them: fetched from the log once however many ask, kept up to date
 * while they are here, and put back after a while. A board on which nobody joins holds none.
 */
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import { DamagedLog, type LogEntry, type StoredBoard } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import { EncodedBoard } from './encoded-board.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly load: () => Promise<StoredBoard>;
  readonly onDamaged: (error: DamagedLog) => void;
  readonly onReleased: () => void;
}

interface Reader {
  readonly run: (bytes: EncodedBoard) => void;
  readonly fail: (error: unknown) => void;
}

export class BytesCache {
  readonly #deps: Deps;
  #bytes: EncodedBoard | null;
  /** Who waits for the log; null while it is not being read. */
  #readers: Reader[] | null = null;
  /** What was committed while the log was being read: the reading may or may not have seen it. */
  #meanwhile: LogEntry[] = [];
  #dropTimer: Cancel | null = null;
  #usedAt: number;

  constructor(stored: StoredBoard, deps: Deps) {
    this.#deps = deps;
    this.#bytes = new EncodedBoard(stored);
    this.#usedAt = deps.clock.elapsed();
    this.#watch();
  }

  /** The bytes, if they are here. */
  get held(): EncodedBoard | null {
    return this.#bytes;
  }

  /** The bytes, when they have come. */
  fetch(): Promise<EncodedBoard> {
    return new Promise((resolve, reject) => this.use(resolve, reject));
  }

  /** Runs now if they are here, else when they have come; `fail` where they could not be read. */
  use(run: Reader['run'], fail: Reader['fail']): void {
    this.#usedAt = this.#deps.clock.elapsed();
    if (this.#bytes !== null) {
      this.#lend(this.#bytes, { run, fail });
      return;
    }
    if (this.#readers === null) {
      this.#readers = [];
      this.#meanwhile = [];
      this.#deps.load().then(
        (stored) => this.#take(stored),
        (error: unknown) => this.#serveReaders((reader) => this.#fail(reader, error)),
      );
    }
    this.#readers.push({ run, fail });
  }

  /** These are durable now. */
  add(entries: readonly LogEntry[]): void {
    if (this.#readers !== null) this.#meanwhile.push(...entries);
    for (const { update, seq } of entries) this.#bytes?.add(update, seq);
  }

  close(): void {
    this.#dropTimer?.();
    this.#dropTimer = null;
    this.#bytes = null;
  }

  #take(stored: StoredBoard): void {
    const bytes = new EncodedBoard(stored);
    for (const { update, seq } of this.#meanwhile) bytes.add(update, seq);
    this.#bytes = bytes;
    this.#watch();
    this.#serveReaders((reader) => this.#lend(bytes, reader));
  }

  #serveReaders(tell: (reader: Reader) => void): void {
    const readers = this.#readers ?? [];
    this.#readers = null;
    this.#meanwhile = [];
    for (const reader of readers) tell(reader);
  }

  /** One who chokes on the bytes is no reason for the others to wait. */
  #lend(bytes: EncodedBoard, reader: Reader): void {
    try {
      reader.run(bytes);
    } catch (error) {
      this.#fail(reader, error);
    }
  }

  #fail(reader: Reader, error: unknown): void {
    if (error instanceof DamagedLog) this.#deps.onDamaged(error);
    reader.fail(error);
  }

  #watch(): void {
    const { clock } = this.#deps;
    const idleMs = this.#idleMs();
    this.#dropTimer = clock.after(idleMs, () => {
      if (clock.elapsed() - this.#usedAt < idleMs) this.#watch();
      else {
        this.close();
        this.#deps.onReleased();
      }
    });
  }

  #idleMs(): number {
    const { leastMs, mostMs, bytesPerMs } = this.#deps.limits.bytesIdle;
    const bytes = this.#bytes === null ? 0 : this.#bytes.snapshotBytes + this.#bytes.tailBytes;
    return Math.min(mostMs, leastMs + bytes / bytesPerMs);
  }
}
