import { TokenBucket } from './token-bucket.ts';

interface TokenBucketsOptions {
  readonly rate: { readonly perSecond: number; readonly burst: number };
  /** So many buckets are kept. Of more, the one not used for longest is dropped, and is full when it is made again. */
  readonly most: number;
}

/** One token bucket a key: a person, a link, a board. */
export class TokenBuckets<K> {
  readonly #options: TokenBucketsOptions;
  readonly #buckets = new Map<K, TokenBucket>();

  constructor(options: TokenBucketsOptions) {
    this.#options = options;
  }

  /** Takes a token from the bucket of `key`; false if there was none. `now` is of `Clock.elapsed`. */
  take(key: K, now: number): boolean {
    const { rate, most } = this.#options;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(rate, now);
    // Moved to the end, so that the first is the one not used for longest.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > most && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket.take(now);
  }
}
