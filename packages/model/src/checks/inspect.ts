/**
 * What an update would change on a board, found out before it is applied (rule P11): which fields of which records,
 * what stands there and what would. By effect, not by what it says: a write that loses against a later one, or says
 * what is there already, changes nothing.
 */
import * as Y from 'yjs';
import { sameValue } from '../records/same-value.ts';
import { fieldsOf, isThere, makerOf, plainAt, type Root, type Spot, spotOf } from './addresses.ts';
import { heldIn, type Walk } from './integration-order.ts';
import { Excerpt } from './partial-replica.ts';
import type { Verdict } from './shape.ts';
import { listsTouched } from './touched-lists.ts';
import { examine } from './validate-update.ts';

/** Plain values, a text as a string; `undefined` is "not there". */
export interface Foreseen {
  readonly before: unknown;
  readonly after: unknown;
  /** Its history is too long to be looked through, so it counts as changed; `after` is what stands there now. */
  readonly unsure?: true;
}

/** What an update changes in one record, one register of a whole value, or `meta`. */
export interface Touched {
  readonly in: Root;
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

interface FoundSpot extends Spot {
  readonly unsure: boolean;
}

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
      if (!sameValue(old, now)) fields.set(field, { before: old, after: now });
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
    const spot = spotOf(walk.roots, list);
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
