/**
 * All that a server needs of Yjs: a replica to judge updates against, and the bytes to answer peers with.
 * Updates are v1-encoded. An update is judged *before* it is applied (rule P2), because a CRDT cannot unapply.
 */
import * as Y from 'yjs';
import { ROOTS } from './board.ts';
import { TEXT_LIMITS } from './limits.ts';

/** A value in one register; the largest of ours, a card's place, is under 200 bytes. */
const MAX_VALUE_CHARS = 4_000;
/** Twice what the editor lets one person type, so that two who reach the limit at once are not refused. */
const MAX_TEXT_CHARS = 2 * TEXT_LIMITS.card;

export type Verdict = 'ok' | 'missing' | 'malformed' | 'forbidden' | 'too-large';

/** What apps that may not import yjs call a document. */
export type Replica = Y.Doc;

export const openReplica = (update?: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  if (update !== undefined) Y.applyUpdate(doc, update);
  return doc;
};

export const stateVectorOf = (doc: Y.Doc): Uint8Array => Y.encodeStateVector(doc);
/** What a peer with this state vector lacks. Throws where the bytes are no state vector. */
export const diffFor = (doc: Y.Doc, stateVector: Uint8Array): Uint8Array => Y.encodeStateAsUpdate(doc, stateVector);
export const encodeReplica = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates([...updates]);
/** Applies an update that was judged `ok`. `origin` comes back in observers. */
export const applyTo = (doc: Y.Doc, update: Uint8Array, origin?: unknown): void => Y.applyUpdate(doc, update, origin);
/** Calls back with the bytes of every change that is made to the replica here, by verbs; returns how to stop. */
export const onUpdate = (doc: Y.Doc, callback: (update: Uint8Array, origin: unknown) => void): (() => void) => {
  doc.on('update', callback);
  return () => doc.off('update', callback);
};

/** An update that says nothing, as peers send when they have nothing new: no structs, no deletions. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0;

/** Whether the replica keeps something back until what it builds on arrives. Never so where every update was judged `ok`. */
export const isWaiting = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** Whether an update says nothing that the replica does not know. Reads the whole replica; throws where the bytes are no update. */
export const knows = (doc: Y.Doc, update: Uint8Array): boolean => Y.snapshotContainsUpdate(Y.snapshot(doc), update);

interface Known {
  readonly doc: Y.Doc;
  /** Structs of the update itself, by `client:clock` of their start. */
  readonly inUpdate: ReadonlyMap<string, Y.Item>;
  /** Clock after the last struct known of each client, the update's own included. */
  readonly clocks: ReadonlyMap<number, number>;
}

const has = (known: Known, id: Y.ID | null): boolean => id === null || id.clock < (known.clocks.get(id.client) ?? 0);

const isAllowedContent = (content: Y.Item['content']): boolean =>
  content instanceof Y.ContentString ||
  content instanceof Y.ContentAny ||
  content instanceof Y.ContentJSON ||
  content instanceof Y.ContentDeleted ||
  (content instanceof Y.ContentType && (content.type instanceof Y.Map || content.type instanceof Y.Text));

const isLargeValue = (content: Y.Item['content']): boolean =>
  (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) &&
  JSON.stringify(content.getContent()).length > MAX_VALUE_CHARS;

/** The struct at an id, in the update or in the replica. */
const structAt = (known: Known, id: Y.ID): Y.Item | null => {
  const own = known.inUpdate.get(`${id.client}:${id.clock}`);
  if (own !== undefined) return own;
  if (id.clock >= Y.getState(known.doc.store, id.client)) return null;
  const struct = Y.getItem(known.doc.store, id);
  return struct instanceof Y.Item ? struct : null;
};

