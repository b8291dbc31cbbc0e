/**
 * All that a server needs of Yjs: a replica to judge updates against, and the bytes to answer peers with.
 * Updates are v1-encoded. An update is judged *before* it is applied (rule P2), because a CRDT cannot unapply.
 */
import * as Y from 'yjs';

/** What apps that may not import yjs call a document. */
export type Replica = Y.Doc;

/** Named, for drawing a name takes a quarter of the time that reading a small board does. */
const newDoc = (): Y.Doc => new Y.Doc({ guid: 'board' });

export const openReplica = (update?: Uint8Array): Y.Doc => {
  const doc = newDoc();
  if (update !== undefined) Y.applyUpdate(doc, update);
  return doc;
};

/** A replica of these, in order. One by one: merging some thousands of small updates takes Yjs far longer. */
export const replicaOf = (updates: readonly Uint8Array[]): Y.Doc => {
  const doc = newDoc();
  applyAllTo(doc, updates, null);
  return doc;
};

/** The client under which what is written to this replica here is written. */
export const clientOf = (doc: Y.Doc): number => doc.clientID;

export const stateVectorOf = (doc: Y.Doc): Uint8Array => Y.encodeStateVector(doc);
export const encodeReplica = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);
/** The part of an update that a peer with this state vector lacks. Reads all of it. */
export const diffOf = (update: Uint8Array, stateVector: Uint8Array): Uint8Array => Y.diffUpdate(update, stateVector);
export const EMPTY_UPDATE: Uint8Array = Uint8Array.of(0, 0);
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates([...updates]);
/** Applies an update that was judged `ok`. `origin` comes back in observers. */
export const applyTo = (doc: Y.Doc, update: Uint8Array, origin?: unknown): void => Y.applyUpdate(doc, update, origin);
/** Applies several, in order, as one change. */
export const applyAllTo = (doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): void => {
  const apply = () => {
    for (const update of updates) Y.applyUpdate(doc, update, origin);
  };
  Y.transact(doc, apply, origin, false);
};
/** Calls back with the bytes of every change that is made to the replica here, by verbs; returns how to stop. */
export const onUpdate = (doc: Y.Doc, callback: (update: Uint8Array, origin: unknown) => void): (() => void) => {
  doc.on('update', callback);
  return () => doc.off('update', callback);
};

/** An update that says nothing, as peers send when they have nothing new: no structs, no deletions. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0;

/** Whether the replica keeps something back until what it builds on arrives. Never so where every update was judged `ok`. */
export const isWaiting = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

const isDeletedThere = (doc: Y.Doc, client: number, from: number, to: number): boolean => {
  if (to > Y.getState(doc.store, client)) return false;
  const structs = doc.store.clients.get(client) ?? [];
  for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
    const struct = structs[i];
    if (struct === undefined || struct.id.clock >= to) break;
    if (!struct.deleted) return false;
  }
  return true;
};

/** Whether an update says nothing that the replica does not know. Throws where the bytes are no update. */
export const knows = (doc: Y.Doc, update: Uint8Array): boolean => {
  const { structs, ds } = Y.decodeUpdate(update);
  if (structs.some(({ id, length }) => id.clock + length > Y.getState(doc.store, id.client))) return false;
  return [...ds.clients].every(([client, ranges]) =>
    ranges.every(({ clock, len }) => len === 0 || isDeletedThere(doc, client, clock, clock + len)),
  );
};
