/**
 * How many edits of a board this browser has made and nobody has acknowledged: noted in local storage, so that a page
 * that is opened after a reload or a crash still knows. Each page notes under its own key; the next takes them over.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { readStored, storedKeys, writeStored } from './stored.ts';

const PREFIX = 'samrejse:unsaved:';

export interface UnsavedNote {
  /** What earlier pages left behind. */
  readonly carried: number;
  readonly write: (count: number) => void;
}

/** `page` is a number of this page's own; Yjs' client id is one. */
export const openUnsavedNote = (board: BoardId, page: number): UnsavedNote => {
  const own = `${PREFIX}${board}:${page}`;
  const others = storedKeys(`${PREFIX}${board}:`).map((key) => ({ key, value: readStored(key) }));
  const carried = others.reduce((sum, { value }) => sum + (Number(value) || 0), 0);
  return {
    carried,
    write: (count) => {
      // Their edits are ours to send now, and counted in ours; a page that still writes its own keeps it.
      for (const { key, value } of others.splice(0)) if (readStored(key) === value) writeStored(key, null);
      writeStored(own, count > 0 ? String(count) : null);
    },
  };
};
