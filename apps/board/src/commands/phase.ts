/** Commands on one phase. */
import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Plus from '@lucide/svelte/icons/plus';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { addPhase, movePhase } from '@samrejse/model/edits/phases';
import { addStep } from '@samrejse/model/edits/steps';
import type { Phase } from '@samrejse/model/records/records';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

export interface PhaseTarget {
  readonly workspace: Workspace;
  readonly phase: Phase;
}

const mayShape = ({ workspace }: PhaseTarget) => workspace.rights.mayShape;
const indexOf = ({ workspace, phase }: PhaseTarget) => workspace.live.line.findIndex((g) => g.phase.id === phase.id);
const move = ({ workspace, phase }: PhaseTarget, to: number) =>
  movePhase(workspace.board, workspace.author, phase.id, to);

export const PHASE = {
  addStep: {
    id: 'phase.add-step',
    words: (t) => t.addStep,
    icon: Plus,
    keys: [],
    allowed: mayShape,
    run: ({ workspace, phase }) =>
      workspace.name(addStep(workspace.board, workspace.author, { phase: phase.id, title: '' })),
  },
  addPhase: {
    id: 'phase.add-phase-after',
    words: (t) => t.addPhase,
    icon: Plus,
    keys: [],
    allowed: mayShape,
    run: (target) => {
      const { workspace, phase } = target;
      const made = { name: '', period: phase.period, index: indexOf(target) + 1 };
      workspace.name(addPhase(workspace.board, workspace.author, made));
    },
  },
  left: {
    id: 'phase.move-left',
    words: (t) => t.moveLeft,
    icon: ArrowLeft,
    keys: [],
    allowed: (target) => mayShape(target) && indexOf(target) > 0,
    run: (target) => move(target, indexOf(target) - 1),
  },
  right: {
    id: 'phase.move-right',
    words: (t) => t.moveRight,
    icon: ArrowRight,
    keys: [],
    allowed: (target) => mayShape(target) && indexOf(target) < target.workspace.live.line.length - 1,
    run: (target) => move(target, indexOf(target) + 1),
  },
  delete: {
    id: 'phase.delete',
    words: (t) => t.removePhase,
    icon: Trash2,
    keys: [],
    // A journey has a phase at least.
    allowed: (target) => mayShape(target) && target.workspace.live.line.length > 1,
    run: ({ workspace, phase }) => workspace.remove('phases', phase.id),
  },
} satisfies Record<string, Command<PhaseTarget>>;
