/**
 * A board as version 0.1 left it: the server's data directory, and what the browser of somebody stored who went on
 * writing after the server had ended. Made by running version 0.1: one card was saved; one was written offline and lies
 * in IndexedDB; one was written after the browser had closed IndexedDB, and is in the journal alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';

const FOLDER = join(import.meta.dirname, 'version-0.1');

/** A stored value: as JSON, or bytes in base64. */
const valueSchema = v.union([v.strictObject({ bytes: v.string() }), v.unknown()]);

const browserSchema = v.object({
  board: boardIdSchema,
  tokens: v.object({ facilitator: v.string(), participant: v.string(), viewer: v.string() }),
  databases: v.array(
    v.object({
      name: v.string(),
      version: v.number(),
      stores: v.array(
        v.object({
          name: v.string(),
          autoIncrement: v.boolean(),
          entries: v.array(v.tuple([v.union([v.string(), v.number()]), valueSchema])),
        }),
      ),
    }),
  ),
  localStorage: v.record(v.string(), v.string()),
});
export type StoredBrowser = v.InferOutput<typeof browserSchema>;

export const TEXTS = { saved: 'saved by version 0.1', offline: 'written offline', journal: 'and only noted' } as const;
/** Edits that the server has not acknowledged, by the browser's own account. */
export const UNSAVED = 31;
/** The server's data directory. Copy it: a server writes into it. */
export const SERVER_FOLDER = join(FOLDER, 'server');

export const readStoredBrowser = (): StoredBrowser =>
  v.parse(browserSchema, JSON.parse(readFileSync(join(FOLDER, 'browser.json'), 'utf8')));

/** Puts all of it into this browser. Uses nothing from outside, so that a test can run it in a page. */
export const restoreBrowser = async ({ databases, localStorage: items }: StoredBrowser): Promise<void> => {
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('bytes' in value)) return value;
    return Uint8Array.from(atob(String(value.bytes)), (letter) => letter.charCodeAt(0));
  };
  for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
  for (const { name, version, stores } of databases) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        for (const { name: store, autoIncrement, entries } of stores) {
          const objects = request.result.createObjectStore(store, { autoIncrement });
          for (const [key, value] of entries) objects.add(decode(value), key);
        }
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  }
};
