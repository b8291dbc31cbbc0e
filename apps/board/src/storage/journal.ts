/**
 * Keeps what was just typed safe from a reload. IndexedDB writes are asynchronous, and a page that goes away takes the
 * unfinished ones with it. So each local edit is first noted in local storage, synchronously, and struck out once
 * IndexedDB or the server has it. The next page of this board takes up what it finds there.
 */
import type { BoardId } from '@samrejse/model/records/ids';
import { MAX_JOURNAL_CHARS, MAX_NOTE_BYTES } from './limits.ts';
import { readStored, storedKeys, writeStored } from './stored.ts';

const PREFIX = 'samrejse:journal:';
/** Between notes, which are base64. */
const SEPARATOR = ' ';

export interface Journal {
  /** Updates that earlier pages noted and may not have stored. */
  readonly left: readonly Uint8Array[];
  /**
   * Notes an update. The first that does not fit is skipped, and so is all that follows until everything is struck out:
   * later updates build on it, and the next page could not apply them.
   */
  readonly note: (update: Uint8Array) => void;
  /** How many updates have ever been noted or skipped. */
  readonly count: () => number;
  /** Strikes out the first `count` updates ever noted or skipped, and what earlier pages left. */
  readonly strike: (count: number) => void;
}

const encode = (update: Uint8Array): string => {
  let letters = '';
  for (const byte of update) letters += String.fromCharCode(byte);
  return btoa(letters);
};

const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const readNotes = (value: string | null): Uint8Array[] =>
  (value ?? '').split(SEPARATOR).flatMap((text) => {
    try {
      return text === '' ? [] : [decode(text)];
    } catch {
      // Cut off or not ours: the other notes may still be whole.
      return [];
    }
  });

/** `page` is a number of this page's own; Yjs' client id is one. */
export const openJournal = (board: BoardId, page: number): Journal => {
  const own = `${PREFIX}${board}:${page}`;
  const others = storedKeys(`${PREFIX}${board}:`).map((key) => ({ key, value: readStored(key) }));
  const left = others.flatMap(({ value }) => readNotes(value));
  /** Each encoded once: the journal may be long where nothing but it stores edits. */
  const notes: string[] = [];
  let chars = 0;
  let struck = 0;
  /** Updates since the first that was skipped, and not struck out. */
  let skipped = 0;
  const write = (): boolean => writeStored(own, notes.length === 0 ? null : notes.join(SEPARATOR));
  /** False if there is no room, here or in local storage. */
  const add = (update: Uint8Array): boolean => {
    if (update.length > MAX_NOTE_BYTES) return false;
    const note = encode(update);
    if (chars + note.length + 1 > MAX_JOURNAL_CHARS) return false;
    notes.push(note);
    if (write()) {
      chars += note.length + 1;
      return true;
    }
    notes.pop();
    return false;
  };
  return {
    left,
    note: (update) => {
      if (skipped > 0 || !add(update)) skipped++;
    },
    count: () => struck + notes.length + skipped,
    strike: (count) => {
      const stored = Math.max(0, count - struck);
      const removed = notes.splice(0, stored);
      for (const note of removed) chars -= note.length + 1;
      const passed = Math.min(skipped, stored - removed.length);
      skipped -= passed;
      struck += removed.length + passed;
      // A page that still writes in its own journal keeps it.
      for (const { key, value } of others.splice(0)) if (readStored(key) === value) writeStored(key, null);
      write();
    },
  };
};
