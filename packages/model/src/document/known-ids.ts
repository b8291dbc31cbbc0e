/**
 * The ids that a document knows, as numbers alone: how far it knows each client's clocks, and which of them it has deleted.
 * That is enough to ask a peer for what is missing, and to recognise an update that brings nothing new, without a document
 * in memory.
 */
import * as Y from 'yjs';

type DeleteSet = ReturnType<typeof Y.mergeDeleteSets>;
type Ranges = readonly { readonly clock: number; readonly len: number }[];

/**
 * Whether a valid update deletes anything. Its last byte is part of the length of a deletion, which is never 0, or else
 * is the number of deletions, 0.
 */
export const hasDeletions = (update: Uint8Array): boolean => update.at(-1) !== 0;

/** Whether a peer with this state vector has all structs of an update. Says nothing about its deletions. */
export const addsNothingTo = (stateVector: ReadonlyMap<number, number>, update: Uint8Array): boolean =>
  [...Y.parseUpdateMeta(update).to].every(([client, clock]) => (stateVector.get(client) ?? 0) >= clock);

/** Throws if the bytes are no state vector. */
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

/** Something that knows ids: a document, or only their numbers. */
interface Knowledge {
  /** The first clock of a client that is not known. */
  readonly clockOf: (client: number) => number;
  /** Whether all clocks of a range are known as deleted. `length` is at least 1. */
  readonly hasDeleted: (client: number, clock: number, length: number) => boolean;
}

/** Whether everything an update says is known. Throws if the bytes are no update. */
export const isAllKnown = ({ clockOf, hasDeleted }: Knowledge, update: Uint8Array): boolean => {
  const { structs, ds } = Y.decodeUpdate(update);
  if (structs.some(({ id, length }) => id.clock + length > clockOf(id.client))) return false;
  return [...ds.clients].every(([client, ranges]) =>
    ranges.every(({ clock, len }) => len === 0 || hasDeleted(client, clock, len)),
  );
};

export class KnownIds {
  readonly #clocks: Map<number, number>;
  #deletions: DeleteSet;
  /** Deletions not merged yet. Merging costs as much as all deletions together, so it waits until somebody asks. */
  #later: DeleteSet[] = [];

  /** From the bytes of `encode`; the ids of an empty document if absent. */
  constructor(encoded?: Uint8Array) {
    const { sv, ds } = encoded === undefined ? Y.emptySnapshot : Y.decodeSnapshot(encoded);
    this.#clocks = new Map(sv);
    this.#deletions = Y.mergeDeleteSets([ds]);
  }

  static of(doc: Y.Doc): KnownIds {
    return new KnownIds(Y.encodeSnapshot(Y.snapshot(doc)));
  }

  /** Adds the ids of an update that was applied to the document. */
  learn(update: Uint8Array): void {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const { id, length } of structs) {
      const end = id.clock + length;
      if (end > (this.#clocks.get(id.client) ?? 0)) this.#clocks.set(id.client, end);
    }
    if (ds.clients.size > 0) this.#later.push(ds);
  }

  /** Whether the document knows everything an update says. Throws if the bytes are no update. */
  knows(update: Uint8Array): boolean {
    return isAllKnown(
      {
        clockOf: (client) => this.#clocks.get(client) ?? 0,
        hasDeleted: (client, clock, length) => isWithin(this.#merged().clients.get(client) ?? [], clock, length),
      },
      update,
    );
  }

  /** Whether a peer with this state vector has every struct that the document has. */
  isCoveredBy(stateVector: ReadonlyMap<number, number>): boolean {
    return [...this.#clocks].every(([client, clock]) => (stateVector.get(client) ?? 0) >= clock);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  /** All deletions as one update: what a peer that has every struct may still lack. */
  deletions(): Uint8Array {
    const bytes = Y.encodeSnapshot(Y.createSnapshot(this.#merged(), new Map()));
    // An update without structs is a 0 and then the deletions. A snapshot of no clients is the deletions and then a 0.
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
