/** Places of steps among their neighbours in a phase. */
import type { Board } from '../document/board.ts';
import { readAll, readRecord } from '../document/reads.ts';
import type { Writer } from '../document/write.ts';
import { lineOf } from '../journey/journey.ts';
import type { PhaseId, StepId } from '../records/ids.ts';
import { FIRST_RANK, type Ranked, rankAt, ranksAt } from '../records/order.ts';
import type { Step, StepPlace } from '../records/records.ts';

/** The steps that show in a phase, in order: its own and those of deleted phases that show in it. */
export const stepsIn = (board: Board, phase: PhaseId): Step[] => {
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  return (line.find((group) => group.phase.id === phase)?.steps ?? []).map(({ step }) => step);
};

/** The steps of a phase that a step is placed among. */
const siblingsIn = (board: Board, phase: PhaseId, except: readonly StepId[]): Ranked[] => {
  const siblings = stepsIn(board, phase).filter((step) => !except.includes(step.id));
  // Ranks of two phases cannot be compared. If steps of a deleted phase are here, all get new ranks.
  const areStrays = siblings.some((step) => step.place?.phase !== phase);
  return siblings.map(({ id, place }) => ({ id, rank: areStrays ? '' : (place?.rank ?? FIRST_RANK) }));
};

/** Gives places in this phase to steps that came from a deleted phase or whose ranks were unusable. */
const makeRoomIn = (w: Writer, phase: PhaseId, moved: readonly Ranked[]): void => {
  for (const { id, rank } of moved) w.set('steps', id, 'place', { phase, rank });
};

/**
 * The place of a step at `index` of a phase. Call `makeRoom` in the same edit that sets the place. `except`: the step
 * itself if it is on the board already.
 */
export const placeStep = (
  board: Board,
  phase: PhaseId,
  index: number,
  except: StepId | null,
): { readonly place: StepPlace; readonly makeRoom: (w: Writer) => void } => {
  const siblings = siblingsIn(board, phase, except === null ? [] : [except]);
  const step = except === null ? null : readRecord(board, 'steps', except);
  const own = step?.place?.phase === phase ? { id: step.id, rank: step.place.rank } : null;
  const { rank, moved } = rankAt(siblings, index, own);
  return { place: { phase, rank }, makeRoom: (w) => makeRoomIn(w, phase, moved) };
};

/** Puts steps, in this order, at `index` of a phase. */
export const putSteps = (board: Board, w: Writer, phase: PhaseId, index: number, steps: readonly StepId[]): void => {
  const { ranks, moved } = ranksAt(siblingsIn(board, phase, steps), index, steps.length);
  makeRoomIn(w, phase, moved);
  for (const [i, rank] of ranks.entries()) w.set('steps', steps[i] ?? '', 'place', { phase, rank });
};
