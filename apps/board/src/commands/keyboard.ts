/** Listeners that turn key presses into commands. Keys pressed in a field, a menu or a handle of the curve stop there. */
import { tick } from 'svelte';
import { cardsAt } from '../geometry/navigation.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { GridFocus } from '../tools/grid-focus.svelte.ts';
import { type Command, runKey } from './command.ts';
import { BOARD_KEYS, CARD_KEYS, PAGE_KEYS, SHARED_TEXT_KEYS, ZOOM_KEYS } from './commands.ts';
import { GRID } from './grid.ts';

/** Keys on the window. `showView`: the commands of the list of views. */
export const boardKeys =
  (workspace: Workspace, showView: readonly Command<Workspace>[]) =>
  (event: KeyboardEvent): void => {
    const { target } = event;
    const field = target instanceof HTMLElement && target.matches('input, textarea, select') ? target : null;
    // A field of one person (a name, what an item is about) has an undo of its own. The undo of a shared text is the
    // board's: the browser's own knows nothing of the others who type in it.
    if (field !== null && field.dataset.shared === undefined) return;
    if (field !== null) runKey(SHARED_TEXT_KEYS, workspace, event);
    else runKey([...(target === document.body ? PAGE_KEYS : BOARD_KEYS), ...showView], workspace, event);
  };

/** Keys on the grid itself: a cell or a card. */
export const gridKeys =
  (workspace: Workspace, focus: GridFocus) =>
  (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, a, select') !== null) return;
    if (runKey(GRID, { workspace, focus }, event) || runKey(ZOOM_KEYS, workspace, event)) return;
    const { position } = focus;
    if (position.card === null || !runKey(CARD_KEYS, { workspace, card: position.card }, event)) return;
    if (workspace.live.cards.get(position.card)?.deleted === false) return;
    // The card is gone and the focus with it: it goes on to what is left of the cell.
    void tick().then(() => focus.go({ ...position, card: cardsAt(focus.layout, position)[0] ?? null }));
  };
