/** The keys of the grid. Keys pressed in a field, a menu or a handle are stopped there and never get here. */
import type { Destination } from '@samrejse/model/edits/card-places';
import { INBOX } from '@samrejse/model/records/place';
import { tick } from 'svelte';
import { cardsAt, type Direction, type Place, shiftTarget } from '../geometry/navigation.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { GridFocus } from './grid-focus.svelte.ts';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const ZOOM_STEP = 1.2;

const destinationOf = (focus: GridFocus, at: { column: number; row: number }): Destination | null => {
  if (at.column < 0) return INBOX;
  const step = focus.layout.columns[at.column]?.step;
  const lane = focus.layout.lanes[at.row]?.lane;
  return step === undefined || lane === undefined ? null : { step, lane };
};

const shiftCard = (workspace: Workspace, focus: GridFocus, place: Place, direction: Direction) => {
  const target = place.card === null ? null : shiftTarget(focus.layout, place, direction);
  const to = target === null ? null : destinationOf(focus, target);
  const { card } = place;
  if (card === null || target === null || to === null) return;
  workspace.move(card, to, target.index);
  void tick().then(() => focus.go({ ...target, card }));
};

const addHere = (workspace: Workspace, focus: GridFocus, place: Place) => {
  const to = destinationOf(focus, place);
  if (to === null) return;
  const index = place.card === null ? undefined : cardsAt(focus.layout, place).indexOf(place.card) + 1;
  workspace.add(to, index);
};

const removeHere = (workspace: Workspace, focus: GridFocus, place: Place) => {
  if (place.card === null) return;
  workspace.remove('cards', place.card);
  void tick().then(() => {
    const rest = cardsAt(focus.layout, place);
    return focus.go({ ...place, card: rest[0] ?? null });
  });
};

/** Enter on a card edits it; on a cell of the curve it goes to the step's handle. */
const enterHere = (workspace: Workspace, focus: GridFocus, place: Place) => {
  if (place.card !== null) workspace.selection.edit(place.card);
  else if (focus.layout.lanes[place.row]?.form === 'curve')
    document.activeElement?.querySelector<HTMLElement>('[role=slider].actual')?.focus({ preventScroll: true });
  else addHere(workspace, focus, place);
};

/** The handler of keys pressed on the grid itself, a cell or a card. */
export const gridKeys =
  (workspace: Workspace, focus: GridFocus) =>
  (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    const place = focus.place;
    const direction = ARROWS[event.key];
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => enterHere(workspace, focus, place),
      F2: () => place.card !== null && workspace.selection.edit(place.card),
      n: () => addHere(workspace, focus, place),
      m: () => place.card !== null && workspace.dialogs.open({ dialog: 'move', card: place.card }),
      Delete: () => removeHere(workspace, focus, place),
      Backspace: () => removeHere(workspace, focus, place),
      Escape: () => workspace.selection.select(null),
      '+': () => workspace.viewport.zoomBy(ZOOM_STEP),
      '-': () => workspace.viewport.zoomBy(1 / ZOOM_STEP),
      '0': () => workspace.viewport.zoomBy(1 / workspace.viewport.camera.scale),
    };
    if (event.target instanceof Element && event.target.closest('button, a, select') !== null) return;
    if (direction !== undefined) {
      if (event.altKey) shiftCard(workspace, focus, place, direction);
      else focus.move(direction);
    } else {
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (action === undefined || event.altKey) return;
      action();
    }
    event.preventDefault();
    event.stopPropagation();
  };
