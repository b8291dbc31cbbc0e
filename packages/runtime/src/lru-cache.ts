/** Values by key, at most `most` of them: the one that was not used for longest makes room for a new one. */
export class LruCache<Key, Value> {
  readonly #most: number;
  /** A Map keeps the order of insertion, so its first key is the one not used for longest. */
  readonly #values = new Map<Key, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#values.size;
  }

  /** The value under a key, which counts as a use of it; undefined where there is none. */
  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
  }
}
