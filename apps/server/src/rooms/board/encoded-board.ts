/**
 * The durable state of one board in bytes: the snapshot and every edit after it. Whoever joins is sent these bytes; no
 * document is built.
 */
import { addsNothingTo, hasDeletions, KnownIds, readStateVector } from '@samrejse/model/document/known-ids';
import { diffOf, EMPTY_UPDATE, isEmptyUpdate } from '@samrejse/model/document/replica';
import { encodeLogRange } from '@samrejse/model/wire/log-range';
import { DamagedLog, type StoredDocument, type StoredSnapshot } from '../../store/board-log.ts';
import { type Bytes, stepTwoFrame, updateFrame } from '../../wire/frames.ts';
import { mergeInGroups } from '../../wire/merge-updates.ts';

/** To find out what a peer lacks of a snapshot, all of it is read; a larger snapshot costs less to send than to read. */
const DIFFED_BYTES = 100_000;

/** Every edit was checked before it was logged: bytes that cannot be read now are not what was written. */
export const fromLog = <T>(read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new DamagedLog('an edit in the log cannot be read', { cause });
  }
};

export class EncodedBoard {
  readonly epoch: number;
  #snapshot: StoredSnapshot | null;
  #tail: Uint8Array[];
  #tailBytes = 0;
  /** The ids in the snapshot and in the first `#learnt` edits of the tail. */
  #knownIds: KnownIds;
  #learnt = 0;
  /** The ids in the snapshot alone; made when somebody asks. */
  #snapshotIds: KnownIds | null = null;
  /** The answer to a client that has nothing: the same for all who join at the same time. */
  #wholeAnswer: { readonly seq: number; readonly frames: readonly Bytes[] } | null = null;
  #wholeRange: Bytes | null = null;

  constructor({ epoch, snapshot, tail }: StoredDocument) {
    this.epoch = epoch;
    this.#snapshot = snapshot;
    this.#tail = [...tail.updates];
    for (const update of tail.updates) this.#tailBytes += update.byteLength;
    this.#knownIds = this.#readSnapshotIds();
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

  get snapshot(): StoredSnapshot | null {
    return this.#snapshot;
  }

  /** The updates that make the board, to be applied in order. */
  updates(): readonly Uint8Array[] {
    return this.#snapshot === null ? [...this.#tail] : [this.#snapshot.state, ...this.#tail];
  }

  /** Adds the next edit; an edit with any other number is ignored. */
  add(update: Uint8Array, seq: number): void {
    if (seq !== this.seq + 1) return;
    this.#tail.push(update);
    this.#tailBytes += update.byteLength;
  }

  /** Takes a newer snapshot, or the same one with its known ids, if all its edits are here. */
  compact(snapshot: StoredSnapshot): void {
    if (snapshot.seq < this.snapshotSeq || snapshot.seq > this.seq) return;
    const covered = this.#tail.splice(0, snapshot.seq - this.snapshotSeq);
    for (const update of covered) this.#tailBytes -= update.byteLength;
    this.#snapshot = snapshot;
    this.#knownIds = this.#readSnapshotIds();
    this.#learnt = 0;
    this.#snapshotIds = null;
    this.#wholeAnswer = null;
    this.#wholeRange = null;
  }

  /** For the question to a peer: what do you have that is not here? */
  stateVector(): Uint8Array {
    return this.#knowledge().stateVector();
  }

  /** Whether an update brings nothing new. Throws where the bytes are no update. */
  knows(update: Uint8Array): boolean {
    return isEmptyUpdate(update) || this.#knowledge().knows(update);
  }

  /** For our own client that has the first `after` edits: the rest, beginning with the snapshot if it holds any of them. */
  ranges(after: number): Bytes[] {
    if (after < this.snapshotSeq) return [this.#snapshotRange(), ...this.ranges(this.snapshotSeq)];
    if (after >= this.seq) return [];
    return [encodeLogRange({ after, seq: this.seq, updates: this.#tail.slice(after - this.snapshotSeq) })];
  }

  /** For a stock client that has the first `after` edits: the rest. */
  updateFrames(after: number): Bytes[] {
    const isOlder = after < this.snapshotSeq && this.#snapshot !== null;
    const updates = fromLog(() => mergeInGroups(this.#tail.slice(Math.max(0, after - this.snapshotSeq))));
    return [...(isOlder ? [this.#snapshot?.state ?? EMPTY_UPDATE] : []), ...updates].map((update) =>
      updateFrame(update),
    );
  }

  /**
   * For a stock client: what it lacks by its state vector. The last frame is the SyncStep2 that ends its synchronisation.
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

  #readSnapshotIds(): KnownIds {
    if (this.#snapshot === null) return new KnownIds();
    const { knownIds: encoded } = this.#snapshot;
    if (encoded !== null) return fromLog(() => new KnownIds(encoded));
    const { state } = this.#snapshot;
    const knownIds = new KnownIds();
    fromLog(() => knownIds.learn(state));
    return knownIds;
  }

  #knowledge(): KnownIds {
    fromLog(() => {
      while (this.#learnt < this.#tail.length) this.#knownIds.learn(this.#tail[this.#learnt++] ?? EMPTY_UPDATE);
    });
    return this.#knownIds;
  }

  #snapshotRange(): Bytes {
    const { seq, state } = this.#snapshot ?? { seq: 0, state: EMPTY_UPDATE };
    this.#wholeRange ??= encodeLogRange({ after: 0, seq, updates: [state] });
    return this.#wholeRange;
  }

  #mergedUpdates(): Uint8Array[] {
    const tail = fromLog(() => mergeInGroups(this.#tail));
    return this.#snapshot === null ? tail : [this.#snapshot.state, ...tail];
  }

  /** What a peer lacks of the snapshot. */
  #lacking(known: ReadonlyMap<number, number>, stateVector: Uint8Array): Uint8Array[] {
    const snapshot = this.#snapshot;
    if (snapshot === null) return [];
    this.#snapshotIds ??= this.#readSnapshotIds();
    if (this.#snapshotIds.isCoveredBy(known))
      return [this.#snapshotIds.deletions()].filter((update) => !isEmptyUpdate(update));
    return [snapshot.state.byteLength > DIFFED_BYTES ? snapshot.state : diffOf(snapshot.state, stateVector)];
  }

  #tailLacking(known: ReadonlyMap<number, number>): Uint8Array[] {
    const isLacking = (update: Uint8Array) => hasDeletions(update) || !addsNothingTo(known, update);
    return fromLog(() => mergeInGroups(this.#tail.filter(isLacking)));
  }

  #frames(updates: readonly Uint8Array[]): Bytes[] {
    return [...updates.slice(0, -1).map((update) => updateFrame(update)), stepTwoFrame(updates.at(-1) ?? EMPTY_UPDATE)];
  }
}
