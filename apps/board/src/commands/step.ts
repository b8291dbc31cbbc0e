/** Commands on one step. */
import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Plus from '@lucide/svelte/icons/plus';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { addStep, moveStep } from '@samrejse/model/edits/steps';
import type { PhaseId, StepId } from '@samrejse/model/records/ids';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

export interface StepTarget {
  readonly workspace: Workspace;
  readonly step: StepId;
  readonly phase: PhaseId;
}

interface StepPosition {
  /** Of its phase on the line. */
  readonly phase: number;
  /** Of the step in its phase. */
  readonly index: number;
}

const mayShape = ({ workspace }: StepTarget) => workspace.rights.mayShape;

const positionOf = ({ workspace: { live }, step, phase }: StepTarget): StepPosition => {
  const at = live.line.findIndex((group) => group.phase.id === phase);
  return { phase: at, index: live.line[at]?.steps.findIndex((placed) => placed.step.id === step) ?? -1 };
};

/** Where a step goes that moves by one; beyond the edge of its phase it becomes the neighbour's last or first step. */
const besides = (target: StepTarget, by: -1 | 1): { phase: PhaseId; index: number } | null => {
  const { line } = target.workspace.live;
  const { phase, index } = positionOf(target);
  const inside = index + by;
  if (inside >= 0 && inside < (line[phase]?.steps.length ?? 0)) return { phase: target.phase, index: inside };
  const neighbour = line[phase + by];
  return neighbour === undefined ? null : { phase: neighbour.phase.id, index: by < 0 ? neighbour.steps.length : 0 };
};

const move = (target: StepTarget, by: -1 | 1): void => {
  const { workspace, step } = target;
  const to = besides(target, by);
  if (to !== null) moveStep(workspace.board, workspace.author, step, to.phase, to.index);
};

export const STEP = {
  addAfter: {
    id: 'step.add-after',
    words: (t, name) => t.addStepAfter(name),
    icon: Plus,
    keys: [],
    allowed: mayShape,
    run: (target) => {
      const { workspace, phase } = target;
      const made = { phase, title: '', index: positionOf(target).index + 1 };
      workspace.name(addStep(workspace.board, workspace.author, made));
    },
  },
  left: {
    id: 'step.move-left',
    words: (t) => t.moveLeft,
    icon: ArrowLeft,
    keys: [],
    allowed: (target) => mayShape(target) && besides(target, -1) !== null,
    run: (target) => move(target, -1),
  },
  right: {
    id: 'step.move-right',
    words: (t) => t.moveRight,
    icon: ArrowRight,
    keys: [],
    allowed: (target) => mayShape(target) && besides(target, 1) !== null,
    run: (target) => move(target, 1),
  },
  delete: {
    id: 'step.delete',
    words: (t) => t.removeStep,
    icon: Trash2,
    keys: [],
    allowed: mayShape,
    run: ({ workspace, step }) => workspace.remove('steps', step),
  },
} satisfies Record<string, Command<StepTarget>>;
