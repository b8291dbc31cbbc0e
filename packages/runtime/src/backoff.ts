/** How long to wait before a try is repeated. */

export interface Backoff {
  /** Pause after the first failure, in ms. */
  readonly firstMs: number;
  /** No pause is longer, in ms. */
  readonly longestMs: number;
}

/** The pause after so many failures, in ms: it doubles with each one. `failures` is 1 after the first. */
export const backoffMs = ({ firstMs, longestMs }: Backoff, failures: number): number =>
  Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
