/**
 * The fields of the board that an update touches. Yjs keeps every field as a list of items: the letters of a text, or the
 * values that a key of a map has had. So an update touches lists; `listsTouched` finds them, and from which item on, and
 * `addressOf` says which field of which record a list is.
 */
import * as Y from 'yjs';
import { COLLECTIONS, type Collection } from '../records/collections.ts';
import { endOf, heldIn, type IntegrationPlan, type Struct } from './integration-plan.ts';
import type { Holder, Needed, PartialReplica } from './partial-replica.ts';
import { type FieldAddress, isRegister, VALUE } from './written-values.ts';

export interface TouchedList {
  readonly holder: Holder;
  /** Null: the letters of a text. */
  readonly key: string | null;
  readonly needed: Needed;
}

const isCollection = (name: string): name is Collection => COLLECTIONS.some((c) => c === name);

const addressIn = (root: string, key: string): FieldAddress | null => {
  if (root === 'meta') return { in: root, id: root, field: key };
  if (isRegister(root)) return { in: root, id: key, field: VALUE };
  return isCollection(root) ? { in: root, id: key, field: null } : null;
};

/** The field that a list is; null if it is no field of a board. `roots`: the replica's root types and their names. */
export const addressOf = (roots: ReadonlyMap<unknown, string>, { holder, key }: TouchedList): FieldAddress | null => {
  if (typeof holder === 'string') return key === null ? null : addressIn(holder, key);
  const item = holder._item;
  if (item === null || item.parentSub === null || !(item.parent instanceof Y.AbstractType)) return null;
  const root = roots.get(item.parent);
  // The letters of a text of `meta`.
  if (root !== undefined && key === null) return addressIn(root, item.parentSub);
  // A key of a record.
  if (root !== undefined) return isCollection(root) ? { in: root, id: item.parentSub, field: key } : null;
  // The letters of a text of a record.
  const record = item.parent._item;
  const name = record === null ? undefined : roots.get(record.parent);
  if (name === undefined || record?.parentSub == null || !isCollection(name)) return null;
  return { in: name, id: record.parentSub, field: item.parentSub };
};

/** The lists found so far, by holder and key, each with the items of it that the update refers to. */
interface Search {
  readonly plan: IntegrationPlan;
  readonly lists: Map<Holder, Map<string | null, 'all' | Set<Struct>>>;
}

/** Notes an item that is needed of a list; null means all items. */
const need = ({ lists }: Search, holder: Holder, key: string | null, item: Struct | null): void => {
  // A type that comes with the update, or was deleted, is not on the board now: nothing of it can be compared.
  if (typeof holder !== 'string' && (holder._item === null || holder._item.deleted)) return;
  const keys = lists.get(holder) ?? new Map<string | null, 'all' | Set<Struct>>();
  lists.set(holder, keys);
  const needed = keys.get(key) ?? new Set();
  if (item === null || key === null || needed === 'all') keys.set(key, 'all');
  else keys.set(key, needed.add(item));
};

const isHeld = ({ doc }: IntegrationPlan, { client, clock }: Y.ID): boolean => clock < Y.getState(doc.store, client);

const needForItem = (search: Search, item: Y.Item, known: number): void => {
  const { plan } = search;
  const place = plan.places.get(item);
  if (place === null || place === undefined) return;
  const holder = place.holder;
  if (typeof holder !== 'string' && !(holder instanceof Y.AbstractType)) return;
  const { client, clock } = item.id;
  // The replica knows the first part of this run, so the rest continues behind that part. The run's neighbours are needed
  // all the same, because Yjs finds the list by them.
  const before = clock < known ? Y.createID(client, known - 1) : null;
  if (before === null && item.origin === null) need(search, holder, place.key, null);
  for (const id of [before, item.origin, item.rightOrigin]) {
    if (id !== null && isHeld(plan, id)) need(search, holder, place.key, Y.getItem(plan.doc.store, id));
  }
};

const needForDeletions = (search: Search): void => {
  const { doc, deletions, roots } = search.plan;
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) {
        if (struct.deleted || !(struct instanceof Y.Item) || !(struct.parent instanceof Y.AbstractType)) continue;
        need(search, roots.get(struct.parent) ?? struct.parent, struct.parentSub, struct);
      }
    }
  }
};

/** The lists that an update touches. Also mentions to `replica` every client that the update refers to. */
export const listsTouched = (plan: IntegrationPlan, replica: PartialReplica): TouchedList[] => {
  const search: Search = { plan, lists: new Map() };
  for (const [client, { structs, known }] of plan.queues) {
    replica.mention(client);
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue;
      if (struct.origin !== null) replica.mention(struct.origin.client);
      if (struct.rightOrigin !== null) replica.mention(struct.rightOrigin.client);
      if (struct.parent instanceof Y.ID) replica.mention(struct.parent.client);
      if (endOf(struct) > known) needForItem(search, struct, known);
    }
  }
  for (const client of plan.deletions.keys()) replica.mention(client);
  needForDeletions(search);
  return [...search.lists].flatMap(([holder, keys]) => [...keys].map(([key, needed]) => ({ holder, key, needed })));
};
