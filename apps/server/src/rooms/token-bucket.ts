/** Holds `burst` tokens, gains `perSecond`. */
export class TokenBucket {
  readonly #rate: { readonly perSecond: number; readonly burst: number };
  #tokens: number;
  #at: number;

  constructor(rate: { readonly perSecond: number; readonly burst: number }, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes a token; false if there was none. */
  take(now: number): boolean {
    const { perSecond, burst } = this.#rate;
    // A clock that was set back gives nothing and takes nothing.
    const elapsedMs = Math.max(0, now - this.#at);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs / 1000) * perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
