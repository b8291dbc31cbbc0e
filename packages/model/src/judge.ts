/**
 * Whether an update from outside may be applied, found out before it is (rule P2).
 *
 * Yjs trusts what it applies: given a struct of no length, or one that builds on itself, it throws half-way, and given
 * one that builds on what it lacks, it keeps it back. So the judge walks the structs in the order in which Yjs will
 * integrate them, without integrating any, and asks of each: is all there that it builds on, what does it hang under,
 * and does the board's shape (`board.ts`) have such a thing there? What the replica knows already is passed over, as
 * Yjs does: peers resend what they hold.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { ROOTS } from './board.ts';
import { isForGood, judgeContent, type Place, type Verdict } from './judge-content.ts';
import { TEXT_LIMITS } from './limits.ts';

/** No client makes a trillion edits; beyond 2^53 the numbers themselves break. */
const MAX_CLOCK = 2 ** 40;
/** Neighbours mostly stand side by side. Who makes the judge look further than this only confuses the order of letters. */
const MAX_LOOKS = 1_000_000;
/** Twice what the editor lets one person type, so that two who reach the limit at once are not refused. */
const MAX_TEXT_CHARS = 2 * TEXT_LIMITS.card;

type Update = ReturnType<typeof Y.decodeUpdate>;
type Struct = Update['structs'][number];
type Deletions = Update['ds']['clients'];

/** The structs of one client, in order, and how far the walk has come in them. */
interface Queue {
  readonly structs: readonly Struct[];
  readonly known: number;
  readonly end: number;
  next: number;
  /** What the replica would know of the client by now. */
  clock: number;
  /** Some struct further up waits for this queue, or this queue for another. */
  busy: boolean;
}

interface Walk {
  readonly doc: Y.Doc;
  readonly queues: ReadonlyMap<number, Queue>;
  readonly roots: ReadonlyMap<unknown, string>;
  readonly places: Map<Struct, Place>;
  /** New letters by the text they go into. */
  readonly typed: Map<Y.Text, number>;
  /** Items passed in looking for the right neighbours of others. */
  looks: number;
}

const endOf = (struct: Struct): number => struct.id.clock + struct.length;

const clockOf = (walk: Walk, client: number): number =>
  walk.queues.get(client)?.clock ?? Y.getState(walk.doc.store, client);

