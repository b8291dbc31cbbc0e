/**
 * The values that stand in a replica, by record and field. Read from the Yjs items and not by `reads.ts`, which repairs:
 * a check needs what was written, junk included.
 */
import * as Y from 'yjs';
import { type Collection, REGISTERS, type Register } from '../records/collections.ts';

export type Root = 'meta' | Collection | Register;

/** The address of one field of one record. */
export interface FieldAddress {
  readonly in: Root;
  /** `meta` for meta. */
  readonly id: string;
  /** Null: the whole record. */
  readonly field: string | null;
}

/** The name of the one field that a register of `feelings` or `people` has. */
export const VALUE = 'value';

export const isRegister = (name: string): name is Register => REGISTERS.some((r) => r === name);

const rootOf = (doc: Y.Doc, name: string) => doc.share.get(name);

const recordIn = (doc: Y.Doc, collection: string, id: string): Y.AbstractType<unknown> | null => {
  const item = rootOf(doc, collection)?._map.get(id);
  return item === undefined || item.deleted || !(item.content instanceof Y.ContentType) ? null : item.content.type;
};

const contentOf = (item: Y.Item | undefined): unknown => {
  if (item === undefined || item.deleted) return undefined;
  const value: unknown = item.content.getContent().at(-1);
  return value instanceof Y.Text ? value.toString() : value;
};

/** The value of a field, a text as a string; `undefined` if there is none. Also of records with `deleted: true`. */
export const valueAt = (doc: Y.Doc, name: Root, id: string, field: string): unknown => {
  if (name === 'meta') return contentOf(rootOf(doc, name)?._map.get(field));
  if (isRegister(name)) return contentOf(rootOf(doc, name)?._map.get(id));
  return contentOf(recordIn(doc, name, id)?._map.get(field));
};

/** Whether the document holds a record or register. A record with `deleted: true` counts. */
export const isThere = (doc: Y.Doc, name: Root, id: string): boolean =>
  name === 'meta' ||
  (isRegister(name) ? valueAt(doc, name, id, VALUE) !== undefined : recordIn(doc, name, id) !== null);

/**
 * The person a record or register names as its maker: `createdBy`, or `setBy` of a feeling. Null if it names nobody.
 */
export const makerOf = (doc: Y.Doc, name: Root, id: string): string | null => {
  if (name === 'meta') return null;
  if (name === 'people') return id;
  const value = valueAt(doc, name, id, isRegister(name) ? VALUE : 'createdBy');
  const maker: unknown = typeof value === 'object' && value !== null && 'setBy' in value ? value.setBy : value;
  return typeof maker === 'string' ? maker : null;
};

/** The fields that an address names: one, or all that the record has. */
export const fieldsAt = (doc: Y.Doc, { in: name, id, field }: FieldAddress): readonly string[] =>
  field === null ? [...(recordIn(doc, name, id)?._map.keys() ?? [])] : [field];
