/**
 * One board as it durably is, in bytes: the snapshot and every edit after it. Joining copies them; no document is built.
 */
import { addsNothingTo, hasDeletions, KnownIds, readStateVector } from '@samrejse/model/document/known-ids';
import { diffOf, EMPTY_UPDATE, isEmptyUpdate, mergeUpdates } from '@samrejse/model/document/replica';
import { encodeLogRange } from '@samrejse/model/wire/log-range';
import { DamagedLog, type Snapshot, type StoredBoard } from '../../store/board-log.ts';
import { type Bytes, stepTwoFrame, updateFrame } from '../../wire/frames.ts';

/** Merging costs more than its share with every update more, so no more than this at once. */
const MERGED_EDITS = 50;
const MERGED_BYTES = 64_000;
/** Finding out what a peer lacks of a snapshot reads all of it; over this, sending it costs less than finding out. */
const DIFFED_BYTES = 100_000;

/** The same edits in fewer updates, for peers that take one an each. */
export const mergeSome = (updates: readonly Uint8Array[]): Uint8Array[] => {
  const merged: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  let bytes = 0;
  for (const update of updates) {
    if (group.length === MERGED_EDITS || (group.length > 0 && bytes + update.byteLength > MERGED_BYTES)) {
      merged.push(mergeUpdates(group));
      [group, bytes] = [[], 0];
    }
    group.push(update);
    bytes += update.byteLength;
  }
  if (group.length > 0) merged.push(mergeUpdates(group));
  return merged;
};

/** What the log holds was judged before it came there: if it cannot be read now, it is not what was written. */
const fromLog = <T>(read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new DamagedLog('an edit in the log cannot be read', { cause });
  }
};

export class EncodedBoard {
  readonly epoch: number;
  #snapshot: Snapshot | null;
  #tail: Uint8Array[];
  #tailBytes = 0;
  /** Of all there is; has learnt so many of the tail. */
  #outline: KnownIds;
  #learnt = 0;
  /** Of the snapshot alone; made when somebody asks. */
  #base: KnownIds | null = null;
  /** The same for all who join at the same time. */
  #wholeAnswer: { readonly seq: number; readonly frames: readonly Bytes[] } | null = null;
  #wholeRange: Bytes | null = null;

  constructor({ epoch, snapshot, tail }: StoredBoard) {
    this.epoch = epoch;
    this.#snapshot = snapshot;
    this.#tail = [...tail.updates];
    for (const update of tail.updates) this.#tailBytes += update.byteLength;
    this.#outline = this.#snapshotOutline();
  }

  get snapshotSeq(): number {
    return this.#snapshot?.seq ?? 0;
  }

  get snapshotBytes(): number {
    return this.#snapshot?.state.byteLength ?? 0;
  }

