/** Commands on one lane. */
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { moveLane } from '@samrejse/model/edits/lanes';
import type { LaneId } from '@samrejse/model/records/ids';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

export interface LaneTarget {
  readonly workspace: Workspace;
  readonly lane: LaneId;
}

const mayShape = ({ workspace }: LaneTarget) => workspace.rights.mayShape;
const indexOf = ({ workspace, lane }: LaneTarget) => workspace.live.orderedLanes.findIndex(({ id }) => id === lane);
const move = ({ workspace, lane }: LaneTarget, to: number) => moveLane(workspace.board, workspace.author, lane, to);

export const LANE = {
  up: {
    id: 'lane.move-up',
    words: (t) => t.moveUp,
    icon: ArrowUp,
    keys: [],
    allowed: (target) => mayShape(target) && indexOf(target) > 0,
    run: (target) => move(target, indexOf(target) - 1),
  },
  down: {
    id: 'lane.move-down',
    words: (t) => t.moveDown,
    icon: ArrowDown,
    keys: [],
    allowed: (target) => mayShape(target) && indexOf(target) < target.workspace.live.orderedLanes.length - 1,
    run: (target) => move(target, indexOf(target) + 1),
  },
  delete: {
    id: 'lane.delete',
    words: (t) => t.removeLane,
    icon: Trash2,
    keys: [],
    allowed: mayShape,
    run: ({ workspace, lane }) => workspace.remove('lanes', lane),
  },
} satisfies Record<string, Command<LaneTarget>>;
