/** The cells of the grid by key, and the one rule that says in which cell a card shows. */

/** The key of the cell of a step and a lane. */
export const cellKey = (step: string, lane: string): string => `${step}/${lane}`;

/** Stands for the key of a cell: the cards that show in no cell. */
export const INBOX = 'inbox';

/** A set of ids, or something that looks ids up. */
interface Ids {
  has(id: string): boolean;
}

/** The cells that exist: those of a live step and a live lane that holds cards. */
export interface Grid {
  readonly steps: Ids;
  readonly lanes: Ids;
}

/**
 * The key of the cell in which a card with this step and lane shows: their own cell if that exists, else the inbox, where
 * no card is lost (rule D3). Both may be any value, because a document may hold any.
 */
export const shownCell = (grid: Grid, step: unknown, lane: unknown): string =>
  typeof step === 'string' && typeof lane === 'string' && grid.steps.has(step) && grid.lanes.has(lane)
    ? cellKey(step, lane)
    : INBOX;
