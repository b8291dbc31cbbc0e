/**
 * Local storage that cannot throw. It may be full, or forbidden by the browser's settings; an exception inside one of the
 * document's listeners would stop the document for good.
 */

/** The value under a key; null if there is none, or storage is forbidden. */
export const readStored = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** Writes a value, or with null removes it. False if that was not possible. */
export const writeStored = (key: string, value: string | null): boolean => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
};

export const storedKeys = (prefix: string): string[] => {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i));
    return keys.filter((key) => key !== null).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
};

/** The JSON under a key; undefined if there is no value, or the value is no JSON. */
export const readStoredJson = (key: string): unknown => {
  try {
    return JSON.parse(readStored(key) ?? '') as unknown;
  } catch {
    return undefined;
  }
};
