/** Where a dragged card would go: which cell lies under it, and between which of its cards. Pure; in world units. */
import type { CardId, LaneId, StepId } from '@samrejse/model/records/ids';
import { cellKey, INBOX } from '@samrejse/model/records/place';
import type { Point } from './camera.ts';
import { CARD, COLUMN, cellRect, type Layout } from './layout.ts';

/** A place between the cards of a cell, or of the inbox: `index` 0 is before the first. */
export type DropTarget =
  | { readonly step: StepId; readonly lane: LaneId; readonly index: number }
  | { readonly inbox: true; readonly index: number };

/** The index that a point at this y has among the cards of a stack: 0 is before the first. */
const indexAt = (layout: Layout, cards: readonly CardId[], y: number): number => {
  const below = cards.findIndex((id) => {
    const rect = layout.cards.get(id);
    return rect !== undefined && y < rect.y + rect.height / 2;
  });
  return below === -1 ? cards.length : below;
};

/** Where a card dropped at a world point would go; null where there is no cell for cards. A column reaches over half the gap to the next. */
export const dropTargetAt = (layout: Layout, point: Point): DropTarget | null => {
  if (point.x < layout.inbox.width + COLUMN.gap / 2) {
    return point.x < 0 ? null : { inbox: true, index: indexAt(layout, layout.cells.get(INBOX) ?? [], point.y) };
  }
  const reach = COLUMN.gap / 2;
  const column = layout.columns.find((c) => point.x >= c.x - reach && point.x < c.x + COLUMN.width + reach);
  const row = layout.lanes.find((lane) => point.y >= lane.y && point.y < lane.y + lane.height);
  if (column === undefined || row?.form !== 'cards') return null;
  const cards = layout.cells.get(cellKey(column.step, row.lane)) ?? [];
  return { step: column.step, lane: row.lane, index: indexAt(layout, cards, point.y) };
};

/** The cards of the target's cell, or of the inbox, in order. */
export const cardsOfTarget = (layout: Layout, target: DropTarget): readonly CardId[] =>
  layout.cells.get('inbox' in target ? INBOX : cellKey(target.step, target.lane)) ?? [];

/** The line between the cards of a cell that shows where a card would be put; null if the cell is gone. */
export const dropLineAt = (layout: Layout, target: DropTarget): (Point & { readonly width: number }) | null => {
  const cell = 'inbox' in target ? layout.inbox : cellRect(layout, target.step, target.lane);
  if (cell === null) return null;
  const after = cardsOfTarget(layout, target)[target.index - 1];
  const above = after === undefined ? undefined : layout.cards.get(after);
  const y = above === undefined ? cell.y + CARD.inset / 2 : above.y + above.height + CARD.gap / 2;
  return { x: cell.x + CARD.inset, y, width: cell.width - 2 * CARD.inset };
};
