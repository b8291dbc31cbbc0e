/**
 * The order in which Yjs will integrate the structs of an update, and where it will hang each of them, found out without
 * integrating any (rule P2).
 *
 * Yjs trusts the updates it applies. It throws half-way at a struct that has no length or builds on itself, and holds back
 * a struct that builds on one it lacks. So the plan asks of each struct: is everything there that it builds on, and what
 * does it hang under? Structs that the replica knows are passed over, as Yjs does it: peers resend what they hold.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { ROOTS } from '../records/collections.ts';
import type { Place, Verdict } from './shape.ts';

/** No client makes a trillion edits, and beyond 2^53 numbers lose their units. */
const MAX_CLOCK = 2 ** 40;

type Update = ReturnType<typeof Y.decodeUpdate>;
export type Struct = Update['structs'][number];
type Deletions = Update['ds']['clients'];

/** The structs of one client, in order, and how many of them are placed. */
export interface Queue {
  readonly structs: readonly Struct[];
  /** The first clock of this client that the replica lacks. */
  readonly known: number;
  readonly end: number;
  next: number;
  /** The first clock that the replica would lack with the structs placed so far. */
  clock: number;
  /** A struct of this queue waits for another queue, or another queue waits for this one. */
  busy: boolean;
}

/** Called with each new item once it is placed. `start`: the item's first clock that the replica lacks. */
export type Visit = (plan: IntegrationPlan, item: Y.Item, place: Place, start: number) => Verdict;

/** An update held against a replica. Nothing in it changes the replica. */
export interface IntegrationPlan {
  readonly doc: Y.Doc;
  readonly queues: ReadonlyMap<number, Queue>;
  readonly roots: ReadonlyMap<unknown, string>;
  readonly places: Map<Struct, Place>;
  /** The ranges the update deletes, merged: otherwise a range that is named twice would count twice. */
  readonly deletions: Deletions;
  readonly visit: Visit;
}

export const endOf = (struct: Struct): number => struct.id.clock + struct.length;

const clockOf = (plan: IntegrationPlan, client: number): number =>
  plan.queues.get(client)?.clock ?? Y.getState(plan.doc.store, client);

/** The index of the queue's last struct that begins at or before a clock. */
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

/** The struct that contains an id. The id must be placed already, or known to the replica. */
export const find = (plan: IntegrationPlan, id: Y.ID): Struct => {
  const queue = plan.queues.get(id.client);
  if (queue === undefined || id.clock < queue.known) return Y.getItem(plan.doc.store, id);
  const struct = queue.structs[indexIn(queue, id.clock)];
  if (struct === undefined) throw new Error('this id is not placed yet');
  return struct;
};

/** What a struct hangs under, be it the replica's or placed already. */
export const placeOf = (plan: IntegrationPlan, struct: Struct): Place => {
  if (!(struct instanceof Y.Item)) return null;
  const placed = plan.places.get(struct);
  if (placed !== undefined) return placed;
  const parent = struct.parent;
  if (!(parent instanceof Y.AbstractType)) return null;
  const root = plan.roots.get(parent);
  if (root !== undefined) return { holder: root, key: struct.parentSub, root };
  return { holder: parent, key: struct.parentSub, root: plan.roots.get(parent._item?.parent) ?? null };
};

const isSame = (a: Place, b: Place): boolean => a?.holder === b?.holder && a?.key === b?.key;

/** Where Yjs will hang an item if everything it builds on is there; undefined if no honest client would write it so. */
const resolve = (plan: IntegrationPlan, item: Y.Item): Place | undefined => {
  const parent: unknown = item.parent;
  if (typeof parent === 'string') return { holder: parent, key: item.parentSub, root: parent };
  if (parent instanceof Y.ID) {
    const holder = find(plan, parent);
    const place = placeOf(plan, holder);
    if (!(holder instanceof Y.Item) || place === null) return null;
    if (holder.content instanceof Y.ContentType) {
      const root = typeof place.holder === 'string' ? place.holder : null;
      return { holder: holder.content.type, key: item.parentSub, root };
    }
    return holder.content instanceof Y.ContentDeleted ? null : undefined;
  }
  const places = [item.origin, item.rightOrigin].flatMap((id) => (id === null ? [] : [placeOf(plan, find(plan, id))]));
  const [first] = places;
  if (first === undefined || places.includes(null)) return null;
  return places.every((place) => isSame(place, first)) ? first : undefined;
};

