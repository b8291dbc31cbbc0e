/**
 * Spots of a board: one register or text each, where an update touches it, and what stands there. Read from the document
 * itself and not from `reads.ts`, which repairs: here counts what is written, junk too.
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection, REGISTERS, type Register } from '../records/collections.ts';
import type { TouchedList } from './touched-lists.ts';

export type Root = 'meta' | Collection | Register;

/** One register or text of a board; `field` null: the whole record. */
export interface Spot {
  readonly in: Root;
  readonly id: string;
  readonly field: string | null;
}

const isCollection = (name: string): name is Collection => COLLECTIONS.some((c) => c === name);
const isRegister = (name: string): name is Register => REGISTERS.some((r) => r === name);

/** The one field of what is written whole. */
export const VALUE = 'value';

const spotAt = (root: string, key: string): Spot | null => {
  if (root === 'meta') return { in: root, id: root, field: key };
  if (isRegister(root)) return { in: root, id: key, field: VALUE };
  return isCollection(root) ? { in: root, id: key, field: null } : null;
};

/** Where on the board a list lies, `roots` being the names of its roots: a text is one with the key it hangs under. */
export const spotOf = (roots: ReadonlyMap<unknown, string>, { holder, key }: TouchedList): Spot | null => {
  if (typeof holder === 'string') return key === null ? null : spotAt(holder, key);
  const item = holder._item;
  if (item === null || item.parentSub === null || !(item.parent instanceof Y.AbstractType)) return null;
  const root = roots.get(item.parent);
  // A text in meta, or what lies in a record.
  if (root !== undefined && key === null) return spotAt(root, item.parentSub);
  if (root !== undefined) return isCollection(root) ? { in: root, id: item.parentSub, field: key } : null;
  const record = item.parent._item;
  const name = record === null ? undefined : roots.get(record.parent);
  if (name === undefined || record?.parentSub == null || !isCollection(name)) return null;
  return { in: name, id: record.parentSub, field: item.parentSub };
};

const rootOf = (doc: Y.Doc, name: string) => doc.share.get(name);

const recordIn = (doc: Y.Doc, collection: string, id: string): Y.AbstractType<unknown> | null => {
  const item = rootOf(doc, collection)?._map.get(id);
  return item === undefined || item.deleted || !(item.content instanceof Y.ContentType) ? null : item.content.type;
};

const plainOf = (item: Y.Item | undefined): unknown => {
  if (item === undefined || item.deleted) return undefined;
  const value: unknown = item.content.getContent().at(-1);
  return value instanceof Y.Text ? value.toString() : value;
};

/** What stands in a field of a record, register (`value`) or meta; also of a record that a person has deleted. */
export const plainAt = (doc: Y.Doc, name: Root, id: string, field: string): unknown => {
  if (name === 'meta') return plainOf(rootOf(doc, name)?._map.get(field));
  if (isRegister(name)) return plainOf(rootOf(doc, name)?._map.get(id));
  return plainOf(recordIn(doc, name, id)?._map.get(field));
};

/** A record or register is there; a record that a person has deleted is. */
export const isThere = (doc: Y.Doc, name: Root, id: string): boolean =>
  name === 'meta' ||
  (isRegister(name) ? plainAt(doc, name, id, VALUE) !== undefined : recordIn(doc, name, id) !== null);

/** Whose a record or register is, as it says; null where it says nothing of the kind. */
export const makerOf = (doc: Y.Doc, name: Root, id: string): string | null => {
  if (name === 'meta') return null;
  if (name === 'people') return id;
  const value = plainAt(doc, name, id, isRegister(name) ? VALUE : 'createdBy');
  const maker: unknown = typeof value === 'object' && value !== null && 'setBy' in value ? value.setBy : value;
  return typeof maker === 'string' ? maker : null;
};

/** Every field of a record, or the one of a spot. */
export const fieldsOf = (doc: Y.Doc, { in: name, id, field }: Spot): readonly string[] =>
  field === null ? [...(recordIn(doc, name, id)?._map.keys() ?? [])] : [field];
