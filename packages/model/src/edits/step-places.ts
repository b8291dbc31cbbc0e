/** Where steps stand in a phase. */
import { generateNKeysBetween } from 'fractional-indexing';
import type { Board } from '../board.ts';
import type { PhaseId, StepId } from '../ids.ts';
import { lineOf } from '../journey.ts';
import { rankAt } from '../order.ts';
import { readAll } from '../reads.ts';
import type { Step, StepPlace } from '../records.ts';
import type { Writer } from '../write.ts';

/** The steps shown in a phase, in order; those of deleted phases that show there too. */
export const stepsIn = (board: Board, phase: PhaseId): Step[] => {
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  return (line.find((group) => group.phase.id === phase)?.steps ?? []).map(({ step }) => step);
};

/** Gives all of these steps places of one phase, in this order. */
export const fillStepsOf = (w: Writer, phase: PhaseId, steps: readonly Step[]): void => {
  const ranks = generateNKeysBetween(null, null, steps.length);
  for (const [i, step] of steps.entries()) w.set('steps', step.id, 'place', { phase, rank: ranks[i] ?? 'a0' });
};

/** A place for a step, and places of this phase for siblings that a deleted phase left here or whose ranks were unusable. */
export const placeStep = (
  board: Board,
  phase: PhaseId,
  index: number,
  except: StepId | null,
): { readonly place: StepPlace; readonly settle: (w: Writer) => void } => {
  const siblings = stepsIn(board, phase).filter((step) => step.id !== except);
  const areStrays = siblings.some((step) => step.place?.phase !== phase);
  // Ranks of two phases cannot be compared, so where strays are among them all get fresh ones.
  const { rank, moved } = rankAt(
    siblings.map(({ id, place }) => ({ id, rank: areStrays ? '' : (place?.rank ?? 'a0') })),
    index,
  );
  return {
    place: { phase, rank },
    settle: (w) => {
      for (const m of moved) w.set('steps', m.id, 'place', { phase, rank: m.rank });
    },
  };
};