/** What an item hangs under: the text it is typed into, as the type or (new in this update) its id; null if no text. */
const textKey = (known: Known, item: Y.Item, memo: Map<Y.Item, unknown>): unknown => {
  // A run of typing is a chain of origins as long as the run: a loop, not recursion.
  const chain: Y.Item[] = [];
  let at: Y.Item | null = item;
  let key: unknown = null;
  while (at !== null) {
    if (memo.has(at)) {
      key = memo.get(at);
      break;
    }
    chain.push(at);
    const parent: unknown = at.parent;
    if (parent instanceof Y.AbstractType) {
      key = parent instanceof Y.Text ? parent : null;
      break;
    }
    if (parent instanceof Y.ID) {
      const holder = structAt(known, parent);
      const type = holder?.content instanceof Y.ContentType ? holder.content.type : null;
      key = type instanceof Y.Text ? type : null;
      break;
    }
    if (typeof parent === 'string') break;
    const neighbour: Y.ID | null = at.origin ?? at.rightOrigin;
    if (neighbour === null || chain.length > 1_000_000) break;
    at = structAt(known, neighbour) ?? containing(known, neighbour);
  }
  for (const link of chain) memo.set(link, key);
  return key;
};

/** The item of the update that holds an id in its middle: origins point at letters, items are runs. */
const containing = (known: Known, id: Y.ID): Y.Item | null => {
  for (const item of known.inUpdate.values()) {
    if (item.id.client === id.client && item.id.clock <= id.clock && id.clock < item.id.clock + item.length)
      return item;
  }
  return null;
};

const judgeTexts = (known: Known, items: readonly Y.Item[]): Verdict => {
  const typed = new Map<unknown, number>();
  const memo = new Map<Y.Item, unknown>();
  for (const item of items) {
    if (!(item.content instanceof Y.ContentString)) continue;
    const key = textKey(known, item, memo);
    const before = typed.get(key) ?? (key instanceof Y.Text && key.doc !== null ? key.length : 0);
    const length = before + item.length;
    if (length > MAX_TEXT_CHARS) return 'too-large';
    typed.set(key, length);
  }
  return 'ok';
};

const judgeItems = (known: Known, items: readonly Y.Item[]): Verdict => {
  for (const item of items) {
    const parent: unknown = item.parent;
    if (!has(known, item.origin) || !has(known, item.rightOrigin)) return 'missing';
    if (parent instanceof Y.ID && !has(known, parent)) return 'missing';
    if (typeof parent === 'string' && !ROOTS.includes(parent)) return 'forbidden';
    if (!isAllowedContent(item.content)) return 'forbidden';
    if (isLargeValue(item.content)) return 'too-large';
  }
  return judgeTexts(known, items);
};

/** The clocks the replica would know after the update; null where the update leaves a hole. */
const clocksAfter = (doc: Y.Doc, structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Map<number, number> | null => {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
  for (const struct of structs) {
    const known = clocks.get(struct.id.client) ?? 0;
    if (struct instanceof Y.Skip || struct.id.clock > known) return null;
    clocks.set(struct.id.client, Math.max(known, struct.id.clock + struct.length));
  }
  return clocks;
};

/**
 * Judges an update against a replica without applying it.
 * - `malformed`: no update, or built so that Yjs would choke on it.
 * - `missing`: it builds on something the replica does not have.
 * - `forbidden`: it writes outside the board's own maps, or content a board has no use for.
 * - `too-large`: a text or a value in it passes its limit.
 */
export const judgeUpdate = (doc: Y.Doc, update: Uint8Array): Verdict => {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    // Bytes from outside: whatever lib0 makes of them, they are no update.
    return 'malformed';
  }
  const clocks = clocksAfter(doc, decoded.structs);
  if (clocks === null) return 'missing';
  for (const [client, ranges] of decoded.ds.clients) {
    for (const range of ranges) if (range.clock + range.len > (clocks.get(client) ?? 0)) return 'missing';
  }
  const items = decoded.structs.filter((s) => s instanceof Y.Item);
  const inUpdate = new Map(items.map((item) => [`${item.id.client}:${item.id.clock}`, item]));
  return judgeItems({ doc, inUpdate, clocks }, items);
};
