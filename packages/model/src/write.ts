/** How every edit writes: one transaction, each register it sets noted with what was there before, so it can be undone. */
import * as Y from 'yjs';
import {
  type Author,
  type Board,
  type Change,
  type Collection,
  type Register,
  recordMap,
  TEXT_FIELDS,
} from './board.ts';
import type { PersonId } from './ids.ts';

/** Undoing a creation hides the record: others may have written in it since (rule U2). */
const CREATED = { before: true, after: false, creation: true } as const;

export interface Writer {
  readonly now: number;
  readonly person: PersonId;
  /** Sets one field of a record; silently nothing where the record is not there or the value is the same. */
  readonly set: (collection: Collection, id: string, field: string, value: unknown) => void;
  /** Makes a record, author and time added, unless its id is taken. Its text fields are given as strings. */
  readonly create: (collection: Collection, id: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Sets a whole register; `undefined` takes it away. */
  readonly put: (register: Register, key: string, value: unknown) => void;
}

export const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

const newRecord = (
  collection: Collection,
  fields: Readonly<Record<string, unknown>>,
  by: { person: PersonId; now: number },
): Y.Map<unknown> => {
  const record = new Y.Map<unknown>();
  const texts: readonly string[] = TEXT_FIELDS[collection];
  for (const [field, value] of Object.entries(fields)) {
    if (!texts.includes(field)) record.set(field, value);
  }
  for (const field of texts) {
    const initial = fields[field];
    record.set(field, new Y.Text(typeof initial === 'string' ? initial : ''));
  }
  record.set('createdBy', by.person);
  record.set('createdAt', by.now);
  record.set('deleted', false);
  return record;
};

/** Carries out one edit as one transaction with the author as its origin, and tells the board's edit listeners. */
export const write = (board: Board, author: Author, edit: (writer: Writer) => void): void => {
  const changes: Change[] = [];
  const now = author.now();
  board.doc.transact(() => {
    edit({
      now,
      person: author.person,
      set: (collection, id, field, value) => {
        const record = recordMap(board, collection, id);
        const before = record?.get(field);
        if (record === null || sameValue(before, value)) return;
        record.set(field, value);
        changes.push({ in: collection, id, field, before, after: value });
      },
      create: (collection, id, fields) => {
        // Making it anew would take away what others wrote in it (rule D5).
        if (recordMap(board, collection, id) !== null) return;
        board.records[collection].set(id, newRecord(collection, fields, { person: author.person, now }));
        changes.push({ in: collection, id, field: 'deleted', ...CREATED });
      },
      put: (register, key, value) => {
        const map = board.registers[register];
        const before = map.get(key);
        if (sameValue(before, value)) return;
        if (value === undefined) map.delete(key);
        else map.set(key, value);
        changes.push({ in: register, id: key, field: null, before, after: value });
      },
    });
  }, author);
  if (changes.length > 0) for (const listener of board.editListeners) listener({ author, changes });
};

/** Whether somebody else's letters stand in a record's texts. Another tab of ours is somebody else here: better too careful. */
const hasOthersWords = (board: Board, collection: Collection, id: string): boolean => {
  const record = recordMap(board, collection, id);
  return TEXT_FIELDS[collection].some((field) => {
    const text = record?.get(field);
    if (!(text instanceof Y.Text)) return false;
    for (let item = text._start; item !== null; item = item.right) {
      if (!item.deleted && item.id.client !== board.doc.clientID) return true;
    }
    return false;
  });
};

const mayTakeBack = (board: Board, change: Change): boolean =>
  change.creation !== true ||
  change.after !== false ||
  change.in === 'feelings' ||
  change.in === 'people' ||
  !hasOthersWords(board, change.in, change.id);

/** Takes back changes: each register gets its old value where it still holds what the edit wrote (rule U1). Returns what it did. */
export const revert = (board: Board, author: Author, changes: readonly Change[]): readonly Change[] => {
  const done: Change[] = [];
  board.doc.transact(() => {
    for (const change of [...changes].reverse()) {
      const holder =
        change.in === 'feelings' || change.in === 'people'
          ? board.registers[change.in]
          : recordMap(board, change.in, change.id);
      const key = change.field ?? change.id;
      if (holder === null || !sameValue(holder.get(key), change.after) || !mayTakeBack(board, change)) continue;
      if (change.before === undefined) holder.delete(key);
      else holder.set(key, change.before);
      done.push({ ...change, before: change.after, after: change.before });
    }
  }, author);
  return done;
};
