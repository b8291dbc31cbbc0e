import type { Author, Board } from '../document/board.ts';
import { readAll, readRecord } from '../document/reads.ts';
import { write } from '../document/write.ts';
import { lineOf, livePhases } from '../journey/journey.ts';
import { mintId, type PhaseId, type StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { LAST, rankAt } from '../records/order.ts';
import type { Phase } from '../records/records.ts';
import type { Period } from '../words/phases.ts';
import { makeRoom, moveInRow } from './rows.ts';
import { putSteps, stepsIn } from './step-places.ts';
import { rehangComments } from './threads.ts';

type NewPhase = { readonly name: string; readonly period: Period; readonly index?: number } & Partial<
  Pick<Phase, 'canonical'>
>;

/** Adds a phase at `index` of the live phases; last if absent. */
export const addPhase = (board: Board, author: Author, phase: NewPhase): PhaseId => {
  const id = mintId<PhaseId>(author.random);
  const { rank, moved } = rankAt(livePhases(readAll(board, 'phases')), phase.index ?? LAST);
  write(board, author, (w) => {
    makeRoom(w, 'phases', moved);
    const { period, canonical = null } = phase;
    w.create('phases', id, { name: clip(phase.name, TEXT_LIMITS.title), period, canonical, rank });
  });
  return id;
};

export const movePhase = (board: Board, author: Author, id: PhaseId, index: number): void => {
  moveInRow(board, author, 'phases', livePhases(readAll(board, 'phases')), { id, index });
};

/** Moves the steps from `index` on to a new phase, right behind this one and in the same period (rule J1). */
export const splitPhase = (
  board: Board,
  author: Author,
  id: PhaseId,
  split: { readonly index: number; readonly name: string },
): PhaseId | null => {
  const phases = livePhases(readAll(board, 'phases'));
  const at = phases.findIndex((p) => p.id === id);
  const phase = phases[at];
  if (phase === undefined) return null;
  const moving = stepsIn(board, id)
    .map((step) => step.id)
    .slice(Math.max(0, split.index));
  const fresh = mintId<PhaseId>(author.random);
  const { rank, moved } = rankAt(phases, at + 1);
  write(board, author, (w) => {
    makeRoom(w, 'phases', moved);
    w.create('phases', fresh, { name: clip(split.name, TEXT_LIMITS.title), period: phase.period, rank });
    putSteps(board, w, fresh, 0, moving);
  });
  return fresh;
};

/** The steps of a phase, its deleted steps and the steps that show in it, in order. */
const stepsOfPhase = (board: Board, id: PhaseId): StepId[] => {
  const steps = readAll(board, 'steps').filter((step) => !step.deleted || step.place?.phase === id);
  const asLive = steps.map((step) => ({ ...step, deleted: false }));
  const group = lineOf(readAll(board, 'phases'), asLive).find(({ phase }) => phase.id === id);
  return (group?.steps ?? []).map(({ step }) => step.id);
};

/**
 * Merges a phase into another: its steps go, in their order, before or behind the steps there, its comments move along, and
 * the phase itself is hidden (rule J2).
 */
export const mergePhase = (board: Board, author: Author, id: PhaseId, into: PhaseId): void => {
  const phases = livePhases(readAll(board, 'phases')).map((p) => p.id);
  if (id === into || !phases.includes(id) || !phases.includes(into)) return;
  const isBefore = phases.indexOf(id) < phases.indexOf(into);
  write(board, author, (w) => {
    putSteps(board, w, into, isBefore ? 0 : LAST, stepsOfPhase(board, id));
    rehangComments(board, w, { in: 'phases', id }, { in: 'phases', id: into });
    const canonical = readRecord(board, 'phases', id)?.canonical ?? null;
    if (canonical !== null && readRecord(board, 'phases', into)?.canonical === null)
      w.set('phases', into, 'canonical', canonical);
    w.set('phases', id, 'deleted', true);
  });
};
