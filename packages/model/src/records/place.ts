/** Keys of the cells that cards stand in. */

/** The cell of a step and a lane. */
export const cellKey = (step: string, lane: string): string => `${step}/${lane}`;

/** In place of a cell's key: the cards that stand in no cell. */
export const INBOX = 'inbox';
