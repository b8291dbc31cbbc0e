/**
 * What rooms need of storage. It is asynchronous, because a database may be elsewhere. `store/sqlite/` implements it, and
 * so does `testing/memory-log.ts`; `testing/board-log-contract.ts` holds for both.
 */
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import type { LogRange } from '@samrejse/model/wire/log-range';

/** The document that every board has: what everybody on it sees. */
export const BOARD_DOCUMENT = 'board';

/** A document of a board, by name: the board itself, or one person's draft. */
export type DocumentName = typeof BOARD_DOCUMENT | `draft:${string}`;

export const isDocumentName = (name: string): name is DocumentName =>
  name === BOARD_DOCUMENT || name.startsWith('draft:');

/** Names one log. The documents of a board are numbered each by itself and do not see each other. */
export interface LogKey {
  readonly board: BoardId;
  readonly document: DocumentName;
}

export const boardDocument = (board: BoardId): LogKey => ({ board, document: BOARD_DOCUMENT });

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

/** An edit that has no number yet. */
export interface NewLogEntry extends LogKey {
  readonly update: Uint8Array;
  /** Null where the author is not known. */
  readonly author: PersonId | null;
  /** ms since 1970. */
  readonly at: number;
  readonly receipt: Receipt | null;
  /** Clients that were nobody's before this edit. */
  readonly owned: readonly ClientOwner[];
}

export interface LogEntry extends NewLogEntry {
  /** 1, 2, 3… in each log, without gaps. */
  readonly seq: number;
}

/** How much of a log is read at once: a read ends with the edit that makes it so many, or so many bytes. */
export interface Portion {
  readonly edits: number;
  readonly bytes: number;
}

/** All edits up to `seq` in one update, written so that joining a board reads and copies bytes and nothing else. */
export interface StoredSnapshot {
  readonly seq: number;
  readonly state: Uint8Array;
  /** Which ids are in `state`: an encoded `KnownIds`. Null in a snapshot of an early version. */
  readonly knownIds: Uint8Array | null;
  /** Version of the document's shape; null where it is not known. */
  readonly version: number | null;
}

export interface StoredDocument {
  /** Changes when the log is another one: a board put back from elsewhere, or made anew. Edits are numbered within it. */
  readonly epoch: number;
  /** The board's title as it was last saved; null where it never was. */
  readonly title: string | null;
  readonly snapshot: StoredSnapshot | null;
  /** Everything after the snapshot. */
  readonly tail: LogRange;
  readonly owners: ReadonlyMap<number, PersonId>;
}

/** The updates that make the document, to be applied in order. */
export const updatesOf = ({ snapshot, tail }: StoredDocument): readonly Uint8Array[] =>
  snapshot === null ? tail.updates : [snapshot.state, ...tail.updates];

/** A log cannot be read: it has a gap, or an edit that no replica takes. This closes its own board and no other. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
}

export interface BoardLog {
  /** Null if there is no such board; a document that nobody has written yet is empty. Throws `DamagedLog` if the log has a gap. */
  readonly load: (key: LogKey) => Promise<StoredDocument | null>;
  /**
   * Appends all of them or, if it throws, none. They are durable when it resolves, with the number that each was given in
   * its log, in the order of `entries`. Several may write to one log: then the numbers are not the next ones the caller knows of.
   */
  readonly append: (entries: readonly NewLogEntry[]) => Promise<readonly number[]>;
  /** What comes after `seq`: as much of it as `most` allows, but at least one edit. Throws `DamagedLog` at a gap. */
  readonly since: (key: LogKey, seq: number, most?: Portion) => Promise<LogRange>;
  /** Takes the place of the snapshot before it, in one transaction. The log keeps what it covers: it is the board's history. */
  readonly saveSnapshot: (key: LogKey, snapshot: StoredSnapshot) => Promise<void>;
  /** Keeps the title beside the log, so that it can be read without the document. */
  readonly saveTitle: (board: BoardId, title: string) => Promise<void>;
  readonly findReceipt: (board: BoardId, key: string) => Promise<Receipt | null>;
}
