import type { BoardId } from '@samrejse/model/records/ids';
import type { Cancel, Clock } from '@samrejse/runtime/clock';

/** Timers do not notice that the time of day is changed, so an alarm looks at it again after so long. */
const LOOK_EVERY_MS = 5_000;

/** One alarm for each board: setting it again replaces the one before. */
export class Alarms {
  readonly #clock: Clock;
  readonly #onDue: (board: BoardId) => void;
  readonly #set = new Map<BoardId, Cancel>();

  constructor(clock: Clock, onDue: (board: BoardId) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** `at` in ms since 1970; null removes the alarm. */
  set(board: BoardId, at: number | null): void {
    this.#set.get(board)?.();
    this.#set.delete(board);
    if (at === null) return;
    const left = at - this.#clock.now();
    const cancel = this.#clock.after(Math.min(left, LOOK_EVERY_MS), () => {
      if (this.#clock.now() < at) return this.set(board, at);
      this.#set.delete(board);
      this.#onDue(board);
    });
    this.#set.set(board, cancel);
  }

  close(): void {
    for (const cancel of this.#set.values()) cancel();
    this.#set.clear();
  }
}