  get seq(): number {
    return this.snapshotSeq + this.#tail.length;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  /** What makes the board, applied in order. */
  updates(): readonly Uint8Array[] {
    return this.#snapshot === null ? [...this.#tail] : [this.#snapshot.state, ...this.#tail];
  }

  /** The next edit. One that is there already is passed over. */
  add(update: Uint8Array, seq: number): void {
    if (seq !== this.seq + 1) return;
    this.#tail.push(update);
    this.#tailBytes += update.byteLength;
  }

  /** A newer snapshot, or the same better told, of edits that are all here. */
  compact(snapshot: Snapshot): void {
    if (snapshot.seq < this.snapshotSeq || snapshot.seq > this.seq) return;
    const covered = this.#tail.splice(0, snapshot.seq - this.snapshotSeq);
    for (const update of covered) this.#tailBytes -= update.byteLength;
    this.#snapshot = snapshot;
    this.#outline = this.#snapshotOutline();
    this.#learnt = 0;
    this.#base = null;
    this.#wholeAnswer = null;
    this.#wholeRange = null;
  }

  /** To ask a peer for what is missing here. */
  stateVector(): Uint8Array {
    return this.#knowledge().stateVector();
  }

  /** Whether an update says nothing new. Throws where the bytes are none. */
  covers(update: Uint8Array): boolean {
    return isEmptyUpdate(update) || this.#knowledge().covers(update);
  }

  /** For a client of ours that has the first `after` edits: the rest, from the snapshot where it is older than that. */
  ranges(after: number): Bytes[] {
    if (after < this.snapshotSeq) return [this.#snapshotRange(), ...this.ranges(this.snapshotSeq)];
    if (after >= this.seq) return [];
    return [encodeLogRange({ after, seq: this.seq, updates: this.#tail.slice(after - this.snapshotSeq) })];
  }

  /** For a stock client that has the first `after` edits: the rest. */
  updateFrames(after: number): Bytes[] {
    const isOlder = after < this.snapshotSeq && this.#snapshot !== null;
    const updates = fromLog(() => mergeSome(this.#tail.slice(Math.max(0, after - this.snapshotSeq))));
    return [...(isOlder ? [this.#snapshot?.state ?? EMPTY_UPDATE] : []), ...updates].map((update) =>
      updateFrame(update),
    );
  }

  /**
   * For a stock client: what it lacks by its state vector, the last of it as the SyncStep2 that tells it it has all.
   * Null where the bytes are no state vector.
   */
  answer(stateVector: Uint8Array): readonly Bytes[] | null {
    let known: ReadonlyMap<number, number>;
    try {
      known = readStateVector(stateVector);
    } catch {
      // Bytes from outside.
      return null;
    }
    if (known.size > 0) return this.#frames([...this.#lacking(known, stateVector), ...this.#tailLacking(known)]);
    if (this.#wholeAnswer?.seq !== this.seq)
      this.#wholeAnswer = { seq: this.seq, frames: this.#frames(this.#mergedUpdates()) };
    return this.#wholeAnswer.frames;
  }

  #snapshotOutline(): KnownIds {
    if (this.#snapshot === null) return new KnownIds();
    const { outline: encoded } = this.#snapshot;
    if (encoded !== null) return fromLog(() => new KnownIds(encoded));
    const { state } = this.#snapshot;
    const outline = new KnownIds();
    fromLog(() => outline.learn(state));
    return outline;
  }

  #knowledge(): KnownIds {
    fromLog(() => {
      while (this.#learnt < this.#tail.length) this.#outline.learn(this.#tail[this.#learnt++] ?? EMPTY_UPDATE);
    });
    return this.#outline;
  }

  #snapshotRange(): Bytes {
    const { seq, state } = this.#snapshot ?? { seq: 0, state: EMPTY_UPDATE };
    this.#wholeRange ??= encodeLogRange({ after: 0, seq, updates: [state] });
    return this.#wholeRange;
  }

  #mergedUpdates(): Uint8Array[] {
    const tail = fromLog(() => mergeSome(this.#tail));
    return this.#snapshot === null ? tail : [this.#snapshot.state, ...tail];
  }

  /** What a peer lacks of the snapshot. */
  #lacking(known: ReadonlyMap<number, number>, stateVector: Uint8Array): Uint8Array[] {
    const snapshot = this.#snapshot;
    if (snapshot === null) return [];
    this.#base ??= this.#snapshotOutline();
    if (this.#base.isCoveredBy(known)) return [this.#base.deletions()].filter((update) => !isEmptyUpdate(update));
    return [snapshot.state.byteLength > DIFFED_BYTES ? snapshot.state : diffOf(snapshot.state, stateVector)];
  }

  #tailLacking(known: ReadonlyMap<number, number>): Uint8Array[] {
    const isLacking = (update: Uint8Array) => hasDeletions(update) || !addsNothingTo(known, update);
    return fromLog(() => mergeSome(this.#tail.filter(isLacking)));
  }

  #frames(updates: readonly Uint8Array[]): Bytes[] {
    return [...updates.slice(0, -1).map((update) => updateFrame(update)), stepTwoFrame(updates.at(-1) ?? EMPTY_UPDATE)];
  }
}