/** Where in a queue the last struct is that begins at a clock or before it. */
const indexIn = ({ structs }: Queue, clock: number): number => {
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
const find = (walk: Walk, id: Y.ID): Struct => {
  const queue = walk.queues.get(id.client);
  if (queue === undefined || id.clock < queue.known) return Y.getItem(walk.doc.store, id);
  const struct = queue.structs[indexIn(queue, id.clock)];
  if (struct === undefined) throw new Error('the walk has not passed this id');
  return struct;
};

const placeOf = (walk: Walk, struct: Struct): Place => {
  if (!(struct instanceof Y.Item)) return null;
  const walked = walk.places.get(struct);
  if (walked !== undefined) return walked;
  const parent = struct.parent;
  if (!(parent instanceof Y.AbstractType)) return null;
  return { holder: walk.roots.get(parent) ?? parent, key: struct.parentSub };
};

const isSame = (a: Place, b: Place): boolean => a?.holder === b?.holder && a?.key === b?.key;

/** Where Yjs will hang an item, all that it builds on being there; undefined where no honest client would. */
const resolve = (walk: Walk, item: Y.Item): Place | undefined => {
  const parent: unknown = item.parent;
  if (typeof parent === 'string') return { holder: parent, key: item.parentSub };
  if (parent instanceof Y.ID) {
    const holder = find(walk, parent);
    if (!(holder instanceof Y.Item) || placeOf(walk, holder) === null) return null;
    if (holder.content instanceof Y.ContentType) return { holder: holder.content.type, key: item.parentSub };
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

/**
 * Whether what an item lies between stands in that order. If not, Yjs puts the item wherever it happens to look first,
 * which is elsewhere on every replica. Of neighbours that come with the update itself it is not known yet.
 */
const isInOrder = (walk: Walk, { origin, rightOrigin }: Y.Item): boolean => {
  if (origin === null || rightOrigin === null) return true;
  const [left, right] = [find(walk, origin), find(walk, rightOrigin)];
  if (left === right) return origin.clock < rightOrigin.clock;
  if (!(left instanceof Y.Item) || walk.places.has(left) || walk.places.has(right)) return true;
  for (let at = left.right; at !== null; at = at.right) {
    if (at === right || ++walk.looks > MAX_LOOKS) return true;
  }
  return false;
};

/** The replica's present value in a map. */
const valueAt = (walk: Walk, holder: string | object, key: string): Y.Item | undefined => {
  const map = typeof holder === 'string' ? walk.doc.share.get(holder) : holder;
  return map instanceof Y.AbstractType ? map._map.get(key) : undefined;
};

const judgeItem = (walk: Walk, queue: Queue, item: Y.Item): Verdict => {
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
  if (!isInOrder(walk, item)) return 'malformed';
  if (place?.key != null && isForGood(valueAt(walk, place.holder, place.key))) return 'forbidden';
  if (item.content instanceof Y.ContentString && place?.holder instanceof Y.Text) {
    const text = place.holder;
    walk.typed.set(text, (walk.typed.get(text) ?? 0) + endOf(item) - start);
  }
  return judgeContent(place, item.content);
};

/** Takes one step in a queue; what it must wait for, if it cannot. */
const step = (walk: Walk, queue: Queue, struct: Struct): Verdict | Y.ID => {
  if (!(struct instanceof Y.Skip)) {
    if (struct.id.clock > queue.clock) return 'missing';
    if (struct.length <= 0 || endOf(struct) > MAX_CLOCK) return 'malformed';
    if (struct instanceof Y.Item) {
      const id = unmet(walk, struct);
      if (id !== null) return id.client === struct.id.client ? 'malformed' : id;
      const verdict = judgeItem(walk, queue, struct);
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
function* heldIn({ doc }: Walk, client: number, clock: number, end: number): Generator<Y.Item | Y.GC> {
  const held = doc.store.clients.get(client);
  if (held === undefined || clock >= Y.getState(doc.store, client)) return;
  for (let i = Y.findIndexSS(held, clock); ; i++) {
    const struct = held[i];
    if (struct === undefined || struct.id.clock >= end) return;
    yield struct;
  }
}

const judgeDeletions = (walk: Walk, deletions: Deletions): Verdict => {
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      const end = clock + len;
      if (end > clockOf(walk, client)) return 'missing';
      for (const struct of heldIn(walk, client, clock, end)) if (isForGood(struct)) return 'forbidden';
    }
  }
  return 'ok';
};

/** Letters the update takes away, by text: of the replica's, and of its own. */
const removedBy = (walk: Walk, deletions: Deletions): Map<Y.Text, number> => {
  const removed = new Map<Y.Text, number>();
  const note = (struct: Struct, from: number, to: number) => {
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) return;
    const holder = placeOf(walk, struct)?.holder;
    const length = Math.min(to, endOf(struct)) - Math.max(from, struct.id.clock);
    if (holder instanceof Y.Text && length > 0) removed.set(holder, (removed.get(holder) ?? 0) + length);
  };
  for (const [client, ranges] of deletions) {
    const queue = walk.queues.get(client);
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(walk, client, clock, clock + len)) note(struct, clock, clock + len);
      if (queue === undefined) continue;
      const from = Math.max(clock, queue.known);
      for (let i = indexIn(queue, from); i < queue.structs.length; i++) {
        const struct = queue.structs[i];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        note(struct, from, clock + len);
      }
    }
  }
  return removed;
};

const lengthOf = (text: Y.Text): number => (text.doc === null ? 0 : text.length);

const judgeTexts = (walk: Walk, deletions: Deletions): Verdict => {
  const long = [...walk.typed].filter(([text, letters]) => lengthOf(text) + letters > MAX_TEXT_CHARS);
  if (long.length === 0) return 'ok';
  // Only now: to know what it takes away may mean to read much of the replica.
  const removed = removedBy(walk, deletions);
  const isTooLong = long.some(
    ([text, letters]) => lengthOf(text) + letters - (removed.get(text) ?? 0) > MAX_TEXT_CHARS,
  );
  return isTooLong ? 'too-large' : 'ok';
};

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
 * Judges an update against a replica without applying it. If it is `ok`, applying it neither throws nor leaves
 * anything waiting.
 * - `malformed`: no update, or built so that Yjs would choke on it.
 * - `missing`: it builds on something the replica does not have.
 * - `forbidden`: it writes outside the board's own maps, or content a board has no use for, or takes a record away.
 * - `too-large`: a text, a value or a key in it passes its limit.
 */
export const judgeUpdate = (doc: Y.Doc, bytes: Uint8Array): Verdict => {
  const update = decode(bytes);
  const queues = update === null ? null : queuesOf(doc, bytes, update);
  if (update === null || queues === null) return 'malformed';
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]));
  const walk: Walk = { doc, queues, roots, places: new Map(), typed: new Map(), looks: 0 };
  for (const queue of queues.values()) {
    const verdict = walkQueue(walk, queue);
    if (verdict !== 'ok') return verdict;
  }
  if ([...update.ds.clients.values()].flat().some(({ len }) => len <= 0)) return 'malformed';
  // Merged, or a range that is named twice would count twice, and one named a thousand times be looked through so often.
  const deletions = Y.mergeDeleteSets([update.ds]).clients;
  const verdict = judgeDeletions(walk, deletions);
  return verdict === 'ok' ? judgeTexts(walk, deletions) : verdict;
};
