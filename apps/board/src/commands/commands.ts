/** All commands of the board in one table, and which of them hear the keyboard at the same time. */
import { BOARD, ZOOM } from './board.ts';
import { CARD, CARD_TEXT } from './card.ts';
import type { CommandWords } from './command.ts';
import { GRID } from './grid.ts';
import { LANE } from './lane.ts';
import { PERSONA } from './persona.ts';
import { PHASE } from './phase.ts';
import { STEP } from './step.ts';

/** Anywhere on the page of a board, unless a field has the focus. */
export const BOARD_KEYS = Object.values(BOARD);
/** While nothing on the page has the focus. */
export const PAGE_KEYS = [...BOARD_KEYS, ...Object.values(ZOOM)];
/** In a text that several people may type in. */
export const SHARED_TEXT_KEYS = BOARD_KEYS.filter((command) => 'whileTyping' in command);
export const CARD_KEYS = Object.values(CARD);
export const CARD_TEXT_KEYS = Object.values(CARD_TEXT);
export const ZOOM_KEYS = Object.values(ZOOM);

/** In the order of the list of keys. */
export const COMMANDS: readonly CommandWords[] = [
  ...GRID,
  ...CARD_TEXT_KEYS,
  ...CARD_KEYS,
  ...PAGE_KEYS,
  ...Object.values(PHASE),
  ...Object.values(STEP),
  ...Object.values(LANE),
  ...Object.values(PERSONA),
];

/** Commands that hear the same key press: no two of a group may have the same key. */
export const HEARD_TOGETHER: Readonly<Record<string, readonly CommandWords[]>> = {
  grid: [...GRID, ...CARD_KEYS, ...PAGE_KEYS],
  text: [...CARD_TEXT_KEYS, ...SHARED_TEXT_KEYS],
};
