import { type Compact, compactUpdates } from '../src/rooms/board/compact.ts';

/** Compacts in this very thread, so that a simulation goes the same way every time. */
export const compactHere: Compact = async (updates) => compactUpdates(updates);
