/** Commands on one card. */
import MoveRight from '@lucide/svelte/icons/move-right';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { CardId } from '@samrejse/model/records/ids';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

export interface CardTarget {
  readonly workspace: Workspace;
  readonly card: CardId;
}

const mayEdit = ({ workspace }: CardTarget) => workspace.rights.mayEdit;

export const CARD = {
  edit: {
    id: 'card.edit',
    words: (t) => t.editCard,
    help: (t) => t.shortcuts.edit,
    icon: Pencil,
    keys: [{ key: 'F2' }],
    allowed: mayEdit,
    refuse: ({ workspace, card }) => workspace.selection.select(card),
    run: ({ workspace, card }) => workspace.selection.edit(card),
  },
  moveTo: {
    id: 'card.move-to',
    words: (t) => t.moveTo,
    help: (t) => t.shortcuts.moveTo,
    icon: MoveRight,
    keys: [{ key: 'm' }],
    allowed: mayEdit,
    run: ({ workspace, card }) => workspace.dialogs.open({ dialog: 'move', card }),
  },
  delete: {
    id: 'card.delete',
    words: (t) => t.deleteCard,
    help: (t) => t.shortcuts.remove,
    icon: Trash2,
    keys: [{ key: 'Delete' }, { key: 'Backspace' }],
    allowed: mayEdit,
    run: ({ workspace, card }) => workspace.remove('cards', card),
  },
} satisfies Record<string, Command<CardTarget>>;

/** Commands in the text of a card, while it is being typed in. */
export const CARD_TEXT = {
  leave: {
    id: 'card-text.leave',
    words: (t) => t.shortcuts.leave,
    keys: [{ key: 'Escape' }, { key: 'Enter', control: true }],
    allowed: () => true,
    run: ({ workspace, card }) => {
      workspace.selection.stopEditing();
      document.getElementById(`card-${card}`)?.focus({ preventScroll: true });
    },
  },
} satisfies Record<string, Command<CardTarget>>;
