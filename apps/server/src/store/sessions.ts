/** The facilitated sessions of all boards. */
import type { BoardId } from '@samrejse/model/records/ids';
import type { Session } from '@samrejse/model/session/session';

export interface HeldSession {
  readonly session: Session;
  /** Raised by each change; 0 before the first. */
  readonly revision: number;
}

export interface SessionStore {
  /** Null if there is no such board. */
  readonly read: (board: BoardId) => Promise<HeldSession | null>;
  /** Replaces the session if it still has revision `seen`, which raises it by one; false if somebody else was faster. */
  readonly write: (board: BoardId, session: Session, seen: number) => Promise<boolean>;
  /** The boards whose session is running. */
  readonly running: () => Promise<readonly BoardId[]>;
}
