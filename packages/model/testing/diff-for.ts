import * as Y from 'yjs';

/** What a peer with this state vector lacks of a replica, as one update. Throws if the bytes are no state vector. */
export const diffFor = (doc: Y.Doc, stateVector: Uint8Array): Uint8Array => Y.encodeStateAsUpdate(doc, stateVector);
