/**
 * Migrations bring a document of an older version to today's: an ordered list, the first from version 1 to 2, and so on.
 * Together they are one transaction, and each is idempotent. Only the server runs them, when it loads a board.
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection, META_TEXTS, TEXT_FIELDS } from '../records/collections.ts';
import { SCHEMA_VERSION } from '../records/records.ts';
import { type Board, recordMap } from './board.ts';
import { fromVersion1 } from './version-1.ts';

export type Migration = (board: Board) => void;

/** Rewrites a record's fields of version 1 as today's. */
const upgradeFields = (collection: Collection, record: Y.Map<unknown>): void => {
  for (const [key, value] of [...record]) {
    const upgraded = fromVersion1(collection, key, value);
    if (upgraded === null) continue;
    for (const [name, part] of upgraded) record.set(name, part);
    record.delete(key);
  }
};

/** A step's `refersTo` is a link today. The link's id follows from the step's, so that repeated runs make one link. */
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

/**
 * Details of cards and milestones of steps get a register each, references become links, and missing texts are added.
 */
const fromOneToTwo: Migration = (board) => {
  addTexts(board.meta, META_TEXTS);
  for (const collection of COLLECTIONS) {
    for (const id of board.records[collection].keys()) {
      const record = recordMap(board, collection, id);
      if (record === null) continue;
      if (collection === 'steps') linkBack(board, id, record);
      upgradeFields(collection, record);
      addTexts(record, TEXT_FIELDS[collection]);
    }
  }
};

export const MIGRATIONS: readonly Migration[] = [fromOneToTwo];

/** The document's version; 1 if it cannot be read. */
export const versionOf = (board: Board): number => {
  const version = board.meta.get('schemaVersion');
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 ? version : 1;
};

/** Whether an older version wrote a record: it has fields of that version, or lacks texts that people can type in. */
const isOld = (collection: Collection, record: unknown): boolean =>
  record instanceof Y.Map &&
  (TEXT_FIELDS[collection].some((name) => !record.has(name)) ||
    [...record].some(([key, value]) => fromVersion1(collection, key, value) !== null));

/** Whether the board holds an edit that an older version made off line and that arrived after the migration. */
const hasStragglers = (board: Board): boolean =>
  COLLECTIONS.some((collection) => [...board.records[collection].values()].some((record) => isOld(collection, record)));

/** Brings a document to SCHEMA_VERSION. Leaves a document of a newer server as it is. True if it wrote anything. */
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
