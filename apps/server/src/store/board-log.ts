/** What rooms need of storage. Asynchronous, because a database may be elsewhere; store/ implements it. */
import type { BoardId, PersonId } from '@samrejse/model/records/ids';

/** What was answered to a request that may be sent again, kept with the edit it caused. */
export interface Receipt {
  readonly key: string;
  /** Hash of the request. */
  readonly request: string;
  readonly answer: string;
}

/** Whose a Yjs client is: who first wrote under it. Nobody else may go on with it (rule P20). */
export interface ClientOwner {
  readonly client: number;
  readonly person: PersonId;
}

export interface LogEntry {
  readonly board: BoardId;
  /** 1, 2, 3… on each board, without gaps. */
  readonly seq: number;
  readonly update: Uint8Array;
  /** As far as it is known. */
  readonly author: PersonId | null;
  readonly at: number;
  readonly receipt: Receipt | null;
  /** Clients that were nobody's before it. */
  readonly owned: readonly ClientOwner[];
}

/** Edits of a board's log, in order, up to `seq`. */
export interface LogRange {
  readonly updates: readonly Uint8Array[];
  readonly seq: number;
}

/** How much of a log is read at once: it ends with the edit that makes it so many, or so many bytes. */
export interface Portion {
  readonly edits: number;
  readonly bytes: number;
}

/** All edits up to `seq` in one update, written so that joining a board reads and copies bytes and nothing else. */
export interface Snapshot {
  readonly seq: number;
  readonly state: Uint8Array;
  /** What is in it, by numbers alone: an encoded `KnownIds`. Null in one written before there were any. */
  readonly outline: Uint8Array | null;
  /** Version of the document's shape; null where it is not known. */
  readonly version: number | null;
}

export interface StoredBoard {
  /** Changes when the log is another one: a board put back from elsewhere, or made anew. Edits are numbered within it. */
  readonly epoch: number;
  /** As it was last saved; null where it never was. */
  readonly title: string | null;
  readonly snapshot: Snapshot | null;
  /** Everything after the snapshot. */
  readonly tail: LogRange;
  readonly owners: ReadonlyMap<number, PersonId>;
}

/** What makes a board, applied in order. */
export const updatesOf = ({ snapshot, tail }: StoredBoard): readonly Uint8Array[] =>
  snapshot === null ? tail.updates : [snapshot.state, ...tail.updates];

/** The log of a board cannot be read: it has a gap, or an edit that no replica takes. The board's own trouble, nobody else's. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
}

/** One owner per board at a time; whoever appends gives the numbers, and the store refuses a number that is taken. */
export interface BoardLog {
  /** Null if there is no such board. Throws `DamagedLog` if its log has a gap. */
  readonly load: (board: BoardId) => Promise<StoredBoard | null>;
  /** All of them or, if it throws, none. Durable when it resolves. */
  readonly append: (entries: readonly LogEntry[]) => Promise<void>;
  /** What comes after `seq`; of it as much as `most` allows, but at least one edit. */
  readonly since: (board: BoardId, seq: number, most?: Portion) => Promise<LogRange>;
  /** Takes the place of the one before, in one transaction. The log keeps what it covers: it is the board's history. */
  readonly saveSnapshot: (board: BoardId, snapshot: Snapshot) => Promise<void>;
  /** Beside the log, for who wants to know it without the document. */
  readonly saveTitle: (board: BoardId, title: string) => Promise<void>;
  readonly findReceipt: (board: BoardId, key: string) => Promise<Receipt | null>;
}
