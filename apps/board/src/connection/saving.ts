/**
 * What is saved and what is not, told by acknowledgements alone. Pure: edits are numbered as they are made, each
 * document frame covers all edits made before it left, and an acknowledged frame makes the edits it covers durable.
 */
import type { RefusalReason } from '@samrejse/model/wire';

export interface Saving {
  /** Edits made in this tab, and those a reload left unsaved before it. */
  readonly made: number;
  /** Of those, the first this many are durable. */
  readonly durable: number;
  /** Per document frame of this connection, in order: how many edits had been made when it left; null if refused. */
  readonly frames: readonly (number | null)[];
  /** Frames before `frames[0]` whose fate is known: the first of `frames` has number `settled + 1`. */
  readonly settled: number;
  readonly online: boolean;
  /** The server said that it cannot store edits at the moment. */
  readonly serverSaves: boolean;
}

export type SavingEvent =
  | { readonly type: 'edited' }
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'frame-sent' }
  | { readonly type: 'acknowledged'; readonly frames: number }
  | { readonly type: 'refused'; readonly frame: number; readonly reason: RefusalReason }
  | { readonly type: 'server-saves'; readonly saves: boolean };

/** `unsaved`: how many edits an earlier page of this browser left without an acknowledgement. */
export const startSaving = (unsaved: number): Saving => ({
  made: unsaved,
  durable: 0,
  frames: [],
  settled: 0,
  online: false,
  serverSaves: true,
});

const acknowledge = (saving: Saving, frames: number): Saving => {
  const count = Math.min(Math.max(0, frames - saving.settled), saving.frames.length);
  const covered = saving.frames.slice(0, count).reduce<number>((most, n) => Math.max(most, n ?? 0), saving.durable);
  return { ...saving, durable: covered, frames: saving.frames.slice(count), settled: saving.settled + count };
};

export const saved = (saving: Saving, event: SavingEvent): Saving => {
  switch (event.type) {
    case 'edited':
      return { ...saving, made: saving.made + 1 };
    case 'connected':
      return { ...saving, online: true, serverSaves: true, frames: [], settled: 0 };
    case 'disconnected':
      return { ...saving, online: false, frames: [], settled: 0 };
    case 'frame-sent':
      return { ...saving, frames: [...saving.frames, saving.made] };
    case 'acknowledged':
      return acknowledge(saving, event.frames);
    case 'refused': {
      // Its edits stay unsaved: a later frame may cover them (`missing`), or they are taken back and offered to their author.
      const at = event.frame - saving.settled - 1;
      return { ...saving, frames: saving.frames.map((covered, i) => (i === at ? null : covered)) };
    }
    case 'server-saves':
      return { ...saving, serverSaves: event.saves };
  }
};

export const unsavedCount = (saving: Saving): number => saving.made - saving.durable;

/** What a person is told. */
export type SavedWord = 'saved' | 'saving' | 'offline' | 'not-saving';

export const savedWord = (saving: Saving): SavedWord => {
  if (!saving.online) return 'offline';
  if (unsavedCount(saving) === 0) return 'saved';
  return saving.serverSaves ? 'saving' : 'not-saving';
};
