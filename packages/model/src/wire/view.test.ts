import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import { NOTHING_SHOWN } from './presence.ts';
import { encodeShown, readShown } from './presence-frame.ts';
import { isIn, outwards } from './view.ts';

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
