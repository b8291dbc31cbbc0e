/**
 * How a document of an older shape becomes one of today's: an ordered list, the first entry from version 1 to 2, and so
 * on. Each is one transaction and idempotent. Run by the server alone, when it loads a board.
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection, META_TEXTS, TEXT_FIELDS } from '../records/collections.ts';
import { SCHEMA_VERSION } from '../records/records.ts';
import { type Board, recordMap } from './board.ts';
import { fromVersion1 } from './version-1.ts';

export type Migration = (board: Board) => void;

/** What version 1 said in other fields, said in today's (`legacy.ts`). */
const modernise = (collection: Collection, record: Y.Map<unknown>): void => {
  for (const [key, value] of [...record]) {
    const modern = fromVersion1(collection, key, value);
    if (modern === null) continue;
    for (const [name, part] of modern) record.set(name, part);
    record.delete(key);
  }
};

/** A step's `refersTo` is a link now. Its id follows from the step's, so that it is made once however often this runs. */
const linkBack = (board: Board, id: string, step: Y.Map<unknown>): void => {
  const to = step.get('refersTo');
  const link = `${id}.refers`;
  if (typeof to !== 'string' || board.records.links.has(link)) return;
  const record = new Y.Map<unknown>([
    ['kind', 'refers_to'],
    ['ends', { from: { in: 'steps', id }, to: { in: 'steps', id: to } }],
    ['label', new Y.Text()],
    ['createdBy', step.get('createdBy') ?? null],
    ['createdAt', step.get('createdAt') ?? 0],
  ]);
  board.records.links.set(link, record);
};

const addTexts = (holder: Y.Map<unknown>, names: readonly string[]): void => {
  for (const name of names) if (!holder.has(name)) holder.set(name, new Y.Text());
};

/** Details of cards and milestones of steps become registers of their own, references links, and new texts are there. */
const fromOneToTwo: Migration = (board) => {
  addTexts(board.meta, META_TEXTS);
  for (const collection of COLLECTIONS) {
    for (const id of board.records[collection].keys()) {
      const record = recordMap(board, collection, id);
      if (record === null) continue;
      if (collection === 'steps') linkBack(board, id, record);
      modernise(collection, record);
      addTexts(record, TEXT_FIELDS[collection]);
    }
  }
};

export const MIGRATIONS: readonly Migration[] = [fromOneToTwo];

/** Of the document's shape; 1 where it cannot be read. */
export const versionOf = (board: Board): number => {
  const version = board.meta.get('schemaVersion');
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : 1;
};

/** Whether an older version made it: it has fields of that version, or lacks texts for people to type in. */
const isOld = (collection: Collection, record: unknown): boolean =>
  record instanceof Y.Map &&
  (TEXT_FIELDS[collection].some((name) => !record.has(name)) ||
    [...record].some(([key, value]) => fromVersion1(collection, key, value) !== null));

/** Whether an edit that an older version made off line has come since. */
const hasStragglers = (board: Board): boolean =>
  COLLECTIONS.some((collection) => [...board.records[collection].values()].some((record) => isOld(collection, record)));

/** Brings a document to SCHEMA_VERSION; a document from a newer server is left alone. True if anything was written. */
export const migrate = (board: Board, origin: unknown): boolean => {
  const from = versionOf(board);
  if (from > SCHEMA_VERSION || (from === SCHEMA_VERSION && !hasStragglers(board))) return false;
  const first = from === SCHEMA_VERSION ? 1 : from;
  board.doc.transact(() => {
    for (const migration of MIGRATIONS.slice(first - 1)) migration(board);
    if (from < SCHEMA_VERSION) board.meta.set('schemaVersion', SCHEMA_VERSION);
  }, origin);
  return true;
};
