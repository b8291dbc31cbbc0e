/** Commands on the board as a whole, and on how it is seen. */
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import Plus from '@lucide/svelte/icons/plus';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Share2 from '@lucide/svelte/icons/share-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { addPhase } from '@samrejse/model/edits/phases';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

const ZOOM_STEP = 1.2;
const always = () => true;

export const BOARD = {
  undo: {
    id: 'board.undo',
    words: (t) => t.undo,
    help: (t) => t.shortcuts.undo,
    icon: Undo2,
    keys: [{ key: 'z', control: true, shift: false }],
    whileTyping: true,
    allowed: ({ undo }) => undo.canUndo,
    refuse: ({ undo }) => undo.undo(),
    run: ({ undo }) => undo.undo(),
  },
  redo: {
    id: 'board.redo',
    words: (t) => t.redo,
    help: (t) => t.shortcuts.redo,
    icon: Redo2,
    keys: [
      { key: 'z', control: true, shift: true },
      { key: 'y', control: true },
    ],
    whileTyping: true,
    allowed: ({ undo }) => undo.canRedo,
    run: ({ undo }) => undo.redo(),
  },
  share: {
    id: 'board.share',
    words: (t) => t.share,
    icon: Share2,
    keys: [],
    allowed: always,
    run: ({ dialogs }) => dialogs.open({ dialog: 'share' }),
  },
  rename: {
    id: 'person.rename',
    words: (t) => t.changeName,
    keys: [],
    allowed: ({ rights }) => rights.mayEdit,
    run: ({ dialogs }) => dialogs.open({ dialog: 'name' }),
  },
  keyboard: {
    id: 'board.keyboard',
    words: (t) => t.keyboard,
    keys: [{ key: '?' }],
    allowed: always,
    run: ({ dialogs }) => dialogs.open({ dialog: 'keyboard' }),
  },
  addPhase: {
    id: 'board.add-phase',
    words: (t) => t.addPhase,
    icon: Plus,
    keys: [],
    allowed: ({ rights }) => rights.mayShape,
    run: (workspace) => workspace.name(addPhase(workspace.board, workspace.author, { name: '', period: 'after' })),
  },
} satisfies Record<string, Command<Workspace>>;

export const ZOOM = {
  in: {
    id: 'zoom.in',
    icon: Plus,
    words: (t) => t.zoomIn,
    help: (t) => t.shortcuts.zoom,
    keys: [{ key: '+' }],
    allowed: always,
    run: ({ viewport }) => viewport.zoomBy(ZOOM_STEP),
  },
  out: {
    id: 'zoom.out',
    icon: Minus,
    words: (t) => t.zoomOut,
    help: (t) => t.shortcuts.zoom,
    keys: [{ key: '-' }],
    allowed: always,
    run: ({ viewport }) => viewport.zoomBy(1 / ZOOM_STEP),
  },
  reset: {
    id: 'zoom.reset',
    words: (t) => t.zoomReset,
    help: (t) => t.shortcuts.zoom,
    keys: [{ key: '0' }],
    allowed: always,
    run: ({ viewport }) => viewport.zoomBy(1 / viewport.camera.scale),
  },
  all: {
    id: 'zoom.all',
    icon: Maximize,
    words: (t) => t.zoomFit,
    keys: [],
    allowed: always,
    run: ({ viewport }) => viewport.showAll(),
  },
} satisfies Record<string, Command<Workspace>>;
