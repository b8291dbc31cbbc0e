/** Where steps stand in a phase. */
import type { Board } from '../document/board.ts';
import { readAll, readRecord } from '../document/reads.ts';
import type { Writer } from '../document/write.ts';
import { lineOf } from '../journey/journey.ts';
import type { PhaseId, StepId } from '../records/ids.ts';
import { type Ranked, rankAt, ranksAt } from '../records/order.ts';
import type { Step, StepPlace } from '../records/records.ts';

/** The steps shown in a phase, in order; those of deleted phases that show there too. */
export const stepsIn = (board: Board, phase: PhaseId): Step[] => {
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  return (line.find((group) => group.phase.id === phase)?.steps ?? []).map(({ step }) => step);
};

/** Those of them that others are put among. */
const siblingsIn = (board: Board, phase: PhaseId, except: readonly StepId[]): Ranked[] => {
  const siblings = stepsIn(board, phase).filter((step) => !except.includes(step.id));
  // Ranks of two phases cannot be compared, so where strays are among them all get fresh ones.
  const areStrays = siblings.some((step) => step.place?.phase !== phase);
  return siblings.map(({ id, place }) => ({ id, rank: areStrays ? '' : (place?.rank ?? 'a0') }));
};

/** Places of this phase for siblings that a deleted phase left here or whose ranks were unusable. */
const settleIn = (w: Writer, phase: PhaseId, moved: readonly Ranked[]): void => {
  for (const { id, rank } of moved) w.set('steps', id, 'place', { phase, rank });
};

/** A place for a step at `index`, and what must be settled for it. */
export const placeStep = (
  board: Board,
  phase: PhaseId,
  index: number,
  except: StepId | null,
): { readonly place: StepPlace; readonly settle: (w: Writer) => void } => {
  const siblings = siblingsIn(board, phase, except === null ? [] : [except]);
  const step = except === null ? null : readRecord(board, 'steps', except);
  const own = step?.place?.phase === phase ? { id: step.id, rank: step.place.rank } : null;
  const { rank, moved } = rankAt(siblings, index, own);
  return { place: { phase, rank }, settle: (w) => settleIn(w, phase, moved) };
};

/** Puts steps, in this order, at `index` of a phase. */
export const putSteps = (board: Board, w: Writer, phase: PhaseId, index: number, steps: readonly StepId[]): void => {
  const { ranks, moved } = ranksAt(siblingsIn(board, phase, steps), index, steps.length);
  settleIn(w, phase, moved);
  for (const [i, rank] of ranks.entries()) w.set('steps', steps[i] ?? '', 'place', { phase, rank });
};
