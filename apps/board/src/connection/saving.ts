/**
 * What "Saved" means. Pure: a state and the events that change it.
 *
 * A *document frame* is a frame with content: SyncStep2, which is all that the server lacks, or one update. The client
 * numbers those it sends on a connection 1, 2, 3 and so on. The server acknowledges frames by number, in order, once
 * they are settled: each is durable, or was refused. A refusal is sent before the acknowledgement that settles its frame.
 *
 * 1. An edit is unsaved from the moment it is made, before its frame leaves (rule C1).
 * 2. "Saved" is shown only while there is a connection and every edit is acknowledged that was made in this tab, or that
 *    an earlier page of this browser had left unsaved when this one opened (rule C2).
 * 3. The acknowledgement of frame n saves the edits made before frame n left, and no others (rule C3).
 * 4. Until SyncStep2 was sent on a connection, earlier edits may be missing on the server, so an acknowledgement of a
 *    single update proves nothing. A refused frame saves nothing. After it earlier edits may be missing again, until
 *    SyncStep2 is sent again (rule C4).
 * 5. Frames of a lost connection save nothing. On the next one SyncStep2 carries all that the server lacks (rule C5).
 * 6. "Not saving" is shown while an edit waits and the server says that it cannot store edits (rule C6).
 */
import { MAX_COVERS } from '../storage/limits.ts';
import type { ConnectionStatus } from './reconnect.ts';

/** The acknowledgement of this frame saves the first so many edits. */
interface Cover {
  readonly frame: number;
  readonly edits: number;
}

export interface Saving {
  /** Edits made in this tab, and those that an earlier page left unsaved. */
  readonly made: number;
  /** The first this many of them are durable on the server. */
  readonly durable: number;
  /** Document frames sent on this connection. */
  readonly sent: number;
  /** The frames that wait, in order, each with the number of edits that its acknowledgement saves. */
  readonly covers: readonly Cover[];
  /** SyncStep2 was sent on this connection, and nothing has been refused since: an update leaves no gap before it. */
  readonly gapless: boolean;
  readonly connection: ConnectionStatus;
  /** False while the server says that it cannot store edits. */
  readonly serverSaves: boolean;
}

export type SavingEvent =
  | { readonly type: 'edited' }
  | { readonly type: 'connection'; readonly status: ConnectionStatus }
  /** `whole`: it is SyncStep2; otherwise one update. */
  | { readonly type: 'frame-sent'; readonly whole: boolean }
  /** The first `frames` frames of this connection are settled: durable, or refused by an earlier event. */
  | { readonly type: 'acknowledged'; readonly frames: number }
  | { readonly type: 'refused'; readonly frame: number }
  | { readonly type: 'server-saves'; readonly saves: boolean };

/** `unsaved`: how many edits an earlier page of this browser left without an acknowledgement. */
export const startSaving = (unsaved: number): Saving => ({
  made: unsaved,
  durable: 0,
  sent: 0,
  covers: [],
  gapless: false,
  connection: 'connecting',
  serverSaves: true,
});

/** Forgetting a cover saves its edits a little later, with the next one. Never the last, or they would not be saved. */
const bounded = (covers: readonly Cover[]): readonly Cover[] =>
  covers.length <= MAX_COVERS ? covers : covers.filter((_, i) => i % 2 === (covers.length - 1) % 2);

const frameSent = (saving: Saving, whole: boolean): Saving => {
  const gapless = saving.gapless || whole;
  const sent = saving.sent + 1;
  if (!gapless) return { ...saving, sent };
  return { ...saving, sent, gapless, covers: bounded([...saving.covers, { frame: sent, edits: saving.made }]) };
};

const acknowledged = (saving: Saving, frames: number): Saving => {
  const durable = saving.covers
    .filter(({ frame }) => frame <= frames)
    .reduce((most, { edits }) => Math.max(most, edits), saving.durable);
  return { ...saving, durable, covers: saving.covers.filter(({ frame }) => frame > frames) };
};

const refused = (saving: Saving, refusedFrame: number): Saving => ({
  ...saving,
  gapless: false,
  covers: saving.covers.filter(({ frame }) => frame < refusedFrame),
});

export const savingAfter = (saving: Saving, event: SavingEvent): Saving => {
  switch (event.type) {
    case 'edited':
      return { ...saving, made: saving.made + 1 };
    case 'connection':
      // Frames are numbered anew on each connection, and what the server said of its store was said on the last one.
      return { ...saving, connection: event.status, serverSaves: true, gapless: false, sent: 0, covers: [] };
    case 'frame-sent':
      return frameSent(saving, event.whole);
    case 'acknowledged':
      return acknowledged(saving, event.frames);
    case 'refused':
      return refused(saving, event.frame);
    case 'server-saves':
      return { ...saving, serverSaves: event.saves };
  }
};

export const unsavedCount = (saving: Saving): number => saving.made - saving.durable;

/** What a person is told: one of five words. */
export type SavedWord = 'saved' | 'saving' | 'not-saving' | 'reconnecting' | 'offline';

export const savedWord = (saving: Saving): SavedWord => {
  if (saving.connection === 'lost') return 'offline';
  if (saving.connection === 'connecting') return 'reconnecting';
  if (unsavedCount(saving) === 0) return 'saved';
  return saving.serverSaves ? 'saving' : 'not-saving';
};
