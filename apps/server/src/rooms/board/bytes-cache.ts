/**
 * The board's bytes while somebody needs them: read from the log once however many ask, kept up to date while they are in
 * memory, and dropped after a while. A board that nobody joins holds none.
 */
import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { DamagedLog, type LogEntry, type StoredDocument } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import { EncodedBoard } from './encoded-board.ts';
import type { Waiter } from './waiting.ts';

interface BytesCacheOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly load: () => Promise<StoredDocument>;
  readonly onDamaged: (error: DamagedLog) => void;
  /** The bytes were dropped. */
  readonly onReleased: () => void;
}

export class BytesCache {
  readonly #options: BytesCacheOptions;
  #bytes: EncodedBoard | null;
  /** Callers that wait for the log; null while it is not being read. */
  #readers: Waiter<EncodedBoard>[] | null = null;
  /** What was committed while the log was being read: the reading may or may not have seen it. */
  #meanwhile: LogEntry[] = [];
  #dropTimer: Cancel | null = null;
  #usedAt: number;

  /** Throws `DamagedLog` where the known ids of the stored snapshot cannot be read. */
  constructor(stored: StoredDocument, options: BytesCacheOptions) {
    this.#options = options;
    this.#bytes = new EncodedBoard(stored);
    this.#usedAt = options.clock.elapsed();
    this.#dropWhenIdle();
  }

  /** The bytes, if they are in memory. */
  get held(): EncodedBoard | null {
    return this.#bytes;
  }

  /** The bytes, read from the log if need be. */
  fetch(): Promise<EncodedBoard> {
    return new Promise((resolve, reject) => this.use({ run: resolve, fail: reject }));
  }

  /** Runs now if the bytes are in memory, else when they have been read. */
  use(reader: Waiter<EncodedBoard>): void {
    this.#usedAt = this.#options.clock.elapsed();
    if (this.#bytes !== null) {
      this.#lend(this.#bytes, reader);
      return;
    }
    if (this.#readers === null) {
      this.#readers = [];
      this.#meanwhile = [];
      this.#read();
    }
    this.#readers.push(reader);
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

  /** Bytes that are read and turn out to be damaged fail the readers too: hence one `catch` behind both. */
  #read(): void {
    this.#options
      .load()
      .then((stored) => {
        const bytes = this.#keep(stored);
        this.#serveReaders((reader) => this.#lend(bytes, reader));
      })
      .catch((error: unknown) => this.#serveReaders((reader) => this.#fail(reader, error)));
  }

  #keep(stored: StoredDocument): EncodedBoard {
    const bytes = new EncodedBoard(stored);
    for (const { update, seq } of this.#meanwhile) bytes.add(update, seq);
    this.#bytes = bytes;
    this.#dropWhenIdle();
    return bytes;
  }

  #serveReaders(serve: (reader: Waiter<EncodedBoard>) => void): void {
    const readers = this.#readers ?? [];
    this.#readers = null;
    this.#meanwhile = [];
    for (const reader of readers) serve(reader);
  }

  /** A reader that chokes on the bytes is no reason for the others to wait. */
  #lend(bytes: EncodedBoard, reader: Waiter<EncodedBoard>): void {
    try {
      reader.run(bytes);
    } catch (error) {
      this.#fail(reader, error);
    }
  }

  #fail(reader: Waiter<EncodedBoard>, error: unknown): void {
    try {
      if (error instanceof DamagedLog) this.#options.onDamaged(error);
      reader.fail(error);
    } catch (failure) {
      this.#options.log.error({ err: failure }, 'a reader of a board could not be told that reading failed');
    }
  }

  #dropWhenIdle(): void {
    const { clock } = this.#options;
    const idleMs = this.#idleMs();
    this.#dropTimer = clock.after(idleMs, () => {
      if (clock.elapsed() - this.#usedAt < idleMs) this.#dropWhenIdle();
      else {
        this.close();
        this.#options.onReleased();
      }
    });
  }

  #idleMs(): number {
    const { leastMs, mostMs, bytesPerMs } = this.#options.limits.bytesIdle;
    const bytes = this.#bytes === null ? 0 : this.#bytes.snapshotBytes + this.#bytes.tailBytes;
    return Math.min(mostMs, leastMs + bytes / bytesPerMs);
  }
}
