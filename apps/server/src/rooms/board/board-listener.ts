import type { CommittedEdit } from './pending-edits.ts';

/** What a room hears of its board. */
export interface BoardListener {
  readonly peerCount: () => number;
  /** These edits are durable now, and everything before them. */
  readonly onDurable: (edits: readonly CommittedEdit[]) => void;
  /** Commits began to fail, or work again. */
  readonly onCanSave: (canSave: boolean) => void;
  /** The board is over its soft limit. Told once. */
  readonly onNearlyFull: () => void;
  /** The log cannot be read: the board is of no use until somebody mends it. Told once. */
  readonly onDamaged: () => void;
  /** Somebody else has written to the log, so this replica lacks edits. The board must be closed and loaded anew. */
  readonly onOutdated: () => void;
}

/** Hears nothing: the listener of a board that is not open yet. */
export const NO_LISTENER: BoardListener = {
  peerCount: () => 0,
  onDurable: () => {},
  onCanSave: () => {},
  onNearlyFull: () => {},
  onDamaged: () => {},
  onOutdated: () => {},
};
