/** How an edit is undone: register by register, and never what somebody else has written. */
import * as Y from 'yjs';
import { COLLECTIONS } from '../records/collections.ts';
import { MEMBER } from '../records/fields.ts';
import { sameValue } from '../records/same-value.ts';
import { type Author, type Board, type Change, type RecordMap, recordMap } from './board.ts';
import { markOf } from './write.ts';

/** Whether this replica wrote an item. Another tab of the same person counts as somebody else: better too careful. */
const isOurs = (board: Board, id: Y.ID): boolean => id.client === board.doc.clientID;

/** Whether somebody else wrote the value that now stands under a key. */
const isTheirs = (board: Board, holder: Y.Map<unknown>, key: string): boolean => {
  const item = holder._map.get(key);
  return item !== undefined && !item.deleted && !isOurs(board, item.id);
};

const hasOthersLetters = (board: Board, text: Y.Text): boolean => {
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && !isOurs(board, item.id)) return true;
  }
  return false;
};

/** Whether somebody else has set one of a record's registers, or has letters in its texts. */
const isWrittenInByOthers = (board: Board, record: RecordMap): boolean =>
  [...record._map.values()].some((item) => !isOurs(board, item.id)) ||
  [...record.values()].some((value) => value instanceof Y.Text && hasOthersLetters(board, value));

/** The fields by which one record names another: registers that stand in it or hang on it, and sets of ids. */
const REFERENCES = {
  registers: ['place', 'target', 'thread', 'ends', 'persona', 'channel'],
  sets: ['personas', 'tags', 'evidence', 'preferredChannels'],
} as const;

/** Adds every string in a value. Not by way of JSON, because a register may hold values that JSON cannot express. */
const addNames = (value: unknown, names: Set<string>): void => {
  if (typeof value === 'string') names.add(value);
  else if (typeof value === 'object' && value !== null && !(value instanceof Y.AbstractType))
    for (const part of Object.values(value)) addNames(part, names);
};

const mentions = (value: unknown, id: string): boolean => {
  const names = new Set<string>();
  addNames(value, names);
  return names.has(id);
};

/** A key under which a record or register names others. `record` is null for a feeling. */
interface Naming {
  readonly record: RecordMap | null;
  readonly key: string;
}

/**
 * Where others name records: their cards in a step, their feelings, comments, links and tags. Reads the whole board, but
 * once and only when first asked, because one undo may take back the making of thousands of records.
 */
class OthersReferences {
  readonly #board: Board;
  #namings: ReadonlyMap<string, readonly Naming[]> | null = null;

  constructor(board: Board) {
    this.#board = board;
  }

  /** Whether a live record or a feeling names this id by what somebody else wrote. */
  has(id: string): boolean {
    this.#namings ??= this.#read();
    // Asked again of each one found: the same undo may have written over it, or hidden or restored its record.
    return (this.#namings.get(id) ?? []).some((naming) => this.#stillNames(naming, id));
  }

  #stillNames({ record, key }: Naming, id: string): boolean {
    if (record === null) return isTheirs(this.#board, this.#board.registers.feelings, key);
    if (record.get('deleted') === true || !isTheirs(this.#board, record, key)) return false;
    return key.includes(MEMBER) || mentions(record.get(key), id);
  }

  #read(): Map<string, Naming[]> {
    const namings = new Map<string, Naming[]>();
    const note = (id: string, naming: Naming) => {
      const others = namings.get(id);
      if (others === undefined) namings.set(id, [naming]);
      else others.push(naming);
    };
    const feelings = this.#board.registers.feelings;
    for (const key of feelings._map.keys()) {
      if (isTheirs(this.#board, feelings, key)) for (const id of key.split('/')) note(id, { record: null, key });
    }
    for (const collection of COLLECTIONS) {
      for (const record of this.#board.records[collection].values()) {
        if (record instanceof Y.Map) this.#readRecord(record, note);
      }
    }
    return namings;
  }

  #readRecord(record: RecordMap, note: (id: string, naming: Naming) => void): void {
    for (const key of REFERENCES.registers) {
      if (!isTheirs(this.#board, record, key)) continue;
      const names = new Set<string>();
      addNames(record.get(key), names);
      for (const id of names) note(id, { record, key });
    }
    for (const key of record._map.keys()) {
      const end = key.indexOf(MEMBER);
      if (end < 0 || !REFERENCES.sets.some((name) => name === key.slice(0, end))) continue;
      if (isTheirs(this.#board, record, key)) note(key.slice(end + MEMBER.length), { record, key });
    }
  }
}

const holderOf = (board: Board, change: Change): Y.Map<unknown> | null => {
  if (change.in === 'meta') return board.meta;
  return change.in === 'feelings' || change.in === 'people'
    ? board.registers[change.in]
    : recordMap(board, change.in, change.id);
};

/** Whether the value that stands is the one the change wrote, and not an equal one that somebody else wrote since. */
const stillStands = (board: Board, holder: Y.Map<unknown>, key: string, change: Change): boolean => {
  if (!sameValue(holder.get(key), change.after)) return false;
  const mark = markOf(holder, key);
  return mark === null || isOurs(board, mark) || (change.mark !== null && Y.compareIDs(mark, change.mark));
};

/**
 * Whether a change may be undone. The making of a record is undone only if nobody else has used the record (rule U2).
 */
const mayTakeBack = (board: Board, holder: Y.Map<unknown>, change: Change, others: OthersReferences): boolean =>
  change.creation !== true || change.after === true || !(isWrittenInByOthers(board, holder) || others.has(change.id));

/** The old value. A feeling that was another person's comes back in the author's own name (rule P16). */
const broughtBack = (author: Author, { in: where, before }: Change): unknown => {
  const isAnothers =
    where === 'feelings' &&
    typeof before === 'object' &&
    before !== null &&
    'setBy' in before &&
    before.setBy !== author.person;
  return isAnothers ? { ...before, setBy: author.person, setAt: author.now() } : before;
};

/**
 * Takes back changes, the last one first: each register gets its old value if the value that the edit wrote still stands
 * (rule U1). Returns what it changed, in that order; these changes can be reverted in turn.
 */
export const revert = (board: Board, author: Author, changes: readonly Change[]): readonly Change[] => {
  const done: Change[] = [];
  const others = new OthersReferences(board);
  board.doc.transact(() => {
    for (const change of changes.toReversed()) {
      const holder = holderOf(board, change);
      const key = change.field ?? change.id;
      if (holder === null || !stillStands(board, holder, key, change)) continue;
      if (!mayTakeBack(board, holder, change, others)) continue;
      const back = broughtBack(author, change);
      if (back === undefined) holder.delete(key);
      else holder.set(key, back);
      if (change.in === 'cards' && key === 'place') board.cells.refresh(change.id);
      done.push({ ...change, before: change.after, after: back, mark: markOf(holder, key) });
    }
  }, author);
  return done;
};