/** The first id that an item builds on and that is not placed yet. */
const unmet = (plan: IntegrationPlan, item: Y.Item): Y.ID | null => {
  const parent: unknown = item.parent;
  for (const id of [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id !== null && id.clock >= clockOf(plan, id.client)) return id;
  }
  return null;
};

const placeItem = (plan: IntegrationPlan, queue: Queue, item: Y.Item): Verdict => {
  const place = resolve(plan, item);
  if (place === undefined) return 'malformed';
  // This holds for known items too: Yjs creates a root for every name it reads.
  if (typeof place?.holder === 'string' && !ROOTS.includes(place.holder)) return 'forbidden';
  plan.places.set(item, place);
  if (endOf(item) <= queue.known) return 'ok';
  const start = Math.max(item.id.clock, queue.known);
  // The replica knows the first part. The rest must continue there, or the two parts would lie in two places.
  if (start > item.id.clock) {
    const before = Y.getItem(plan.doc.store, Y.createID(item.id.client, start - 1));
    if (!isSame(placeOf(plan, before), place)) return 'malformed';
  }
  return plan.visit(plan, item, place, start);
};

/** Places the next struct of a queue; returns the id it must wait for if it cannot. */
const placeNext = (plan: IntegrationPlan, queue: Queue, struct: Struct): Verdict | Y.ID => {
  if (!(struct instanceof Y.Skip)) {
    if (struct.id.clock > queue.clock) return 'missing';
    if (struct.length <= 0 || endOf(struct) > MAX_CLOCK) return 'malformed';
    if (struct instanceof Y.Item) {
      const id = unmet(plan, struct);
      if (id !== null) return id.client === struct.id.client ? 'malformed' : id;
      const verdict = placeItem(plan, queue, struct);
      if (verdict !== 'ok') return verdict;
    }
    queue.clock = Math.max(queue.clock, endOf(struct));
  }
  queue.next++;
  return 'ok';
};

/** Places all structs of one queue, and of other queues as many as it builds on. */
const placeQueue = (plan: IntegrationPlan, first: Queue): Verdict => {
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
    const outcome = placeNext(plan, queue, struct);
    if (outcome === 'ok') continue;
    if (typeof outcome === 'string') return outcome;
    const needed = plan.queues.get(outcome.client);
    if (needed === undefined || needed.end <= outcome.clock) return 'missing';
    // Each waits for the other, so no order exists in which both can be integrated.
    if (needed.busy) return 'malformed';
    waiting.push({ queue: needed, until: outcome.clock });
  }
  return 'ok';
};

/** The structs of the replica that lie in a range of clocks, wholly or in part. */
export function* heldIn(doc: Y.Doc, client: number, clock: number, end: number): Generator<Y.Item | Y.GC> {
  const held = doc.store.clients.get(client);
  if (held === undefined || clock >= Y.getState(doc.store, client)) return;
  for (let i = Y.findIndexSS(held, clock); ; i++) {
    const struct = held[i];
    if (struct === undefined || struct.id.clock >= end) return;
    yield struct;
  }
}

/**
 * The structs by client; null if the update names a client twice, because Yjs would then apply only the second part.
 */
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
    // The bytes come from outside: whatever lib0 throws at them, they are no update.
    return null;
  }
};

/**
 * Plans how Yjs would integrate an update into a replica, which is left as it is. Finds updates that are `malformed` or
 * `missing` something, and roots that no board has (`forbidden`). `visit` may refuse an item for other reasons.
 */
export const planIntegration = (
  doc: Y.Doc,
  bytes: Uint8Array,
  visit: Visit,
): IntegrationPlan | Exclude<Verdict, 'ok'> => {
  const update = decode(bytes);
  const queues = update === null ? null : queuesOf(doc, bytes, update);
  if (update === null || queues === null) return 'malformed';
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]));
  const deletions = Y.mergeDeleteSets([update.ds]).clients;
  const plan: IntegrationPlan = { doc, queues, roots, places: new Map(), deletions, visit };
  for (const queue of queues.values()) {
    const verdict = placeQueue(plan, queue);
    if (verdict !== 'ok') return verdict;
  }
  if ([...update.ds.clients.values()].flat().some(({ len }) => len <= 0)) return 'malformed';
  for (const [client, ranges] of deletions) {
    if (ranges.some(({ clock, len }) => clock + len > clockOf(plan, client))) return 'missing';
  }
  return plan;
};
