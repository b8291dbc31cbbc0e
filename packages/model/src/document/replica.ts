/**
 * Everything a server needs of Yjs: a replica to check updates against, and the bytes to answer peers with. Updates are
 * v1-encoded. An update is validated *before* it is applied (rule P2), because a CRDT cannot take it back.
 */
import * as Y from 'yjs';
import { isAllKnown } from './known-ids.ts';

/** A document, for apps that may not import yjs. */
export type Replica = Y.Doc;

/** Fixed guid: generating one takes a quarter of the time that reading a small board does. */
const newDoc = (): Y.Doc => new Y.Doc({ guid: 'board' });

export const openReplica = (update?: Uint8Array): Y.Doc => {
  const doc = newDoc();
  if (update !== undefined) Y.applyUpdate(doc, update);
  return doc;
};

/**
 * A replica with these updates applied in order. One by one: merging thousands of small updates first takes Yjs far
 * longer.
 */
export const replicaOf = (updates: readonly Uint8Array[]): Y.Doc => {
  const doc = newDoc();
  applyAllTo(doc, updates, null);
  return doc;
};

/** The Yjs client id of what is written to the replica here. */
export const clientOf = (doc: Y.Doc): number => doc.clientID;

export const stateVectorOf = (doc: Y.Doc): Uint8Array => Y.encodeStateVector(doc);
export const encodeReplica = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);
/** The part of an update that a peer with this state vector lacks. Reads the whole update. */
export const diffOf = (update: Uint8Array, stateVector: Uint8Array): Uint8Array => Y.diffUpdate(update, stateVector);
export const EMPTY_UPDATE: Uint8Array = Uint8Array.of(0, 0);
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates([...updates]);
/** Applies an update that was found valid. Observers get `origin`. */
export const applyTo = (doc: Y.Doc, update: Uint8Array, origin?: unknown): void => Y.applyUpdate(doc, update, origin);
/** Applies several updates in order, as one transaction. */
export const applyAllTo = (doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): void => {
  const apply = () => {
    for (const update of updates) Y.applyUpdate(doc, update, origin);
  };
  Y.transact(doc, apply, origin, false);
};
/** Calls back with the bytes of every change to the replica. Returns a function that stops it. */
export const onUpdate = (doc: Y.Doc, callback: (update: Uint8Array, origin: unknown) => void): (() => void) => {
  doc.on('update', callback);
  return () => doc.off('update', callback);
};

/** Whether an update has neither structs nor deletions. Peers send such updates when they have nothing new. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0;

/**
 * Whether the replica holds structs back until the ones they build on arrive. Never so if every update was found valid.
 */
export const isWaiting = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** Takes out of the replica what waits in it, as updates to apply once what they build on is there. */
export const takeWaiting = (doc: Y.Doc): Uint8Array[] => {
  const { store } = doc;
  const waiting = [store.pendingStructs?.update, store.pendingDs];
  store.pendingStructs = null;
  store.pendingDs = null;
  // Yjs holds them back in its second encoding.
  return waiting.flatMap((update) => (update ? [Y.convertUpdateFormatV2ToV1(update)] : []));
};

const hasDeleted = (doc: Y.Doc, client: number, clock: number, length: number): boolean => {
  const end = clock + length;
  if (end > Y.getState(doc.store, client)) return false;
  const structs = doc.store.clients.get(client) ?? [];
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i];
    if (struct === undefined || struct.id.clock >= end) break;
    if (!struct.deleted) return false;
  }
  return true;
};

/** Whether the replica knows everything an update says. Throws if the bytes are no update. */
export const knows = (doc: Y.Doc, update: Uint8Array): boolean =>
  isAllKnown(
    {
      clockOf: (client) => Y.getState(doc.store, client),
      hasDeleted: (client, clock, length) => hasDeleted(doc, client, clock, length),
    },
    update,
  );
