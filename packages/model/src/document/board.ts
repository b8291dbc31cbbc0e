/**
 * A board: one Y.Doc, opened as typed maps. Only this file opens the document's root maps. Read the room in this order:
 * `board.ts`, `reads.ts` (from the document to plain records), `write.ts` (how every edit writes).
 *
 * Every collection is a flat root map from id to record. A record is a Y.Map of plain values, each a register of its own in
 * which the last writer wins, and of Y.Text where people type together. Nothing is nested and nothing is an array: parents
 * and order are registers (`place`, `rank`), and reads repair references that lead nowhere (SPEC.md, D and O).
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection, META_TEXTS, type Register, ROOTS } from '../records/collections.ts';
import { type PersonId, platformRandom, type RandomBytes } from '../records/ids.ts';
import { SCHEMA_VERSION } from '../records/records.ts';
import { type CellIndex, cellIndexOf } from './cell-index.ts';

export type RecordMap = Y.Map<unknown>;

export interface Board {
  readonly doc: Y.Doc;
  readonly meta: Y.Map<unknown>;
  readonly records: Readonly<Record<Collection, Y.Map<RecordMap>>>;
  readonly registers: Readonly<Record<Register, Y.Map<unknown>>>;
  /** From each cell to the cards whose place names it. */
  readonly cells: CellIndex;
  /** Called with each edit made through this object; undo listens here. */
  readonly editListeners: Set<(edit: Edit) => void>;
}

/**
 * The person who edits, with a clock and a random source. The author is the origin of their transactions. One object per
 * person and tab, because undo goes by object.
 */
export interface Author {
  readonly person: PersonId;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: RandomBytes;
}

export const authorOf = (person: PersonId): Author => ({ person, now: Date.now, random: platformRandom });

/** One register that an edit wrote. `before` and `after` are plain values; `undefined` means not there. */
export interface Change {
  readonly in: Collection | Register | 'meta';
  readonly id: string;
  /** The key in the record; null for a register, which is written whole. */
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
  /** Id of the Yjs item that was written; for a deletion, of the item deleted; null if there was none. */
  readonly mark: Y.ID | null;
  /** The change created the record. Undo hides the record, unless others have used it since (rule U2). */
  readonly creation?: true;
}

/** An edit that was made: what its listeners hear of it. */
export interface Edit {
  readonly author: Author;
  readonly changes: readonly Change[];
}

export const openBoard = (doc: Y.Doc = new Y.Doc()): Board => {
  const records = Object.fromEntries(COLLECTIONS.map((name) => [name, doc.getMap<RecordMap>(name)]));
  return {
    doc,
    meta: doc.getMap('meta'),
    // There is one map for each collection; `fromEntries` forgets the names.
    records: records as Record<Collection, Y.Map<RecordMap>>,
    registers: { feelings: doc.getMap('feelings'), people: doc.getMap('people') },
    cells: cellIndexOf(doc),
    editListeners: new Set(),
  };
};

/**
 * Makes an empty document a board of today's version. All texts of `meta` are there from the start: if two people created
 * the same text at once, one of them would lose what they typed.
 */
export const beginBoard = (board: Board, texts: Readonly<Record<string, string>>): void => {
  board.meta.set('schemaVersion', SCHEMA_VERSION);
  for (const name of META_TEXTS) board.meta.set(name, new Y.Text(texts[name] ?? ''));
};

/** Names a text of the board that people type in together. */
export type TextRef =
  | { readonly in: Collection; readonly id: string; readonly field: string }
  | { readonly in: 'meta'; readonly field: string };

/** A record's map; null if nothing is there, or something else that a hostile client put there. */
export const recordMap = (board: Board, collection: Collection, id: string): RecordMap | null => {
  const record: unknown = board.records[collection].get(id);
  return record instanceof Y.Map ? record : null;
};

export const textOf = (board: Board, ref: TextRef): Y.Text | null => {
  const holder = ref.in === 'meta' ? board.meta : recordMap(board, ref.in, ref.id);
  const text = holder?.get(ref.field);
  return text instanceof Y.Text ? text : null;
};

/** A record or register that changed, by root and key; `meta` has no key. */
export type Changed = { readonly in: 'meta' } | { readonly in: Collection | Register; readonly id: string };

const isRoot = (name: string): name is Collection | Register | 'meta' => ROOTS.includes(name);

/** The root that a type hangs under, and its key there; null if it is no root of a board. */
const locate = (board: Board, type: Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>): Changed | null => {
  let id: string | null = null;
  let at = type;
  while (at._item !== null) {
    id = at._item.parentSub;
    const parent = at._item.parent;
    if (!(parent instanceof Y.AbstractType)) return null;
    at = parent;
  }
  for (const [name, root] of board.doc.share) {
    if (root !== at || !isRoot(name)) continue;
    if (name === 'meta') return { in: 'meta' };
    return id === null ? null : { in: name, id };
  }
  return null;
};

/** Calls back once per transaction, own or remote, with every record it touched. Returns a function that stops it. */
export const watchBoard = (
  board: Board,
  callback: (changed: readonly Changed[], origin: unknown) => void,
): (() => void) => {
  const roots = new Map<unknown, Collection | Register | 'meta'>();
  for (const [name, type] of board.doc.share) if (isRoot(name)) roots.set(type, name);
  const onTransaction = (transaction: Y.Transaction) => {
    const seen = new Map<string, Changed>();
    const note = (changed: Changed | null) => {
      if (changed !== null) seen.set(changed.in === 'meta' ? 'meta' : `${changed.in}/${changed.id}`, changed);
    };
    for (const [type, keys] of transaction.changed) {
      const root = roots.get(type);
      if (root === undefined) note(locate(board, type));
      else if (root === 'meta') note({ in: 'meta' });
      else for (const key of keys) if (key !== null) note({ in: root, id: key });
    }
    if (seen.size > 0) callback([...seen.values()], transaction.origin);
  };
  board.doc.on('afterTransaction', onTransaction);
  return () => board.doc.off('afterTransaction', onTransaction);
};
