/** Where the arrow keys lead: cells are a grid, cards are stops within a cell. Pure. */

import type { CardId } from '@samrejse/model/records/ids';
import { cellKey, INBOX } from '@samrejse/model/records/place';
import type { Layout } from './layout.ts';

/** A cell, or a card in it. `column` −1 is the inbox, whose cards make one tall cell. */
export interface GridPosition {
  readonly column: number;
  readonly row: number;
  readonly card: CardId | null;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

export const cardsAt = (layout: Layout, position: Pick<GridPosition, 'column' | 'row'>): readonly CardId[] => {
  if (position.column < 0) return layout.cells.get(INBOX) ?? [];
  const column = layout.columns[position.column];
  const row = layout.lanes[position.row];
  return column === undefined || row === undefined ? [] : (layout.cells.get(cellKey(column.step, row.lane)) ?? []);
};

/** The position in a cell at the card of that index, or at the last card, or at the cell itself while it is empty. */
const enter = (layout: Layout, column: number, row: number, index: number): GridPosition => {
  const cards = cardsAt(layout, { column, row });
  return { column, row, card: cards[Math.min(index, cards.length - 1)] ?? null };
};

const indexIn = (layout: Layout, position: GridPosition): number =>
  position.card === null ? -1 : cardsAt(layout, position).indexOf(position.card);

export const neighbour = (layout: Layout, position: GridPosition, direction: Direction): GridPosition => {
  const index = indexIn(layout, position);
  const firstColumn = cardsAt(layout, { column: -1, row: 0 }).length > 0 ? -1 : 0;
  switch (direction) {
    case 'left':
      return position.column <= firstColumn
        ? position
        : enter(layout, position.column - 1, position.row, Math.max(0, index));
    case 'right':
      return position.column >= layout.columns.length - 1
        ? position
        : enter(layout, position.column + 1, position.row, Math.max(0, index));
    case 'up':
      if (index > 0) return enter(layout, position.column, position.row, index - 1);
      return position.row === 0 || position.column < 0
        ? position
        : enter(layout, position.column, position.row - 1, Number.MAX_SAFE_INTEGER);
    case 'down': {
      const last = index === cardsAt(layout, position).length - 1 || index === -1;
      if (!last) return enter(layout, position.column, position.row, index + 1);
      return position.row >= layout.lanes.length - 1 || position.column < 0
        ? position
        : enter(layout, position.column, position.row + 1, 0);
    }
  }
};

/** The position of a card; null if it is nowhere on the board. */
export const positionOf = (layout: Layout, card: CardId): GridPosition | null => {
  if ((layout.cells.get(INBOX) ?? []).includes(card)) return { column: -1, row: 0, card };
  for (let row = 0; row < layout.lanes.length; row++) {
    for (let column = 0; column < layout.columns.length; column++) {
      if (cardsAt(layout, { column, row }).includes(card)) return { column, row, card };
    }
  }
  return null;
};

/** A cell, and the index among its cards. */
export interface MoveTarget {
  readonly column: number;
  readonly row: number;
  readonly index: number;
}

/** Where Alt and an arrow take a card: along the steps, within its cell, or on to the next lane that holds cards. */
export const shiftTarget = (layout: Layout, from: GridPosition, direction: Direction): MoveTarget | null => {
  const index = indexIn(layout, from);
  if (direction === 'left' || direction === 'right') {
    const column = from.column + (direction === 'left' ? -1 : 1);
    if (column < -1 || column >= layout.columns.length) return null;
    const firstWithCards = layout.lanes.findIndex((lane) => lane.form === 'cards');
    const row = layout.lanes[from.row]?.form !== 'cards' ? Math.max(0, firstWithCards) : from.row;
    return { column, row, index: Math.max(0, index) };
  }
  const by = direction === 'up' ? -1 : 1;
  const within = index + by;
  if (within >= 0 && within < cardsAt(layout, from).length)
    return { column: from.column, row: from.row, index: within };
  if (from.column < 0) return null;
  for (let row = from.row + by; row >= 0 && row < layout.lanes.length; row += by) {
    if (layout.lanes[row]?.form !== 'cards') continue;
    const size = cardsAt(layout, { column: from.column, row }).length;
    return { column: from.column, row, index: direction === 'up' ? size : 0 };
  }
  return null;
};
