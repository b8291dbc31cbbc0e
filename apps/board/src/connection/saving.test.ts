import { describe, expect, test } from 'vitest';
import { MAX_COVERS } from '../storage/limits.ts';
import { type SavingEvent, savedWord, savingAfter, startSaving, unsavedCount } from './saving.ts';

const given = (unsaved: number, ...events: SavingEvent[]) => events.reduce(savingAfter, startSaving(unsaved));
const edited = { type: 'edited' } as const;
const update = { type: 'frame-sent', whole: false } as const;
const whole = { type: 'frame-sent', whole: true } as const;
const connected = { type: 'connection', status: 'open' } as const;
const acknowledged = (frames: number) => ({ type: 'acknowledged', frames }) as const;
const refused = (frame: number) => ({ type: 'refused', frame }) as const;
/** A connection on which all has been sent and acknowledged: frame 1. */
const joined = [connected, whole, acknowledged(1)] as const;

describe('saving', () => {
  test('[C1] a sent edit is not saved until its frame is acknowledged', () => {
    const waiting = given(0, ...joined, edited, update);
    expect(savedWord(waiting)).toBe('saving');
    expect(savedWord(savingAfter(waiting, acknowledged(2)))).toBe('saved');
  });

  test('[C3] an acknowledgement covers only the edits made before its frame left', () => {
    const state = given(0, ...joined, edited, update, edited, update, edited, acknowledged(2));
    expect(unsavedCount(state)).toBe(2);
  });

  test('[C2] edits an earlier page left unsaved count, and one frame with all of them saves them', () => {
    const offline = given(3, { type: 'connection', status: 'lost' });
    expect(savedWord(offline)).toBe('offline');
    expect(unsavedCount(offline)).toBe(3);
    expect(unsavedCount(given(3, edited, connected, whole, acknowledged(1)))).toBe(0);
  });

  test('[C4] a single update sent before all has been sent saves nothing: it may be the last of many', () => {
    const early = given(3, connected, edited, update, acknowledged(1));
    expect(unsavedCount(early)).toBe(4);
    expect(unsavedCount([whole, acknowledged(2)].reduce(savingAfter, early))).toBe(0);
  });

  test('[C5] frames of a lost connection count for nothing', () => {
    const state = given(
      0,
      ...joined,
      edited,
      update,
      { type: 'connection', status: 'connecting' },
      connected,
      acknowledged(1),
    );
    expect(unsavedCount(state)).toBe(1);
  });

  test('[C4] a refused frame saves nothing, nor do single updates after it; a whole one does', () => {
    const state = given(0, ...joined, edited, update, edited, update, refused(2), edited, update, acknowledged(4));
    expect(unsavedCount(state)).toBe(3);
    expect(unsavedCount([whole, acknowledged(5)].reduce(savingAfter, state))).toBe(0);
  });

  test('[C3] a refusal does not take back what was sent before it', () => {
    expect(unsavedCount(given(0, ...joined, edited, update, edited, update, refused(3), acknowledged(3)))).toBe(1);
  });

  test('[C3] numbers go on counting after acknowledgements', () => {
    const state = given(0, ...joined, edited, update, acknowledged(2), edited, update, edited, update, acknowledged(3));
    expect(unsavedCount(state)).toBe(1);
    expect(unsavedCount(savingAfter(state, acknowledged(4)))).toBe(0);
  });

  test('[C2] without a connection nothing is said to be saved: first that it is being made, then that there is none', () => {
    expect(savedWord(given(0))).toBe('reconnecting');
    expect(savedWord(given(0, ...joined, { type: 'connection', status: 'connecting' }))).toBe('reconnecting');
    expect(savedWord(given(0, ...joined, edited, { type: 'connection', status: 'lost' }))).toBe('offline');
    expect(savedWord(given(0, ...joined, { type: 'connection', status: 'lost' }, ...joined))).toBe('saved');
  });

  test('[C6] a server that cannot store says so, only while something waits', () => {
    const saves = { type: 'server-saves', saves: false } as const;
    expect(savedWord(given(0, ...joined, saves))).toBe('saved');
    expect(savedWord(given(0, ...joined, saves, edited, update))).toBe('not-saving');
  });

  test('[C3] a server that acknowledges nothing costs a bounded memory, and its acknowledgement still saves all', () => {
    const typed = Array.from({ length: 5_000 }, () => [edited, update]).flat();
    const state = given(0, ...joined, ...typed);
    expect(state.covers.length).toBeLessThanOrEqual(MAX_COVERS);
    const half = savingAfter(state, acknowledged(2_501));
    // Never more than was acknowledged.
    expect(unsavedCount(half)).toBeGreaterThanOrEqual(2_500);
    expect(unsavedCount(half)).toBeLessThan(5_000);
    expect(unsavedCount(savingAfter(half, acknowledged(5_001)))).toBe(0);
  });
});
