/**
 * What is saved and what is not, told by acknowledgements alone. Pure. Edits are numbered as they are made. A frame that
 * answers the server's question for all it lacks (SyncStep2) covers every edit made before it left; a single update
 * continues from there. An acknowledged frame makes the edits it covers durable.
 */
import type { LinePhase } from './reconnect.ts';

export interface Saving {
  /** Edits made in this tab, and those a reload left unsaved before it. */
  readonly made: number;
  /** Of those, the first this many are durable. */
  readonly durable: number;
  /** Frames of this connection whose fate is open, in order: how many edits each covers from the first; null if it vouches for none. */
  readonly frames: readonly (number | null)[];
  /** Frames before `frames[0]` whose fate is known: the first of `frames` has number `settled + 1`. */
  readonly settled: number;
  /** The server has been sent everything on this connection, so that a single update leaves no gap behind it. */
  readonly joined: boolean;
  /** The line to the server; open once there is one. */
  readonly line: LinePhase;
  /** The server said that it cannot store edits at the moment. */
  readonly serverSaves: boolean;
}

export type SavingEvent =
  | { readonly type: 'edited' }
  | { readonly type: 'line'; readonly phase: LinePhase }
  /** `whole`: SyncStep2, all that the server lacks; otherwise one update. */
  | { readonly type: 'frame-sent'; readonly whole: boolean }
  | { readonly type: 'acknowledged'; readonly frames: number }
  | { readonly type: 'refused'; readonly frame: number }
  | { readonly type: 'server-saves'; readonly saves: boolean };

/** `unsaved`: how many edits an earlier page of this browser left without an acknowledgement. */
export const startSaving = (unsaved: number): Saving => ({
  made: unsaved,
  durable: 0,
  frames: [],
  settled: 0,
  joined: false,
  line: 'connecting',
  serverSaves: true,
});

const acknowledge = (saving: Saving, frames: number): Saving => {
  const count = Math.min(Math.max(0, frames - saving.settled), saving.frames.length);
  const covered = saving.frames.slice(0, count).reduce<number>((most, n) => Math.max(most, n ?? 0), saving.durable);
  return { ...saving, durable: covered, frames: saving.frames.slice(count), settled: saving.settled + count };
};

const sent = (saving: Saving, whole: boolean): Saving => {
  const joined = saving.joined || whole;
  return { ...saving, joined, frames: [...saving.frames, joined ? saving.made : null] };
};

/** A refused frame leaves a gap: nothing sent since vouches for it, and nothing will until all is sent again. */
const refuse = (saving: Saving, frame: number): Saving => {
  const at = frame - saving.settled - 1;
  return { ...saving, joined: false, frames: saving.frames.map((covered, i) => (i >= at ? null : covered)) };
};

export const saved = (saving: Saving, event: SavingEvent): Saving => {
  switch (event.type) {
    case 'edited':
      return { ...saving, made: saving.made + 1 };
    case 'line':
      // Frames are numbered anew on each line, and what was said of the store is of the one before.
      return { ...saving, line: event.phase, serverSaves: true, joined: false, frames: [], settled: 0 };
    case 'frame-sent':
      return sent(saving, event.whole);
    case 'acknowledged':
      return acknowledge(saving, event.frames);
    case 'refused':
      return refuse(saving, event.frame);
    case 'server-saves':
      return { ...saving, serverSaves: event.saves };
  }
};

export const unsavedCount = (saving: Saving): number => saving.made - saving.durable;

/** What a person is told: five words for all that can be the case. */
export type SavedWord = 'saved' | 'saving' | 'not-saving' | 'reconnecting' | 'offline';

export const savedWord = (saving: Saving): SavedWord => {
  if (saving.line === 'lost') return 'offline';
  if (saving.line === 'connecting') return 'reconnecting';
  if (unsavedCount(saving) === 0) return 'saved';
  return saving.serverSaves ? 'saving' : 'not-saving';
};
