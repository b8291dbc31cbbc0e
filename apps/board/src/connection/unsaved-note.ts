/**
 * How many edits of a board this browser has made and nobody has acknowledged: noted in local storage, so that a page
 * that is opened after a reload or a crash still knows. Each page notes under its own key; the next takes them over.
 */
import type { BoardId } from '@samrejse/model/ids';

const PREFIX = 'samrejse:unsaved:';

export interface UnsavedNote {
  /** What earlier pages left behind. */
  readonly carried: number;
  readonly write: (count: number) => void;
}

/** `page` is a number of this page's own; Yjs' client id is one. */
export const openUnsavedNote = (board: BoardId, page: number): UnsavedNote => {
  const own = `${PREFIX}${board}:${page}`;
  const others = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${board}:`));
  const carried = others.reduce((sum, key) => sum + (Number(localStorage.getItem(key)) || 0), 0);
  return {
    carried,
    write: (count) => {
      // Their edits are ours to send now, and counted in ours.
      for (const key of others.splice(0)) localStorage.removeItem(key);
      if (count > 0) localStorage.setItem(own, String(count));
      else localStorage.removeItem(own);
    },
  };
};
