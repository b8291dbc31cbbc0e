/**
 * The structs of an update in the order in which Yjs will integrate them, none integrated (rule P2).
 *
 * Yjs trusts what it applies: given a struct of no length, or one that builds on itself, it throws half-way, and given
 * one that builds on what it lacks, it keeps it back. So each struct is asked for: is all there that it builds on, and
 * what does it hang under? What the replica knows already is passed over, as Yjs does: peers resend what they hold.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { ROOTS } from '../records/collections.ts';
import type { Place, Verdict } from './shape.ts';

/** No client makes a trillion edits; beyond 2^53 the numbers themselves break. */
const MAX_CLOCK = 2 ** 40;

type Update = ReturnType<typeof Y.decodeUpdate>;
export type Struct = Update['structs'][number];
export type Deletions = Update['ds']['clients'];

/** The structs of one client, in order, and how far the walk has come in them. */
export interface Queue {
  readonly structs: readonly Struct[];
  readonly known: number;
  readonly end: number;
  next: number;
  /** What the replica would know of the client by now. */
  clock: number;
  /** Some struct further up waits for this queue, or this queue for another. */
  busy: boolean;
}

/** What is asked of each new item beyond its being placeable. `start`: the first clock in it that the replica lacks. */
export type Visit = (walk: Walk, item: Y.Item, place: Place, start: number) => Verdict;

export interface Walk {
  readonly doc: Y.Doc;
  readonly queues: ReadonlyMap<number, Queue>;
  readonly roots: ReadonlyMap<unknown, string>;
  readonly places: Map<Struct, Place>;
  /** What the update says is gone; merged, or a range that is named twice would count twice. */
  readonly deletions: Deletions;
  readonly visit: Visit;
}

export const endOf = (struct: Struct): number => struct.id.clock + struct.length;

const clockOf = (walk: Walk, client: number): number =>
  walk.queues.get(client)?.clock ?? Y.getState(walk.doc.store, client);

