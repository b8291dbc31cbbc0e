import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_PRESENCE_BYTES,
  type Presence,
  parsePresence,
  presenceIntervalMs,
  presenceOf,
  shownIn,
} from './presence.ts';

const person = { id: 'anna', name: 'Anna', colour: 3 };
const shown = {
  person,
  role: 'participant',
  cursor: { x: 1.5, y: -20 },
  selected: 'card-1',
  typing: true,
  drag: { card: 'card-1', x: 0, y: 5 },
};

describe('presence', () => {
  test('[W12] the more people, the more rarely, and never too rarely', () => {
    const intervals = Array.from({ length: 400 }, (_, people) => presenceIntervalMs(people));
    expect(intervals.slice(0, 21)).toEqual(Array.from({ length: 21 }, () => 50));
    expect(intervals).toEqual(intervals.toSorted((a, b) => a - b));
    expect(Math.max(...intervals)).toBeLessThan(100);
  });

  test('[W10] an awareness state and what our own client shows are the same', () => {
    const presence = parsePresence(shown);
    if (presence === null) throw new Error('it is one');
    expect(presenceOf(presence.person, 'participant', shownIn(presence))).toEqual({
      ...presence,
      cursor: { x: 2, y: -20 },
    });
  });

  test('[W5] what a person shows of themselves is read as it was sent', () => {
    expect(parsePresence(shown)).toEqual(shown);
    expect(JSON.stringify(shown).length).toBeLessThan(MAX_PRESENCE_BYTES / 4);
  });

  test('[W5] a part that cannot be read is not shown, the rest is', () => {
    const nothing: Partial<Presence> = { cursor: null, selected: null, typing: false, drag: null };
    const broken = { person, cursor: { x: 1e9, y: 0 }, selected: 'x'.repeat(201), typing: 1, drag: { card: 1 } };
    expect(parsePresence(broken)).toEqual({ person, ...nothing });
    expect(parsePresence({ person, cursor: { x: Number.NaN, y: 0 } })).toMatchObject(nothing);
  });

  test('[W5] who does not say who they are is not shown', () => {
    const nobody = [
      null,
      'x',
      {},
      { person: null },
      { person: { ...person, id: 'no id' } },
      { person: { ...person, colour: 12 } },
    ];
    for (const state of nobody) expect(parsePresence(state)).toBeNull();
    fc.assert(
      fc.property(fc.anything(), (state) => {
        expect(() => parsePresence(state)).not.toThrow();
      }),
    );
  });
});
