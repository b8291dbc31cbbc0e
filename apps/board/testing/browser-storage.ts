/** What a browser stores for a site, in memory: IndexedDB by fake-indexeddb, and local storage with a quota. */
import { IDBFactory } from 'fake-indexeddb';

/** Characters, keys and values together, as Chromium counts them. */
const QUOTA = 5_000_000;

class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();

  get length(): number {
    return this.#values.size;
  }

  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    const others = [...this.#values].filter(([other]) => other !== key);
    const used = others.reduce((sum, entry) => sum + entry.join('').length, 0);
    if (used + key.length + value.length > QUOTA) throw new DOMException('full', 'QuotaExceededError');
    this.#values.set(key, value);
  }

  removeItem(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}

const define = (name: 'indexedDB' | 'localStorage', value: unknown): void => {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};

/** A browser that has stored nothing yet. */
export const useFreshStorage = (): void => {
  define('indexedDB', new IDBFactory());
  define('localStorage', new MemoryStorage());
};

/** A browser whose settings forbid IndexedDB. */
export const forbidIndexedDb = (): void => define('indexedDB', undefined);

/** A browser whose settings forbid local storage. */
export const forbidLocalStorage = (): void => define('localStorage', undefined);