/** Where in a queue the last struct is that begins at a clock or before it. */
export const indexIn = ({ structs }: Queue, clock: number): number => {
  let low = 0;
  let high = structs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((structs[middle]?.id.clock ?? 0) <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The struct that holds an id which the walk has passed, or the replica knew. */
export const find = (walk: Walk, id: Y.ID): Struct => {
  const queue = walk.queues.get(id.client);
  if (queue === undefined || id.clock < queue.known) return Y.getItem(walk.doc.store, id);
  const struct = queue.structs[indexIn(queue, id.clock)];
  if (struct === undefined) throw new Error('the walk has not passed this id');
  return struct;
};

export const placeOf = (walk: Walk, struct: Struct): Place => {
  if (!(struct instanceof Y.Item)) return null;
  const walked = walk.places.get(struct);
  if (walked !== undefined) return walked;
  const parent = struct.parent;
  if (!(parent instanceof Y.AbstractType)) return null;
  const root = walk.roots.get(parent);
  if (root !== undefined) return { holder: root, key: struct.parentSub, root };
  return { holder: parent, key: struct.parentSub, root: walk.roots.get(parent._item?.parent) ?? null };
};

const isSame = (a: Place, b: Place): boolean => a?.holder === b?.holder && a?.key === b?.key;

/** Where Yjs will hang an item, all that it builds on being there; undefined where no honest client would. */
const resolve = (walk: Walk, item: Y.Item): Place | undefined => {
  const parent: unknown = item.parent;
  if (typeof parent === 'string') return { holder: parent, key: item.parentSub, root: parent };
  if (parent instanceof Y.ID) {
    const holder = find(walk, parent);
    const place = placeOf(walk, holder);
    if (!(holder instanceof Y.Item) || place === null) return null;
    if (holder.content instanceof Y.ContentType) {
      const root = typeof place.holder === 'string' ? place.holder : null;
      return { holder: holder.content.type, key: item.parentSub, root };
    }
    return holder.content instanceof Y.ContentDeleted ? null : undefined;
  }
  const places = [item.origin, item.rightOrigin].flatMap((id) => (id === null ? [] : [placeOf(walk, find(walk, id))]));
  const [first] = places;
  if (first === undefined || places.includes(null)) return null;
  return places.every((place) => isSame(place, first)) ? first : undefined;
};

/** The first id an item builds on that the walk has not passed. */
const unmet = (walk: Walk, item: Y.Item): Y.ID | null => {
  const parent: unknown = item.parent;
  for (const id of [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id !== null && id.clock >= clockOf(walk, id.client)) return id;
  }
  return null;
};

const placeItem = (walk: Walk, queue: Queue, item: Y.Item): Verdict => {
  const place = resolve(walk, item);
  if (place === undefined) return 'malformed';
  // Of known ones too: Yjs makes a root of whatever name it reads.
  if (typeof place?.holder === 'string' && !ROOTS.includes(place.holder)) return 'forbidden';
  walk.places.set(item, place);
  if (endOf(item) <= queue.known) return 'ok';
  const start = Math.max(item.id.clock, queue.known);
  // Partly known: it must go on where what is known of it ends, or the pieces would lie in two places.
  if (start > item.id.clock) {
    const before = Y.getItem(walk.doc.store, Y.createID(item.id.client, start - 1));
    if (!isSame(placeOf(walk, before), place)) return 'malformed';
  }
  return walk.visit(walk, item, place, start);
};

/** Takes one step in a queue; what it must wait for, if it cannot. */
const step = (walk: Walk, queue: Queue, struct: Struct): Verdict | Y.ID => {
  if (!(struct instanceof Y.Skip)) {
    if (struct.id.clock > queue.clock) return 'missing';
    if (struct.length <= 0 || endOf(struct) > MAX_CLOCK) return 'malformed';
    if (struct instanceof Y.Item) {
      const id = unmet(walk, struct);
      if (id !== null) return id.client === struct.id.client ? 'malformed' : id;
      const verdict = placeItem(walk, queue, struct);
      if (verdict !== 'ok') return verdict;
    }
    queue.clock = Math.max(queue.clock, endOf(struct));
  }
  queue.next++;
  return 'ok';
};

/** Walks one queue to its end, and others as far as it needs them. */
const walkQueue = (walk: Walk, first: Queue): Verdict => {
  const waiting = [{ queue: first, until: Number.POSITIVE_INFINITY }];
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    const { queue, until } = top;
    const struct = queue.structs[queue.next];
    if (queue.clock > until || struct === undefined) {
      queue.busy = false;
      waiting.pop();
      continue;
    }
    queue.busy = true;
    const outcome = step(walk, queue, struct);
    if (outcome === 'ok') continue;
    if (typeof outcome === 'string') return outcome;
    const needed = walk.queues.get(outcome.client);
    if (needed === undefined || needed.end <= outcome.clock) return 'missing';
    // Each waits for the other: no order of integrating them exists.
    if (needed.busy) return 'malformed';
    waiting.push({ queue: needed, until: outcome.clock });
  }
  return 'ok';
};

/** The structs of the replica that lie in a range, wholly or in part. */
export function* heldIn(doc: Y.Doc, client: number, clock: number, end: number): Generator<Y.Item | Y.GC> {
  const held = doc.store.clients.get(client);
  if (held === undefined || clock >= Y.getState(doc.store, client)) return;
  for (let i = Y.findIndexSS(held, clock); ; i++) {
    const struct = held[i];
    if (struct === undefined || struct.id.clock >= end) return;
    yield struct;
  }
}

/** The structs by client; null where a client comes twice, of which Yjs would apply only the second part. */
const queuesOf = (doc: Y.Doc, bytes: Uint8Array, update: Update): Map<number, Queue> | null => {
  const byClient = Map.groupBy(update.structs, (struct) => struct.id.client);
  if (decoding.readVarUint(decoding.createDecoder(bytes)) !== byClient.size) return null;
  const queues = new Map<number, Queue>();
  for (const [client, structs] of byClient) {
    const known = Y.getState(doc.store, client);
    const last = structs.at(-1);
    queues.set(client, {
      structs,
      known,
      end: last === undefined ? known : endOf(last),
      next: 0,
      clock: known,
      busy: false,
    });
  }
  return queues;
};

const decode = (bytes: Uint8Array): Update | null => {
  try {
    return Y.decodeUpdate(bytes);
  } catch {
    // Bytes from outside: whatever lib0 makes of them, they are no update.
    return null;
  }
};

/**
 * Walks an update against a replica, without applying it. `malformed`, `missing` and roots of other names are found
 * here, the rest by `visit`.
 */
export const walkUpdate = (doc: Y.Doc, bytes: Uint8Array, visit: Visit): Walk | Exclude<Verdict, 'ok'> => {
  const update = decode(bytes);
  const queues = update === null ? null : queuesOf(doc, bytes, update);
  if (update === null || queues === null) return 'malformed';
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]));
  const deletions = Y.mergeDeleteSets([update.ds]).clients;
  const walk: Walk = { doc, queues, roots, places: new Map(), deletions, visit };
  for (const queue of queues.values()) {
    const verdict = walkQueue(walk, queue);
    if (verdict !== 'ok') return verdict;
  }
  if ([...update.ds.clients.values()].flat().some(({ len }) => len <= 0)) return 'malformed';
  for (const [client, ranges] of deletions) {
    if (ranges.some(({ clock, len }) => clock + len > clockOf(walk, client))) return 'missing';
  }
  return walk;
};
