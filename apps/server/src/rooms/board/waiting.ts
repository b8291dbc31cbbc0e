/**
 * How callers wait inside a room: by two callbacks, not by promises.
 *
 * An edit must be applied, queued for its commit and counted before the next frame of any peer is read; otherwise the
 * order of acknowledgements would not be the order of the log. Where the board's bytes or its document are in memory, all
 * of that happens within the call. Where they have to be read first, callers wait in a queue and run one after another, in
 * the order in which they came. With `await`, other frames would run between two steps of one edit.
 *
 * Promises begin where order does not matter any more: at the answer to a request, at a read of the log, at a commit.
 */
export interface Waiter<T> {
  /** Runs once, with the value. */
  readonly run: (value: T) => void;
  /** Runs instead of `run` if the value cannot be had. */
  readonly fail: (error: unknown) => void;
}

/** The board was closed while somebody waited for it. Nothing is known of their edit; whoever asked may ask again. */
export class BoardClosed extends Error {
  override readonly name = 'BoardClosed';
}
