/**
 * Local storage that cannot throw: it may be full, or forbidden by the browser's settings, and nothing here is worth
 * an edit. (An exception inside a document's listener would stop the document for good.)
 */

/** What stands under a key; null where nothing does, or storage is forbidden. */
export const readStored = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** Writes, or with null takes away. False where that was not possible. */
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
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
};

/** The JSON under a key; undefined where there is none, or what is there is no JSON. */
export const readStoredJson = (key: string): unknown => {
  try {
    return JSON.parse(readStored(key) ?? '') as unknown;
  } catch {
    return undefined;
  }
};
