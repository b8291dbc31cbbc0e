/**
 * Keeps what was just typed safe from a reload. IndexedDB writes are asynchronous, and a page that goes away takes the
 * unfinished ones with it; so each local edit is first noted in local storage, synchronously, and struck out once
 * IndexedDB or the server has it. The next page of this board takes up what it finds there.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { readStored, storedKeys, writeStored } from './stored.ts';

const PREFIX = 'samrejse:journal:';
/** A paste of a whole book does not fit into local storage; IndexedDB alone must do then. */
const MAX_NOTE_BYTES = 100_000;

export interface Journal {
  /** Updates that earlier pages noted and may not have stored. */
  readonly left: readonly Uint8Array[];
  readonly note: (update: Uint8Array) => void;
  /** What has been noted and not struck out, and how many have ever been noted. */
  readonly notes: () => { readonly updates: readonly Uint8Array[]; readonly count: number };
  /** Strikes out the first `count` ever noted, and what was left by earlier pages. */
  readonly strike: (count: number) => void;
}

const encode = (update: Uint8Array): string => {
  let letters = '';
  for (const byte of update) letters += String.fromCharCode(byte);
  return btoa(letters);
};

const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const readNotes = (value: string | null): Uint8Array[] =>
  (value ?? '').split(' ').flatMap((text) => {
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
  const others = storedKeys(`${PREFIX}${board}:`).map((key) => ({ key, value: readStored(key) }));
  const left = others.flatMap(({ value }) => readNotes(value));
  const noted: Uint8Array[] = [];
  let struck = 0;
  const write = () => writeStored(own, noted.length === 0 ? null : noted.map(encode).join(' '));
  return {
    left,
    note: (update) => {
      if (update.length > MAX_NOTE_BYTES) return;
      noted.push(update);
      write();
    },
    notes: () => ({ updates: [...noted], count: struck + noted.length }),
    strike: (count) => {
      noted.splice(0, Math.max(0, count - struck));
      struck = Math.max(struck, count);
      // A page that still writes in its own keeps it.
      for (const { key, value } of others.splice(0)) if (readStored(key) === value) writeStored(key, null);
      write();
    },
  };
};
