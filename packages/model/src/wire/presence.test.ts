import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import {
  isIn,
  MAX_PRESENCE_BYTES,
  NOTHING_SHOWN,
  outwards,
  type Presence,
  parsePresence,
  presenceIntervalMs,
  presenceOf,
  shownIn,
} from './presence.ts';
import { encodeShown, readShown } from './presence-frame.ts';

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

describe('a view', () => {
  test('[W13] travels rounded outwards: what lay in it lies in it still, and nothing a whole unit away', () => {
    const coordinate = fc.double({ min: -4e5, max: 4e5, noNaN: true });
    const length = fc.double({ min: 0, max: 4e5, noNaN: true });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const rect = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
    fc.assert(
      fc.property(rect, part, part, (seen, across, down) => {
        const view = outwards(seen);
        const decoder = decoding.createDecoder(encodeShown({ view }, { ...NOTHING_SHOWN, view }));
        decoding.readVarUint(decoder);
        expect(readShown(decoder)).toEqual({ view: { ...view, x: view.x + 0, y: view.y + 0 } });
        const place = { x: Math.round(seen.x + across * seen.width), y: Math.round(seen.y + down * seen.height) };
        if (isIn(seen, place)) expect(isIn(view, place)).toBe(true);
        for (const away of [
          { ...place, x: Math.floor(seen.x) - 1 },
          { ...place, y: Math.ceil(seen.y + seen.height) + 1 },
        ])
          expect(isIn(view, away)).toBe(false);
      }),
    );
  });

  test('[W13] has its edges, and nobody who is nowhere', () => {
    const view = { x: 10, y: -5, width: 100, height: 0 };
    expect([view, { x: 110, y: -5 }, { x: 111, y: -5 }, { x: 50, y: -4 }, null].map((at) => isIn(view, at))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
