/**
 * What an update would change on a board, found out before it is applied (rule P11): which fields of which records,
 * what stands there and what would. By effect, not by what it says: a write that loses against a later one, or says
 * what is there already, changes nothing.
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection, REGISTERS, type Register } from './board.ts';
import { Excerpt } from './excerpt.ts';
import { examine } from './judge.ts';
import type { Verdict } from './judge-content.ts';
import { samePlain } from './plain.ts';
import { listsTouched, type TouchedList } from './touched-lists.ts';
import { heldIn, type Walk } from './walk.ts';

/** Plain values, a text as a string; `undefined` is "not there". */
export interface Foreseen {
  readonly before: unknown;
  readonly after: unknown;
  /** Its history is too long to be looked through, so it counts as changed; `after` is what stands there now. */
  readonly unsure?: true;
}

/** What an update changes in one record, one register of a whole value, or `meta`. */
export interface Touched {
  readonly in: 'meta' | Collection | Register;
  /** `meta` for meta. */
  readonly id: string;
  /** It was not there. */
  readonly created: boolean;
  /** Whose it is: as the record says that stands, or as one claims that is created. */
  readonly maker: string | null;
  /** By name; of a register the one field `value`. */
  readonly fields: ReadonlyMap<string, Foreseen>;
}

/** New structs of one client: clocks from `from` up to but not `end`. */
export interface NewStructs {
  readonly client: number;
  readonly from: number;
  readonly end: number;
}

export type Inspection =
  | { readonly verdict: Exclude<Verdict, 'ok'> }
  | {
      readonly verdict: 'ok';
      readonly touched: readonly Touched[];
      readonly clients: readonly NewStructs[];
      /** Nothing in it is new to the replica, not even what has no effect. */
      readonly known: boolean;
    };

/** One register or text of a board; `field` null: the whole record. */
interface Spot {
  readonly in: Touched['in'];
  readonly id: string;
  readonly field: string | null;
}

interface FoundSpot extends Spot {
  readonly unsure: boolean;
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

/** Where on the board a list lies: a text is one with the key it hangs under. */
const spotOf = ({ roots }: Walk, { holder, key }: TouchedList): Spot | null => {
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
export const plainAt = (doc: Y.Doc, name: Touched['in'], id: string, field: string): unknown => {
  if (name === 'meta') return plainOf(rootOf(doc, name)?._map.get(field));
  if (isRegister(name)) return plainOf(rootOf(doc, name)?._map.get(id));
  return plainOf(recordIn(doc, name, id)?._map.get(field));
};

/** A record or register is there; a record that a person has deleted is. */
export const isThere = (doc: Y.Doc, name: Touched['in'], id: string): boolean =>
  name === 'meta' ||
  (isRegister(name) ? plainAt(doc, name, id, VALUE) !== undefined : recordIn(doc, name, id) !== null);

const makerOf = (doc: Y.Doc, name: Touched['in'], id: string): string | null => {
  if (name === 'meta') return null;
  if (name === 'people') return id;
  const value = plainAt(doc, name, id, isRegister(name) ? VALUE : 'createdBy');
  const maker: unknown = typeof value === 'object' && value !== null && 'setBy' in value ? value.setBy : value;
  return typeof maker === 'string' ? maker : null;
};

/** Every field of a record, or the one of a spot. */
const fieldsOf = (doc: Y.Doc, { in: name, id, field }: Spot): readonly string[] =>
  field === null ? [...(recordIn(doc, name, id)?._map.keys() ?? [])] : [field];

/** Of the spots of one record, what becomes of it; null where nothing does. */
const compare = (before: Y.Doc, after: Y.Doc, spots: readonly FoundSpot[]): Touched | null => {
  const [first] = spots;
  if (first === undefined) return null;
  const { in: name, id } = first;
  const fields = new Map<string, Foreseen>();
  for (const spot of spots) {
    for (const field of [...fieldsOf(before, spot), ...fieldsOf(after, spot)]) {
      const old = plainAt(before, name, id, field);
      if (spot.unsure) {
        fields.set(field, { before: old, after: old, unsure: true });
        continue;
      }
      const now = plainAt(after, name, id, field);
      if (!samePlain(old, now)) fields.set(field, { before: old, after: now });
    }
  }
  const mayBeThere = isThere(after, name, id) || spots.some((spot) => spot.unsure && spot.field === null);
  const created = mayBeThere && !isThere(before, name, id);
  if (fields.size === 0 && !created) return null;
  return { in: name, id, created, maker: makerOf(created ? after : before, name, id), fields };
};

const isKnown = ({ doc, deletions }: Walk): boolean => {
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) if (!struct.deleted) return false;
    }
  }
  return true;
};

/** What the update touches, by record, and an excerpt of the replica that holds it. */
export const excerptFor = (walk: Walk): { excerpt: Excerpt; subjects: readonly (readonly FoundSpot[])[] } => {
  const excerpt = new Excerpt(walk.doc, walk.roots);
  const subjects = new Map<string, FoundSpot[]>();
  for (const list of listsTouched(walk, excerpt)) {
    const spot = spotOf(walk, list);
    if (spot === null) continue;
    const { holder, key, needed } = list;
    const copied =
      key !== null ? excerpt.copyValues(holder, key, needed) : holder instanceof Y.Text && excerpt.copyText(holder);
    const subject = `${spot.in}/${spot.id}`;
    const spots = subjects.get(subject) ?? [];
    spots.push({ ...spot, unsure: !copied });
    subjects.set(subject, spots);
  }
  return { excerpt, subjects: [...subjects.values()] };
};

/**
 * What an update would change on a board, or the verdict of `judgeUpdate` where that is not `ok`. The replica is left
 * as it is. The time it takes grows with the update, and with the texts and the histories of the fields that it
 * touches, not with the board. Where those are too long (`MAX_COPIES`), what it touches counts as changed.
 */
export const inspectUpdate = (doc: Y.Doc, bytes: Uint8Array): Inspection => {
  const walk = examine(doc, bytes);
  if (typeof walk === 'string') return { verdict: walk };
  const clients = [...walk.queues]
    .filter(([, queue]) => queue.clock > queue.known)
    .map(([client, { known, clock }]) => ({ client, from: known, end: clock }));
  const known = clients.length === 0 && isKnown(walk);
  if (known) return { verdict: 'ok', touched: [], clients, known };
  const { excerpt, subjects } = excerptFor(walk);
  if (subjects.length === 0) return { verdict: 'ok', touched: [], clients, known };
  const after = excerpt.apply(bytes);
  const touched = subjects.flatMap((spots) => compare(doc, after, spots) ?? []);
  after.destroy();
  return { verdict: 'ok', touched, clients, known };
};
