/**
 * Follows the board's log by number: a range that continues from our position is applied, one that we have is ignored,
 * and after a gap the missing range is asked for. The position is where we go on after a lost connection.
 */
import type { LogPosition, LogRange } from '@samrejse/model/wire/log-range';

export type Step =
  | { readonly step: 'apply'; readonly position: LogPosition }
  | { readonly step: 'known' }
  /** A range before this one did not arrive: everything after `since` must be sent again. */
  | { readonly step: 'gap'; readonly since: number };

/** What to do with a range at this position. Pure. */
export const nextStep = (position: LogPosition, { after, seq }: LogRange): Step => {
  if (seq <= position.seq) return { step: 'known' };
  if (after > position.seq) return { step: 'gap', since: position.seq };
  return { step: 'apply', position: { ...position, seq } };
};

interface FollowerOptions {
  /** Applies updates to the document, in order, as one change. */
  readonly apply: (updates: readonly Uint8Array[]) => void;
  /** Asks the server for everything after `since`. */
  readonly resume: (since: number) => void;
  /** The document holds the log up to here. */
  readonly onPosition: (position: LogPosition) => void;
  /** The document holds all that the server had stored when it said so. */
  readonly onUpToDate: () => void;
}

export class LogFollower {
  readonly #options: FollowerOptions;
  /** Null until anything is known of the log. */
  #position: LogPosition | null = null;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** The document holds the log up to this position: the offline copy says so. */
  startAt(position: LogPosition): void {
    this.#position = position;
    this.#options.onPosition(position);
  }

  /**
   * The server names its log's epoch. If we have a position already, it is of the same epoch: the server closes the
   * connection of a client whose position is of another.
   */
  inEpoch(epoch: number): void {
    this.#position ??= { epoch, seq: 0 };
  }

  /** A range of the log has arrived. Ignored while the epoch is not known. */
  take(range: LogRange): void {
    if (this.#position === null) return;
    const next = nextStep(this.#position, range);
    if (next.step === 'gap') this.#options.resume(next.since);
    if (next.step !== 'apply') return;
    this.#options.apply(range.updates);
    this.startAt(next.position);
  }

  /** The server says that we have everything up to `seq`. */
  reached(seq: number): void {
    if (this.#position === null) return;
    this.startAt({ ...this.#position, seq: Math.max(this.#position.seq, seq) });
    this.#options.onUpToDate();
  }
}
