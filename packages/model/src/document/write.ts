/**
 * How every edit writes: in one transaction, noting the old value of each register it sets, so that it can be undone.
 */

import * as v from 'valibot';
import * as Y from 'yjs';
import { assert } from '../records/assert.ts';
import { type CardPlace, DETAIL_FIELDS_BY_KEY } from '../records/cards.ts';
import { type Collection, FIELDS, type Register, TEXT_FIELDS } from '../records/collections.ts';
import { type Field, MEMBER, wellFormed } from '../records/fields.ts';
import type { PersonId } from '../records/ids.ts';
import { META_FIELDS } from '../records/records.ts';
import { sameValue } from '../records/same-value.ts';
import { type Author, type Board, type Change, type RecordMap, recordMap } from './board.ts';
import { fromVersion1 } from './version-1.ts';

/** Undoing the creation of a record hides it; no record is ever removed (rule U2). */
const CREATED = { before: true, after: undefined, creation: true } as const;

export type Patch = Readonly<Record<string, unknown>>;

export interface Writer {
  readonly now: number;
  readonly person: PersonId;
  /** Sets the value under one key of a record. Does nothing if the record is not there or the value is the same. */
  readonly set: (collection: Collection, id: string, key: string, value: unknown) => void;
  /** Gives a card a new rank, so that another fits beside it. For another person's card, undo leaves the new rank. */
  readonly makeRoom: (card: string, place: CardPlace) => void;
  /**
   * Sets fields of a record in the form in which they are read: a set as the list of its members. Texts are typed with
   * `writeText`.
   */
  readonly patch: (collection: Collection | 'meta', id: string, fields: Patch) => void;
  /** Creates a record and adds its author and time. Does nothing if the id is taken. Texts are given as strings. */
  readonly create: (collection: Collection, id: string, fields: Patch) => void;
  /** Sets a whole register; `undefined` removes it. */
  readonly put: (register: Register, key: string, value: unknown) => void;
}

/** The id of the item that stands under a key. Comparing ids is stricter than comparing values. */
export const markOf = (holder: Y.Map<unknown>, key: string): Y.ID | null => holder._map.get(key)?.lastId ?? null;

const fieldOf = (collection: Collection | 'meta', name: string): Field | undefined => {
  if (collection === 'meta') return (META_FIELDS as Record<string, Field>)[name];
  if (collection === 'cards' && DETAIL_FIELDS_BY_KEY.has(name)) return DETAIL_FIELDS_BY_KEY.get(name);
  return (FIELDS[collection] as Record<string, Field>)[name];
};

/** The keys and values by which a record stores a field: one key, or one for each member that the set has or had. */
const keysOf = (
  name: string,
  field: Field,
  value: unknown,
  standing: Iterable<string>,
): [key: string, value: unknown][] => {
  if (field.form === 'register') return [[name, value]];
  const prefix = name + MEMBER;
  const members: [string, unknown][] = Array.isArray(value)
    ? value.map((member) => [prefix + member, true])
    : Object.entries(value as Patch).map(([member, part]) => [prefix + member, part]);
  const kept = new Set(members.map(([key]) => key));
  const gone = [...standing].filter((key) => key.startsWith(prefix) && !kept.has(key));
  return [...gone.map((key): [string, unknown] => [key, undefined]), ...members];
};

/** Whether the register is empty and stays so, because the value is the one that an empty register reads as. */
const saysNothingNew = (record: RecordMap, key: string, field: Field | undefined, value: unknown): boolean =>
  field?.form === 'register' && !record.has(key) && sameValue(value, field.missing);

const newRecord = (collection: Collection, fields: Patch, by: { person: PersonId; now: number }): RecordMap => {
  const record = new Y.Map<unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'kind' && collection === 'cards') record.set(name, value);
    const field = fieldOf(collection, name);
    // Fields without a value are left out, because most fields of a board are never filled in.
    if (field === undefined || field.form === 'text' || sameValue(value, field.missing)) continue;
    assert(v.is(field.schema, value), `no ${collection}.${name}: ${JSON.stringify(value)}`);
    for (const [key, part] of keysOf(name, field, wellFormed(value), [])) record.set(key, part);
  }
  for (const name of TEXT_FIELDS[collection]) {
    const initial = fields[name];
    record.set(name, new Y.Text(typeof initial === 'string' ? initial : ''));
  }
  record.set('createdBy', by.person);
  record.set('createdAt', by.now);
  return record;
};

