/**
 * How many edits of a board were made in this browser and have not been acknowledged. The count is noted in local
 * storage, so that the page knows it after a reload or a crash. Each page notes under its own key; the next page adds up
 * what it finds.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { readStored, storedKeys, writeStored } from './stored.ts';

const PREFIX = 'samrejse:unsaved:';

export interface UnsavedNote {
  /** The sum of what earlier pages noted. */
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
      // The edits of earlier pages are in our document now, and in our count. A page that still writes its own note keeps it.
      for (const { key, value } of others.splice(0)) if (readStored(key) === value) writeStored(key, null);
      writeStored(own, count > 0 ? String(count) : null);
    },
  };
};
