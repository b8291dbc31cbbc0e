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
import { COLLECTIONS, REGISTERS } from './board.ts';
import { TEXT_LIMITS } from './limits.ts';

/** A value in one register; the largest of ours, a card's place, is under 200 bytes. */
const MAX_VALUE_CHARS = 4_000;
/** Ours are records within a record within a value: four deep at most. */
const MAX_VALUE_DEPTH = 8;
/** The longest key of ours is a feeling's, two ids and a word. */
const MAX_KEY_CHARS = 200;
/** No client makes a trillion edits; beyond 2^53 the numbers themselves break. */
const MAX_CLOCK = 2 ** 40;
/** Twice what the editor lets one person type, so that two who reach the limit at once are not refused. */
const MAX_TEXT_CHARS = 2 * TEXT_LIMITS.card;

export type Verdict = 'ok' | 'missing' | 'malformed' | 'forbidden' | 'too-large';

type Update = ReturnType<typeof Y.decodeUpdate>;
type Struct = Update['structs'][number];
type Content = Y.Item['content'];

/** What an item hangs under, a root by its name, and by which key. `null`: under what is gone, so Yjs will keep nothing of it. */
type Place = { readonly holder: string | object; readonly key: string | null } | null;

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
}

const endOf = (struct: Struct): number => struct.id.clock + struct.length;

const isPlain = (value: unknown, depth = 0): boolean => {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return typeof value !== 'bigint';
  if (depth >= MAX_VALUE_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A peer may send a key `__proto__`, which lib0 obeys: what it hides there would not survive being sent on.
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return Object.values(value).every((member) => isPlain(member, depth + 1));
};

const isType = (content: Content, of: typeof Y.Map | typeof Y.Text): boolean =>
  // By constructor: XmlHook is a Map and XmlText a Text, to `instanceof`.
  content instanceof Y.ContentType && content.type.constructor === of;

const judgeValue = (content: Content): Verdict => {
  if (!(content instanceof Y.ContentAny || content instanceof Y.ContentJSON)) return 'forbidden';
  const values = content.getContent();
  if (!values.every((value) => isPlain(value))) return 'forbidden';
  return JSON.stringify(values).length > MAX_VALUE_CHARS ? 'too-large' : 'ok';
};

/** Whether the board's shape has such content in such a place. */
const judgeContent = (place: Place, content: Content): Verdict => {
  if (content instanceof Y.ContentDeleted) return 'ok';
  const isText = isType(content, Y.Text);
  if (place === null) {
    return isText || isType(content, Y.Map) || content instanceof Y.ContentString ? 'ok' : judgeValue(content);
  }
  const { holder, key } = place;
  if (holder instanceof Y.Text) return key === null && content instanceof Y.ContentString ? 'ok' : 'forbidden';
  if (key === null) return 'forbidden';
  if (key.length > MAX_KEY_CHARS) return 'too-large';
  if (holder === 'meta' || holder instanceof Y.Map) return isText ? 'ok' : judgeValue(content);
  if (COLLECTIONS.some((name) => name === holder)) return isType(content, Y.Map) ? 'ok' : 'forbidden';
  return REGISTERS.some((name) => name === holder) ? judgeValue(content) : 'forbidden';
};

const clockOf = (walk: Walk, client: number): number =>
  walk.queues.get(client)?.clock ?? Y.getState(walk.doc.store, client);

/** The struct that holds an id which the walk has passed, or the replica knew. */
const find = (walk: Walk, id: Y.ID): Struct => {
  const queue = walk.queues.get(id.client);
  if (queue === undefined || id.clock < queue.known) return Y.getItem(walk.doc.store, id);
  let low = 0;
  let high = queue.next - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((queue.structs[middle]?.id.clock ?? 0) <= id.clock) low = middle;
    else high = middle - 1;
  }
  const struct = queue.structs[low];
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

const judgeItem = (walk: Walk, queue: Queue, item: Y.Item): Verdict => {
  const place = resolve(walk, item);
  if (place === undefined) return 'malformed';
  walk.places.set(item, place);
  if (endOf(item) <= queue.known) return 'ok';
  const start = Math.max(item.id.clock, queue.known);
  // Partly known: it must go on where what is known of it ends, or the pieces would lie in two places.
  if (start > item.id.clock) {
    const before = Y.getItem(walk.doc.store, Y.createID(item.id.client, start - 1));
    if (!isSame(placeOf(walk, before), place)) return 'malformed';
  }
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

/** Letters the update takes away, by text: of the replica's, and of its own. */
const removedBy = (walk: Walk, update: Update): Map<Y.Text, number> => {
  const removed = new Map<Y.Text, number>();
  const note = (struct: Struct, from: number, to: number) => {
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) return;
    const holder = placeOf(walk, struct)?.holder;
    const length = Math.min(to, endOf(struct)) - Math.max(from, struct.id.clock);
    if (holder instanceof Y.Text && length > 0) removed.set(holder, (removed.get(holder) ?? 0) + length);
  };
  // Merged, or a range that is named twice would count twice.
  for (const [client, ranges] of Y.mergeDeleteSets([update.ds]).clients) {
    const known = Y.getState(walk.doc.store, client);
    const held = walk.doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      const end = clock + len;
      for (let i = clock < known ? Y.findIndexSS(held, clock) : held.length; i < held.length; i++) {
        const struct = held[i];
        if (struct === undefined || struct.id.clock >= end) break;
        note(struct, clock, end);
      }
      const queue = walk.queues.get(client);
      for (const struct of queue?.structs ?? []) note(struct, Math.max(clock, known), end);
    }
  }
  return removed;
};

const lengthOf = (text: Y.Text): number => (text.doc === null ? 0 : text.length);

const judgeTexts = (walk: Walk, update: Update): Verdict => {
  const long = [...walk.typed].filter(([text, letters]) => lengthOf(text) + letters > MAX_TEXT_CHARS);
  if (long.length === 0) return 'ok';
  // Only now: to know what it takes away may mean to read much of the replica.
  const removed = removedBy(walk, update);
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
 * - `forbidden`: it writes outside the board's own maps, or content a board has no use for.
 * - `too-large`: a text, a value or a key in it passes its limit.
 */
export const judgeUpdate = (doc: Y.Doc, bytes: Uint8Array): Verdict => {
  const update = decode(bytes);
  const queues = update === null ? null : queuesOf(doc, bytes, update);
  if (update === null || queues === null) return 'malformed';
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]));
  const walk: Walk = { doc, queues, roots, places: new Map(), typed: new Map() };
  for (const queue of queues.values()) {
    const verdict = walkQueue(walk, queue);
    if (verdict !== 'ok') return verdict;
  }
  for (const [client, ranges] of update.ds.clients) {
    for (const { clock, len } of ranges) {
      if (len <= 0) return 'malformed';
      if (clock + len > clockOf(walk, client)) return 'missing';
    }
  }
  return judgeTexts(walk, update);
};
