/** What rooms need of storage. Asynchronous, because a database may be elsewhere; store/ implements it. */
import type { BoardId, PersonId } from '@samrejse/model/ids';
import type { Session } from '@samrejse/model/session';

/** What was answered to a request that may be sent again, kept with the edit it caused. */
export interface Receipt {
  readonly key: string;
  /** Hash of the request. */
  readonly request: string;
  readonly answer: string;
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
}

/** A stretch of a board's log: apply `updates` in order to be at `seq`. */
export interface Stretch {
  readonly updates: readonly Uint8Array[];
  readonly seq: number;
}

export interface BoardLog {
  /** Snapshot and what came after it; null if there is no such board. `snapshotSeq` is 0 where there is no snapshot. */
  readonly load: (board: BoardId) => Promise<(Stretch & { readonly snapshotSeq: number }) | null>;
  /** All of them or, if it throws, none. Durable when it resolves. */
  readonly append: (entries: readonly LogEntry[]) => Promise<void>;
  /** Everything after `seq`. */
  readonly since: (board: BoardId, seq: number) => Promise<Stretch>;
  readonly saveSnapshot: (board: BoardId, seq: number, state: Uint8Array) => Promise<void>;
  readonly findReceipt: (board: BoardId, key: string) => Promise<Receipt | null>;
}

export interface HeldSession {
  readonly session: Session;
  /** Raised by each change. */
  readonly revision: number;
}

export interface SessionStore {
  /** Null if there is no such board. */
  readonly read: (board: BoardId) => Promise<HeldSession | null>;
  /** Replaces the session if it still has revision `seen`; false if somebody was faster. */
  readonly write: (board: BoardId, session: Session, seen: number) => Promise<boolean>;
  /** Boards on which a step runs. */
  readonly running: () => Promise<readonly BoardId[]>;
}
