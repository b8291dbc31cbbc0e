/**
 * How a document of an older shape becomes one of today's: an ordered list, the first entry from version 1 to 2, and so
 * on. Each is one transaction and idempotent. Run by the server alone, when it loads a board.
 */
import type { Board } from './board.ts';
import { SCHEMA_VERSION } from './records.ts';

export type Migration = (board: Board) => void;

export const MIGRATIONS: readonly Migration[] = [];

/** Of the document's shape; 1 where it cannot be read. */
export const versionOf = (board: Board): number => {
  const version = board.meta.get('schemaVersion');
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : 1;
};

/** Brings a document to SCHEMA_VERSION; a document from a newer server is left alone. True if anything was written. */
export const migrate = (board: Board, origin: unknown): boolean => {
  const from = versionOf(board);
  if (from >= SCHEMA_VERSION) return false;
  board.doc.transact(() => {
    for (const migration of MIGRATIONS.slice(from - 1)) migration(board);
    board.meta.set('schemaVersion', SCHEMA_VERSION);
  }, origin);
  return true;
};
