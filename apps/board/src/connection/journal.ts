/**
 * Keeps what was just typed safe from a reload. IndexedDB writes are asynchronous, and a page that goes away takes the
 * unfinished ones with it; so each local edit is first noted in local storage, synchronously, and struck out once
 * IndexedDB has it. The next page of this board takes up what it finds there.
 */
import type { BoardId } from '@samrejse/model/ids';

const PREFIX = 'samrejse:journal:';

export interface Journal {
  /** Updates that earlier pages noted and may not have stored. Read once, before anything is noted. */
  readonly left: readonly Uint8Array[];
  readonly note: (update: Uint8Array) => void;
  /** How many have been noted so far. */
  readonly count: () => number;
  /** Strikes out the first `count` ever noted, and all that was left by earlier pages. */
  readonly strike: (count: number) => void;
}

const encode = (update: Uint8Array): string => btoa(String.fromCharCode(...update));
const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const readNotes = (key: string): Uint8Array[] =>
  (localStorage.getItem(key) ?? '').split(' ').flatMap((text) => {
    try {
      return text === '' ? [] : [decode(text)];
    } catch {
      // Cut off or not ours: the rest may still be whole.
      return [];
    }
  });

/** `page` is a number of this page's own; Yjs' client id is one. */
export const openJournal = (board: BoardId, page: number): Journal => {
  const own = `${PREFIX}${board}:${page}`;
  const others = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${board}:`));
  const left = others.flatMap(readNotes);
  const notes: string[] = [];
  let struck = 0;
  const write = () => {
    if (notes.length === 0) localStorage.removeItem(own);
    else localStorage.setItem(own, notes.join(' '));
  };
  return {
    left,
    note: (update) => {
      // A paste of a whole book would not fit; IndexedDB alone must do then.
      if (update.length > 100_000) return;
      notes.push(encode(update));
      write();
    },
    count: () => struck + notes.length,
    strike: (count) => {
      notes.splice(0, count - struck);
      struck = Math.max(struck, count);
      for (const key of others.splice(0)) localStorage.removeItem(key);
      write();
    },
  };
};
