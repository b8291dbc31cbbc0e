import { expect, test } from 'vitest';
import { spreadOf } from '../figures.ts';
import type { Rows } from '../scenarios/scenario.ts';
import { documentOf, growthPlot } from './document.ts';
import type { Result } from './results.ts';

const rows: Rows = {
  samrejse: [{ kills: 5, moments: '3.0', received: 900, lost: 0, stretch: 0 }],
};
const lostEdits: Result = {
  scenario: 'S5',
  size: 'full',
  at: '2026-01-01T10:00:00.000Z',
  seconds: 60,
  machine: 'two cores',
  rows,
  failures: { hocuspocus: 'failed: it did not start' },
};

test('a table shows every server, also one that failed, and whether each target is met', () => {
  const text = documentOf([lostEdits]);
  expect(text).toContain('| Samrejse, own client | 5 | 3.0 | 900 | 0 | 0 |');
  expect(text).toContain('| Hocuspocus 4 + SQLite | failed: it did not start |');
  expect(text).toContain('| nothing that anybody had received is lost | 0 of 900 | met |');
  expect(text).toContain('| S5 Lost edits at kill | 1 of 1 |');
});

test('a lost edit is a target not met', () => {
  const text = documentOf([{ ...lostEdits, rows: { samrejse: [{ kills: 5, received: 900, lost: 1, stretch: 0 }] } }]);
  expect(text).toContain('**not met**');
});

test('growth is drawn, a line for each server', () => {
  const points = [10, 200].map((peers) => ({ peers, perDelivery: 1_000 / peers }));
  const svg = growthPlot([{ ...lostEdits, scenario: 'G1', rows: { samrejse: points, bare: points } }]);
  expect(svg?.match(/<polyline/g)).toHaveLength(2);
  expect(svg).not.toContain('NaN');
  expect(growthPlot([lostEdits])).toBeNull();
});

test('a spread is of sorted values', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ count: 3, p50: 2, p95: 3, p99: 3, most: 3 });
  expect(spreadOf([]).p50).toBeNaN();
});