/** Writes into the board and records each change. */
class RecordingWriter implements Writer {
  readonly changes: Change[] = [];
  readonly now: number;
  readonly person: PersonId;
  readonly #board: Board;

  constructor(board: Board, author: Author) {
    this.#board = board;
    this.now = author.now();
    this.person = author.person;
  }

  set(collection: Collection, id: string, key: string, value: unknown): void {
    const record = recordMap(this.#board, collection, id);
    if (record === null || saysNothingNew(record, key, fieldOf(collection, key), value)) return;
    this.#write(record, { in: collection, id, field: key }, value);
    if (collection === 'cards' && key === 'place') this.#board.cells.refresh(id);
  }

  makeRoom(card: string, place: CardPlace): void {
    const before = this.changes.length;
    this.set('cards', card, 'place', place);
    // Undo would need the right to move another person's card (rule P24).
    if (recordMap(this.#board, 'cards', card)?.get('createdBy') !== this.person) this.changes.length = before;
  }

  patch(collection: Collection | 'meta', id: string, fields: Patch): void {
    const record = collection === 'meta' ? this.#board.meta : recordMap(this.#board, collection, id);
    if (record === null) return;
    if (collection !== 'meta') this.#upgrade(collection, id, record);
    for (const [name, value] of Object.entries(fields)) {
      const field = fieldOf(collection, name);
      assert(field !== undefined && field.form !== 'text', `no register ${collection}.${name}`);
      assert(v.is(field.schema, value), `no ${collection}.${name}: ${JSON.stringify(value)}`);
      for (const [key, part] of keysOf(name, field, wellFormed(value), record.keys())) {
        if (saysNothingNew(record, key, field, part)) continue;
        this.#write(record, { in: collection, id, field: key }, part);
      }
    }
  }

  create(collection: Collection, id: string, fields: Patch): void {
    // Creating it again would remove what others wrote in it (rule D5).
    if (recordMap(this.#board, collection, id) !== null) return;
    this.#board.records[collection].set(id, newRecord(collection, fields, this));
    this.changes.push({ in: collection, id, field: 'deleted', ...CREATED, mark: null });
    if (collection === 'cards') this.#board.cells.refresh(id);
  }

  put(register: Register, key: string, value: unknown): void {
    this.#write(this.#board.registers[register], { in: register, id: key, field: null }, value);
  }

  #write(holder: Y.Map<unknown>, at: Pick<Change, 'in' | 'id' | 'field'>, value: unknown): void {
    const key = at.field ?? at.id;
    const before = holder.get(key);
    if (sameValue(before, value)) return;
    if (value === undefined) holder.delete(key);
    else holder.set(key, value);
    this.changes.push({ ...at, before, after: value, mark: markOf(holder, key) });
  }

  /** Rewrites a record's fields of version 1 as today's. Otherwise the old fields would still win over the new ones. */
  #upgrade(collection: Collection, id: string, record: RecordMap): void {
    for (const [key, value] of [...record]) {
      const upgraded = key === 'refersTo' ? null : fromVersion1(collection, key, value);
      if (upgraded === null) continue;
      for (const [name, part] of upgraded) this.#write(record, { in: collection, id, field: name }, part);
      this.#write(record, { in: collection, id, field: key }, undefined);
    }
  }
}

/**
 * Carries out one edit as one transaction with the author as its origin, and tells the board's edit listeners. Throws what
 * `carryOut` throws, for example if a value does not fit its field.
 */
export const write = (board: Board, author: Author, carryOut: (writer: Writer) => void): void => {
  const writer = new RecordingWriter(board, author);
  try {
    board.doc.transact(() => carryOut(writer), author);
  } finally {
    // Also if `carryOut` failed half-way. A CRDT cannot take back what it wrote, and the first half is sent to the others,
    // so undo must know of it.
    const { changes } = writer;
    if (changes.length > 0) for (const listener of board.editListeners) listener({ author, changes });
  }
};
