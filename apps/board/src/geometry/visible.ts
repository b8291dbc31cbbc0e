/** Which columns and rows of a layout are worth rendering. Pure; in world units. */
import type { Rect } from './camera.ts';
import { COLUMN, type LaneRow, type Layout, type StepColumn } from './layout.ts';

/** True where a stretch overlaps one of the others on an axis. */
const meets = (from: number, length: number, others: readonly (readonly [number, number])[]): boolean =>
  others.some(([start, extent]) => from < start + extent && start < from + length);

/** The columns that overlap one of the areas. */
export const columnsIn = (layout: Layout, areas: readonly Rect[]): StepColumn[] => {
  const stretches = areas.map(({ x, width }) => [x, width] as const);
  return layout.columns.filter(({ x }) => meets(x, COLUMN.width, stretches));
};

/** The rows that overlap one of the areas. */
export const rowsIn = (layout: Layout, areas: readonly Rect[]): LaneRow[] => {
  const stretches = areas.map(({ y, height }) => [y, height] as const);
  return layout.lanes.filter(({ y, height }) => meets(y, height, stretches));
};
