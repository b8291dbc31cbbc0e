/** How every edit writes: one transaction, each register it sets noted with what was there before, so it can be undone. */

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

/** Undoing a creation hides the record; it does not take it away (rule U2). */
const CREATED = { before: true, after: undefined, creation: true } as const;

export type Patch = Readonly<Record<string, unknown>>;

export interface Writer {
  readonly now: number;
  readonly person: PersonId;
  /** Sets what stands under one key of a record; silently nothing where the record is not there or the value is the same. */
  readonly set: (collection: Collection, id: string, key: string, value: unknown) => void;
  /** Gives a card another rank, so that something fits beside it. Among others' cards that stays when the edit is undone. */
  readonly makeRoom: (card: string, place: CardPlace) => void;
  /** Sets fields of a record, each as it is read: a set as the list of its members. Not its texts: `writeText` does that. */
  readonly patch: (collection: Collection | 'meta', id: string, fields: Patch) => void;
  /** Makes a record, author and time added, unless its id is taken. Its texts are given as strings. */
  readonly create: (collection: Collection, id: string, fields: Patch) => void;
  /** Sets a whole register; `undefined` takes it away. */
  readonly put: (register: Register, key: string, value: unknown) => void;
}

/** Which write stands under a key: that it is the same one says more than that the value is. */
export const markOf = (holder: Y.Map<unknown>, key: string): Y.ID | null => holder._map.get(key)?.lastId ?? null;

const fieldOf = (collection: Collection | 'meta', name: string): Field | undefined => {
  if (collection === 'meta') return (META_FIELDS as Record<string, Field>)[name];
  if (collection === 'cards' && DETAIL_FIELDS_BY_KEY.has(name)) return DETAIL_FIELDS_BY_KEY.get(name);
  return (FIELDS[collection] as Record<string, Field>)[name];
};

/** What a field's value is under the record's keys: a key for the field, or for each member that stands or stood. */
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

/** Nobody has said anything yet, and nobody is saying anything now. */
const saysNothingNew = (record: RecordMap, key: string, field: Field | undefined, value: unknown): boolean =>
  field?.form === 'register' && !record.has(key) && sameValue(value, field.missing);

const newRecord = (collection: Collection, fields: Patch, by: { person: PersonId; now: number }): RecordMap => {
  const record = new Y.Map<unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'kind' && collection === 'cards') record.set(name, value);
    const field = fieldOf(collection, name);
    // What is not set is left out: a board is mostly fields that nobody has filled in.
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

/** One edit in the making. */
class Edit implements Writer {
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
    // Taking it back would take the right to move what is another's (rule P24).
    if (recordMap(this.#board, 'cards', card)?.get('createdBy') !== this.person) this.changes.length = before;
  }

  patch(collection: Collection | 'meta', id: string, fields: Patch): void {
    const record = collection === 'meta' ? this.#board.meta : recordMap(this.#board, collection, id);
    if (record === null) return;
    if (collection !== 'meta') this.#modernise(collection, id, record);
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
    // Making it anew would take away what others wrote in it (rule D5).
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

  /** Says in today's fields what version 1 said of a record, or its old fields would go on standing over the new ones. */
  #modernise(collection: Collection, id: string, record: RecordMap): void {
    for (const [key, value] of [...record]) {
      const modern = key === 'refersTo' ? null : fromVersion1(collection, key, value);
      if (modern === null) continue;
      for (const [name, part] of modern) this.#write(record, { in: collection, id, field: name }, part);
      this.#write(record, { in: collection, id, field: key }, undefined);
    }
  }
}

/** Carries out one edit as one transaction with the author as its origin, and tells the board's edit listeners. */
export const write = (board: Board, author: Author, carryOut: (writer: Writer) => void): void => {
  const edit = new Edit(board, author);
  board.doc.transact(() => carryOut(edit), author);
  const { changes } = edit;
  if (changes.length > 0) for (const listener of board.editListeners) listener({ author, changes });
};
