import { describe, expect, test } from 'vitest';
import { type SavingEvent, saved, savedWord, startSaving, unsavedCount } from './saving.ts';

const given = (unsaved: number, ...events: SavingEvent[]) => events.reduce(saved, startSaving(unsaved));
const edited = { type: 'edited' } as const;
const sent = { type: 'frame-sent' } as const;
const connected = { type: 'connected' } as const;
const acknowledged = (frames: number) => ({ type: 'acknowledged', frames }) as const;

describe('saving', () => {
  test('a sent edit is not saved until its frame is acknowledged', () => {
    const waiting = given(0, connected, edited, sent);
    expect(savedWord(waiting)).toBe('saving');
    expect(savedWord(saved(waiting, acknowledged(1)))).toBe('saved');
  });

  test('an acknowledgement covers only the edits made before its frame left', () => {
    const state = given(0, connected, edited, sent, edited, sent, edited, acknowledged(1));
    expect(unsavedCount(state)).toBe(2);
  });

  test('edits an earlier page left unsaved count, and one frame with all of them saves them', () => {
    const offline = given(3);
    expect(savedWord(offline)).toBe('offline');
    expect(unsavedCount(offline)).toBe(3);
    expect(unsavedCount(given(3, edited, connected, sent, acknowledged(1)))).toBe(0);
  });

  test('frames of a lost connection count for nothing', () => {
    const state = given(0, connected, edited, sent, { type: 'disconnected' }, connected, acknowledged(1));
    expect(unsavedCount(state)).toBe(1);
  });

  test('a refused frame saves nothing, a later one that carries its edits does', () => {
    const refused = { type: 'refused', frame: 1, reason: 'missing' } as const;
    const state = given(0, connected, edited, sent, refused, acknowledged(1));
    expect(unsavedCount(state)).toBe(1);
    expect(unsavedCount([sent, acknowledged(2)].reduce(saved, state))).toBe(0);
  });

  test('numbers go on counting after acknowledgements', () => {
    const state = given(0, connected, edited, sent, acknowledged(1), edited, sent, edited, sent, acknowledged(2));
    expect(unsavedCount(state)).toBe(1);
    expect(unsavedCount(saved(state, acknowledged(3)))).toBe(0);
  });

  test('a server that cannot store says so, only while something waits', () => {
    const saves = { type: 'server-saves', saves: false } as const;
    expect(savedWord(given(0, connected, saves))).toBe('saved');
    expect(savedWord(given(0, connected, saves, edited, sent))).toBe('not-saving');
  });
});
