/**
 * What a document holds, by numbers alone: how far it knows each client, and what it has deleted. Enough to ask a peer
 * for what is missing, and to tell what brings nothing new, without a document in memory.
 */
import * as Y from 'yjs';

type DeleteSet = ReturnType<typeof Y.mergeDeleteSets>;
type Ranges = readonly { readonly clock: number; readonly len: number }[];

/** Whether an update, sound by judgement, takes anything away: the last number of its deletions is a length, and never 0. */
export const hasDeletions = (update: Uint8Array): boolean => update.at(-1) !== 0;

/** Whether a peer with this state vector has all that an update adds; of what it deletes nothing is known. */
export const addsNothingTo = (stateVector: ReadonlyMap<number, number>, update: Uint8Array): boolean =>
  [...Y.parseUpdateMeta(update).to].every(([client, clock]) => (stateVector.get(client) ?? 0) >= clock);

/** Throws where the bytes are no state vector. */
export const readStateVector = (bytes: Uint8Array): ReadonlyMap<number, number> => Y.decodeStateVector(bytes);

const isWithin = (ranges: Ranges, clock: number, len: number): boolean => {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined) return false;
    if (range.clock > clock) high = middle - 1;
    else if (range.clock + range.len <= clock) low = middle + 1;
    else return clock + len <= range.clock + range.len;
  }
  return false;
};

export class KnownIds {
  readonly #clocks: Map<number, number>;
  #deletions: DeleteSet;
  /** Deletions that came since: merging them costs as much as all there are, so it is done when somebody asks. */
  #later: DeleteSet[] = [];

  /** From what `encode` gave; of an empty document where that is absent. */
  constructor(encoded?: Uint8Array) {
    const { sv, ds } = encoded === undefined ? Y.emptySnapshot : Y.decodeSnapshot(encoded);
    this.#clocks = new Map(sv);
    this.#deletions = Y.mergeDeleteSets([ds]);
  }

  static of(doc: Y.Doc): KnownIds {
    return new KnownIds(Y.encodeSnapshot(Y.snapshot(doc)));
  }

  /** An update that the document took. */
  learn(update: Uint8Array): void {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const { id, length } of structs) {
      const end = id.clock + length;
      if (end > (this.#clocks.get(id.client) ?? 0)) this.#clocks.set(id.client, end);
    }
    if (ds.clients.size > 0) this.#later.push(ds);
  }

  /** Whether an update says nothing the document does not know. Throws where the bytes are no update. */
  covers(update: Uint8Array): boolean {
    const { structs, ds } = Y.decodeUpdate(update);
    if (structs.some(({ id, length }) => id.clock + length > (this.#clocks.get(id.client) ?? 0))) return false;
    const known = this.#merged().clients;
    return [...ds.clients].every(([client, ranges]) =>
      ranges.every(({ clock, len }) => len === 0 || isWithin(known.get(client) ?? [], clock, len)),
    );
  }

  /** Whether a peer with this state vector has every addition. */
  isCoveredBy(stateVector: ReadonlyMap<number, number>): boolean {
    return [...this.#clocks].every(([client, clock]) => (stateVector.get(client) ?? 0) >= clock);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  /** All deletions, as an update: what a peer that has every addition may still lack. */
  deletions(): Uint8Array {
    const bytes = Y.encodeSnapshot(Y.createSnapshot(this.#merged(), new Map()));
    // An update without structs is a 0 and the deletions; a snapshot the deletions and, of no clients, a 0.
    const update = new Uint8Array(bytes.length);
    update.set(bytes.subarray(0, -1), 1);
    return update;
  }

  encode(): Uint8Array {
    return Y.encodeSnapshot(Y.createSnapshot(this.#merged(), this.#clocks));
  }

  #merged(): DeleteSet {
    if (this.#later.length > 0) this.#deletions = Y.mergeDeleteSets([this.#deletions, ...this.#later]);
    this.#later = [];
    return this.#deletions;
  }
}
