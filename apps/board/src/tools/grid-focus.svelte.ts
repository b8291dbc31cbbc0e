/** Which cell or card has the keyboard: the Tab key stops once in the grid, arrow keys move within it. */
import type { CardId, LaneId, PersonaId, StepId } from '@samrejse/model/records/ids';
import { tick } from 'svelte';
import { COLUMN, type Layout } from '../geometry/layout.ts';
import { type Direction, type GridPosition, neighbour, positionOf } from '../geometry/navigation.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

export class GridFocus {
  #position = $state.raw<GridPosition>({ column: 0, row: 0, card: null });
  /** The persona whose feelings the curve shows; the first persona while this is null. */
  persona = $state<PersonaId | null>(null);
  readonly #workspace: Workspace;
  readonly #layout: () => Layout;

  constructor(workspace: Workspace, layout: () => Layout) {
    this.#workspace = workspace;
    this.#layout = layout;
  }

  get layout(): Layout {
    return this.#layout();
  }

  /** Follows the card if somebody has moved it; stays at its cell if the card is gone. */
  readonly #here = $derived.by((): GridPosition => {
    const { card, column, row } = this.#position;
    const at = card === null ? null : positionOf(this.layout, card);
    if (at !== null) return at;
    const { columns, lanes } = this.layout;
    return { column: Math.min(column, columns.length - 1), row: Math.min(row, lanes.length - 1), card: null };
  });

  get position(): GridPosition {
    return this.#here;
  }

  isCard(card: CardId): boolean {
    return this.#here.card === card;
  }

  isCell(step: StepId, lane: LaneId): boolean {
    const { column, row, card } = this.#here;
    return card === null && this.layout.columns[column]?.step === step && this.layout.lanes[row]?.lane === lane;
  }

  /** Takes over the position that the browser's focus went to, by pointer or Tab. */
  follow(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const card = target.closest('[data-card]')?.getAttribute('data-card');
    if (card) {
      const position = positionOf(this.layout, card as CardId);
      if (position !== null) this.#position = position;
      return;
    }
    const [step, lane] = target.closest('[data-cell]')?.getAttribute('data-cell')?.split('/') ?? [];
    const column = this.layout.columns.findIndex((c) => c.step === step);
    const row = this.layout.lanes.findIndex((r) => r.lane === lane);
    if (column >= 0 && row >= 0) this.#position = { column, row, card: null };
  }

  /** Goes to a position: brings it into sight, then focuses it. */
  async go(position: GridPosition): Promise<void> {
    this.#position = position;
    const { layout } = this;
    const column = layout.columns[position.column];
    const row = layout.lanes[position.row];
    const rect =
      position.card !== null
        ? layout.cards.get(position.card)
        : column && row && { x: column.x, y: row.cellsY, width: COLUMN.width, height: Math.min(120, row.height) };
    if (rect !== undefined) this.#workspace.viewport.reveal(rect);
    await tick();
    const id = position.card !== null ? `card-${position.card}` : `cell-${column?.step}/${row?.lane}`;
    document.getElementById(id)?.focus({ preventScroll: true });
  }

  move(direction: Direction): void {
    this.#workspace.selection.select(null);
    void this.go(neighbour(this.layout, this.position, direction));
  }
}
