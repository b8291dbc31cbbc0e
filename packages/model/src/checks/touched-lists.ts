/** Which lists of a replica an update touches, a text or the values of a key, and from where on. */
import * as Y from 'yjs';
import { endOf, heldIn, type Struct, type Walk } from './integration-order.ts';
import type { Excerpt, Holder, Needed } from './partial-replica.ts';

export interface TouchedList {
  readonly holder: Holder;
  /** Null: the letters of a text. */
  readonly key: string | null;
  readonly needed: Needed;
}

interface Gathering {
  readonly walk: Walk;
  readonly lists: Map<Holder, Map<string | null, 'all' | Set<Struct>>>;
}

/** Adds to the items that are needed of a list; null for all of them. */
const need = ({ lists }: Gathering, holder: Holder, key: string | null, item: Struct | null): void => {
  // A type that comes with the update, or is gone from the board: nothing of it is to be seen now.
  if (typeof holder !== 'string' && (holder._item === null || holder._item.deleted)) return;
  const keys = lists.get(holder) ?? new Map<string | null, 'all' | Set<Struct>>();
  lists.set(holder, keys);
  const needed = keys.get(key) ?? new Set();
  if (item === null || key === null || needed === 'all') keys.set(key, 'all');
  else keys.set(key, needed.add(item));
};

const isHeld = ({ doc }: Walk, { client, clock }: Y.ID): boolean => clock < Y.getState(doc.store, client);

const needForItem = (gathering: Gathering, item: Y.Item, known: number): void => {
  const { walk } = gathering;
  const place = walk.places.get(item);
  if (place === null || place === undefined) return;
  const holder = place.holder;
  if (typeof holder !== 'string' && !(holder instanceof Y.AbstractType)) return;
  const { client, clock } = item.id;
  // Of a run that is partly known, the rest goes on behind what is known; what it says of its neighbours still counts,
  // for by them Yjs finds the list.
  const before = clock < known ? Y.createID(client, known - 1) : null;
  if (before === null && item.origin === null) need(gathering, holder, place.key, null);
  for (const id of [before, item.origin, item.rightOrigin]) {
    if (id !== null && isHeld(walk, id)) need(gathering, holder, place.key, Y.getItem(walk.doc.store, id));
  }
};

const needForDeletions = (gathering: Gathering): void => {
  const { doc, deletions, roots } = gathering.walk;
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) {
        if (struct.deleted || !(struct instanceof Y.Item) || !(struct.parent instanceof Y.AbstractType)) continue;
        need(gathering, roots.get(struct.parent) ?? struct.parent, struct.parentSub, struct);
      }
    }
  }
};

/** `excerpt` is told of every client that the update speaks of. */
export const listsTouched = (walk: Walk, excerpt: Excerpt): TouchedList[] => {
  const gathering: Gathering = { walk, lists: new Map() };
  for (const [client, { structs, known }] of walk.queues) {
    excerpt.mention(client);
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue;
      if (struct.origin !== null) excerpt.mention(struct.origin.client);
      if (struct.rightOrigin !== null) excerpt.mention(struct.rightOrigin.client);
      if (struct.parent instanceof Y.ID) excerpt.mention(struct.parent.client);
      if (endOf(struct) > known) needForItem(gathering, struct, known);
    }
  }
  for (const client of walk.deletions.keys()) excerpt.mention(client);
  needForDeletions(gathering);
  return [...gathering.lists].flatMap(([holder, keys]) => [...keys].map(([key, needed]) => ({ holder, key, needed })));
};
