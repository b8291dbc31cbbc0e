import type { PhaseSteps } from '@samrejse/model/journey/journey';
import type { CardId, LaneId, PhaseId, StepId } from '@samrejse/model/records/ids';
import { cellKey, INBOX } from '@samrejse/model/records/place';
import type { Lane } from '@samrejse/model/records/records';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clampCamera, fitCamera, reveal, toScreen, toWorld, visibleRect, zoomAt } from './camera.ts';
import { curvePath, gapPath, stretches, valenceAtY, yOfValence } from './curve.ts';
import { dropTargetAt } from './drop-target.ts';
import { CARD, COLUMN, cellRect, layOut } from './layout.ts';
import { cardHeight, countLines } from './measure.ts';
import { columnsIn, rowsIn } from './visible.ts';

const frame = { left: 176, top: 132 };
const viewport = { width: 1200, height: 800 };
const byLetter = (word: string) => word.length * 10;

describe('camera', () => {
  test('zooming keeps the point under the pointer where it is', () => {
    const camera = { x: -120, y: -40, scale: 0.8 };
    const at = { x: 640, y: 400 };
    const world = toWorld(camera, frame, at);
    const after = toScreen(zoomAt(camera, frame, at, 1.6), frame, world);
    expect(after.x).toBeCloseTo(at.x);
    expect(after.y).toBeCloseTo(at.y);
  });

  test('the journey cannot be lost, wherever it is panned', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }), (x, y) => {
        const content = { width: 4000, height: 1500 };
        const camera = clampCamera({ x, y, scale: 1 }, viewport, content, frame);
        const seen = visibleRect(camera, viewport, frame, 0);
        expect(seen.x < content.width && seen.x + seen.width > 0).toBe(true);
        expect(seen.y < content.height && seen.y + seen.height > 0).toBe(true);
      }),
    );
  });

  test('reveal brings a rectangle out from under the header and the lane names, and leaves a seen one alone', () => {
    const camera = { x: -1000, y: -500, scale: 1 };
    const rect = { x: 100, y: 100, width: 232, height: 80 };
    const shown = reveal(camera, viewport, frame, rect);
    expect(toScreen(shown, frame, rect).x).toBeGreaterThanOrEqual(frame.left);
    expect(toScreen(shown, frame, rect).y).toBeGreaterThanOrEqual(frame.top);
    expect(reveal(shown, viewport, frame, rect)).toEqual(shown);
  });

  test('fit shows everything', () => {
    const camera = fitCamera(viewport, { width: 4000, height: 1500 }, frame);
    expect((4000 + frame.left) * camera.scale).toBeLessThanOrEqual(viewport.width);
  });
});

describe('curve', () => {
  const scale = { top: 100, height: 216 };

  test('valence to y and back', () => {
    for (const valence of [-2, -1.5, 0, 0.5, 2]) expect(valenceAtY(yOfValence(valence, scale), scale)).toBe(valence);
    expect(valenceAtY(-1000, scale)).toBe(2);
  });

  test('never overshoots the points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 12 }), (values) => {
        const points = values.map((v, i) => ({ x: i * 250, y: yOfValence(v, scale) }));
        const numbers = curvePath(points).slice(1).split(/[ MC]/).map(Number);
        // Control points in y (every second number) bound the curve: all lie between the lowest and the highest point.
        const ys = numbers.filter((_, i) => i % 2 === 1);
        const real = points.map((p) => p.y);
        for (const y of ys) {
          expect(y).toBeGreaterThanOrEqual(Math.min(...real) - 1e-6);
          expect(y).toBeLessThanOrEqual(Math.max(...real) + 1e-6);
        }
      }),
    );
  });

  test('a missing feeling is a gap, not a zero', () => {
    const p = { x: 0, y: 0 };
    expect(stretches([p, p, null, p])).toEqual([[p, p], [p]]);
    expect(stretches([null, null])).toEqual([]);
    expect(gapPath([p], [p])).toBe('');
  });
});

describe('measure', () => {
  test('wraps at words, breaks what is wider than the card', () => {
    expect(countLines('', 100, byLetter)).toBe(1);
    expect(countLines('aaaa bbbb', 90, byLetter)).toBe(1);
    expect(countLines('aaaa bbbb c', 90, byLetter)).toBe(2);
    expect(countLines('aaaaaaaaaaaaaaa', 100, byLetter)).toBe(2);
    expect(countLines('a\n\nb', 100, byLetter)).toBe(3);
  });
});

describe('layout', () => {
  const id = <T extends string>(value: string) => value as T;
  const step = (name: string) => ({ step: { id: id<StepId>(name) }, phase: id<PhaseId>('p'), number: '1.1' });
  const line = [
    { phase: { id: id<PhaseId>('p') }, steps: [step('s1'), step('s2')] },
    { phase: { id: id<PhaseId>('q') }, steps: [] },
  ] as unknown as PhaseSteps[];
  const lanes = [
    { id: id<LaneId>('pains'), type: 'pains' },
    { id: id<LaneId>('curve'), type: 'emotion' },
  ] as Lane[];
  const [pains, curve] = [id<LaneId>('pains'), id<LaneId>('curve')];
  const cells = new Map<string, CardId[]>([
    [cellKey(id('s2'), pains), [id('a'), id('b')]],
    [INBOX, [id('c')]],
  ]);
  const layout = layOut({ line, lanes, cells, heightOf: () => cardHeight('x', byLetter), bands: false });

  test('every card has a place inside its cell, none overlap', () => {
    const cell = cellRect(layout, id('s2'), pains);
    const a = layout.cards.get(id('a'));
    const b = layout.cards.get(id('b'));
    expect(a && b && cell && a.y >= cell.y && b.y === a.y + a.height + CARD.gap).toBe(true);
    expect(b && cell && b.y + b.height <= cell.y + cell.height).toBe(true);
    expect(layout.phases[1]?.width).toBe(COLUMN.width);
  });

  test('columns and rows are rendered where they overlap an area, and a card being typed in counts as one', () => {
    const first = layout.columns[0] ?? { x: 0 };
    const seen = { x: first.x, y: 0, width: 10, height: 10 };
    const far = layout.cards.get(id('b')) ?? seen;
    expect(columnsIn(layout, [seen]).map((c) => c.step)).toEqual(['s1']);
    expect(columnsIn(layout, [seen, far]).map((c) => c.step)).toEqual(['s1', 's2']);
    expect(rowsIn(layout, [seen]).map((row) => row.lane)).toEqual([pains]);
    expect(rowsIn(layout, [{ ...seen, y: -100 }])).toEqual([]);
  });

  test('a point tells the cell and the place among its cards', () => {
    const a = layout.cards.get(id('a')) ?? { x: 0, y: 0, height: 0 };
    expect(dropTargetAt(layout, { x: a.x + 5, y: a.y + 1 })).toEqual({ step: 's2', lane: pains, index: 0 });
    expect(dropTargetAt(layout, { x: a.x + 5, y: a.y + a.height - 1 })).toEqual({ step: 's2', lane: pains, index: 1 });
    expect(dropTargetAt(layout, { x: 10, y: 500 })).toEqual({ inbox: true, index: 1 });
    const row = layout.lanes.find((r) => r.lane === curve);
    expect(dropTargetAt(layout, { x: a.x + 5, y: (row?.y ?? 0) + 10 })).toBeNull();
  });
});
