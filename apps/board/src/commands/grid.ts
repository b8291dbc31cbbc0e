/** Commands at the position of the grid that has the keyboard's focus: a cell or a card. */
import type { Destination } from '@samrejse/model/edits/card-places';
import { INBOX } from '@samrejse/model/records/place';
import { tick } from 'svelte';
import { cardsAt, type Direction, shiftTarget } from '../geometry/navigation.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { GridFocus } from '../tools/grid-focus.svelte.ts';
import type { Command } from './command.ts';

export interface GridTarget {
  readonly workspace: Workspace;
  readonly focus: GridFocus;
}

const ARROWS = [
  { direction: 'left', key: 'ArrowLeft', words: 'moveLeft' },
  { direction: 'right', key: 'ArrowRight', words: 'moveRight' },
  { direction: 'up', key: 'ArrowUp', words: 'moveUp' },
  { direction: 'down', key: 'ArrowDown', words: 'moveDown' },
] as const;

const destinationOf = (focus: GridFocus, at: { column: number; row: number }): Destination | null => {
  if (at.column < 0) return INBOX;
  const step = focus.layout.columns[at.column]?.step;
  const lane = focus.layout.lanes[at.row]?.lane;
  return step === undefined || lane === undefined ? null : { step, lane };
};

const moveCard = ({ workspace, focus }: GridTarget, direction: Direction): void => {
  const { card } = focus.position;
  const target = card === null ? null : shiftTarget(focus.layout, focus.position, direction);
  const to = target === null ? null : destinationOf(focus, target);
  if (card === null || target === null || to === null) return;
  workspace.move(card, to, target.index);
  void tick().then(() => focus.go({ ...target, card }));
};

const add = ({ workspace, focus }: GridTarget): void => {
  const { position } = focus;
  const to = destinationOf(focus, position);
  if (to === null) return;
  const index = position.card === null ? undefined : cardsAt(focus.layout, position).indexOf(position.card) + 1;
  workspace.add(to, index);
};

/** Edits a card; in a cell of the curve goes to the step's handle; adds a card in any other cell. */
const enter = (target: GridTarget): void => {
  const { workspace, focus } = target;
  const { card, row } = focus.position;
  if (card !== null) workspace.selection.edit(card);
  else if (focus.layout.lanes[row]?.form === 'curve')
    document.activeElement?.querySelector<HTMLElement>('[role=slider].actual')?.focus({ preventScroll: true });
  else add(target);
};

const always = () => true;

export const GRID: readonly Command<GridTarget>[] = [
  ...ARROWS.map(
    ({ direction, key }): Command<GridTarget> => ({
      id: `focus.${direction}`,
      words: (t) => t.shortcuts.move,
      keys: [{ key }],
      allowed: always,
      run: ({ focus }) => focus.move(direction),
    }),
  ),
  {
    id: 'cell.add-card',
    words: (t) => t.shortcuts.add,
    keys: [{ key: 'n' }],
    allowed: ({ workspace }) => workspace.rights.mayEdit,
    run: add,
  },
  {
    id: 'focus.enter',
    words: (t) => t.shortcuts.edit,
    keys: [{ key: 'Enter' }],
    allowed: always,
    run: enter,
  },
  {
    id: 'selection.clear',
    words: (t) => t.shortcuts.deselect,
    keys: [{ key: 'Escape' }],
    allowed: always,
    run: ({ workspace }) => workspace.selection.select(null),
  },
  ...ARROWS.map(
    ({ direction, key, words }): Command<GridTarget> => ({
      id: `card.move-${direction}`,
      words: (t) => t[words],
      help: (t) => t.shortcuts.moveCard,
      keys: [{ key, alt: true }],
      allowed: ({ workspace, focus }) => workspace.rights.mayEdit && focus.position.card !== null,
      run: (target) => moveCard(target, direction),
    }),
  ),
];
