import type { Author, Board } from '../document/board.ts';
import { feelingKey, keyOfFeeling, readAll, readFeelings, readRecord } from '../document/reads.ts';
import { type Writer, write } from '../document/write.ts';
import { lineOf, livePersonas } from '../journey/journey.ts';
import { type CardId, mintId, type PersonaId, type PhaseId, type StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { byRank, LAST } from '../records/order.ts';
import { cellKey } from '../records/place.ts';
import type { Step } from '../records/records.ts';
import { putBehind } from './card-places.ts';
import { rehangLinks } from './links.ts';
import type { FieldsOf } from './records.ts';
import { placeStep } from './step-places.ts';
import { rehangComments } from './threads.ts';

export type NewStep = { readonly phase: PhaseId; readonly title: string; readonly index?: number } & FieldsOf<'steps'>;

const createStep = (board: Board, w: Writer, id: StepId, { phase, title, index = LAST, ...fields }: NewStep): void => {
  const { place, makeRoom } = placeStep(board, phase, index, null);
  makeRoom(w);
  w.create('steps', id, { ...fields, title: clip(title, TEXT_LIMITS.title), place });
};

/** Adds a step at `index` of its phase's steps; last if absent. */
export const addStep = (board: Board, author: Author, step: NewStep): StepId => {
  const id = mintId<StepId>(author.random);
  write(board, author, (w) => createStep(board, w, id, step));
  return id;
};

export const moveStep = (board: Board, author: Author, id: StepId, phase: PhaseId, index: number): void => {
  const { place, makeRoom } = placeStep(board, phase, index, id);
  write(board, author, (w) => {
    makeRoom(w);
    w.set('steps', id, 'place', place);
  });
};

/** A live step, the phase it shows in, and its index there. */
const findStep = (board: Board, id: StepId): { step: Step; phase: PhaseId; index: number } | null => {
  for (const { phase, steps } of lineOf(readAll(board, 'phases'), readAll(board, 'steps'))) {
    const index = steps.findIndex(({ step }) => step.id === id);
    const placed = steps[index];
    if (placed !== undefined) return { step: placed.step, phase: phase.id, index };
  }
  return null;
};

/** Puts cards into a step, each in its lane, behind the cards there and in this order. */
const moveCards = (board: Board, w: Writer, cards: readonly CardId[], to: StepId): void => {
  const byLane = Map.groupBy(cards, (id) => readRecord(board, 'cards', id)?.place?.lane ?? null);
  for (const [lane, ids] of byLane) if (lane !== null) putBehind(board, w, { step: to, lane }, ids);
};

/**
 * Splits a step in two. These of its cards move to a new step right behind it, in their lanes and order (rule J1).
 * Feelings stay: nobody has said yet what the second half feels like.
 */
export const splitStep = (
  board: Board,
  author: Author,
  id: StepId,
  split: { readonly title: string; readonly cards: readonly CardId[] },
): StepId | null => {
  const found = findStep(board, id);
  if (found === null) return null;
  const { step, phase, index } = found;
  const fresh = mintId<StepId>(author.random);
  const cards = split.cards.filter((card) => readRecord(board, 'cards', card)?.place?.step === id);
  write(board, author, (w) => {
    createStep(board, w, fresh, { phase, title: split.title, index: index + 1, personas: step.personas });
    moveCards(board, w, cards, fresh);
  });
  return fresh;
};

const livePersonaIds = (board: Board): PersonaId[] => livePersonas(readAll(board, 'personas')).map((p) => p.id);

/** The live personas that a step names (rule J4). */
const namedBy = (board: Board, step: Step): PersonaId[] => {
  const there = livePersonaIds(board);
  return step.personas.filter((persona) => there.includes(persona));
};

/** The drop-off of the step that two become, from the drop-off of each. Null means not measured. */
const bothLose = (a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return a ?? b;
  return Math.round((1 - (1 - a) * (1 - b)) * 1e6) / 1e6;
};

const SCALARS = [
  'kind',
  'importanceCustomer',
  'importanceCompany',
  'effortCustomer',
  'engagement',
  'informationNeed',
  'informationMet',
  'reach',
  'status',
  'childBoard',
] as const;

/** The fields of a step after a merge: its own values, the other step's where it has none, and sums of what adds up. */
const merged = (board: Board, step: Step, other: Step): FieldsOf<'steps'> => {
  const isForAll = namedBy(board, step).length === 0 || namedBy(board, other).length === 0;
  const minutes = [step.durationMinutes, other.durationMinutes].filter((m) => m !== null);
  return {
    ...Object.fromEntries(SCALARS.map((name) => [name, step[name] ?? other[name]])),
    personas: isForAll ? [] : [...new Set([...step.personas, ...other.personas])],
    milestones: [...new Set([...step.milestones, ...other.milestones])],
    dropOff: bothLose(step.dropOff, other.dropOff),
    durationMinutes: minutes.length === 0 ? null : minutes.reduce((sum, m) => sum + m, 0),
  };
};

const mergeFeelings = (board: Board, w: Writer, from: StepId, into: StepId): void => {
  const feelings = readFeelings(board);
  const taken = new Set(feelings.map(keyOfFeeling));
  for (const feeling of feelings.filter((f) => f.step === from)) {
    const key = feelingKey(into, feeling.persona, feeling.kind, feeling.voter);
    // A vote belongs to its voter. Nobody else may cast it again.
    if (taken.has(key) || feeling.voter !== null) continue;
    w.put('feelings', key, { ...feeling, step: into, setBy: w.person, setAt: w.now });
  }
};

/**
 * Every card of a step in order, deleted cards and cards of deleted lanes too, so that all return together if restored.
 */
const cardsOf = (board: Board, step: StepId): CardId[] =>
  [...board.cells.keys()]
    .filter((key) => key.startsWith(cellKey(step, '')))
    .flatMap((key) => [...board.cells.at(key)])
    .map((id) => ({ id, rank: board.cells.rankOf(id) }))
    .sort(byRank)
    .map(({ id }) => id as CardId);

/**
 * Merges a step into another. Its cards go behind those of `into`, its feelings fill the gaps there, its links and comments
 * move to `into`, and its values fill the fields that `into` has not set. The step itself, with its title and texts, is
 * hidden and can be restored (rule J2).
 */
export const mergeStep = (board: Board, author: Author, id: StepId, into: StepId): void => {
  const [from, to] = [findStep(board, id), findStep(board, into)];
  if (id === into || from === null || to === null) return;
  write(board, author, (w) => {
    moveCards(board, w, cardsOf(board, id), into);
    mergeFeelings(board, w, id, into);
    rehangLinks(board, w, id, into);
    rehangComments(board, w, { in: 'steps', id }, { in: 'steps', id: into });
    w.patch('steps', into, merged(board, to.step, from.step));
    w.set('steps', id, 'deleted', true);
  });
};

const moveFeelings = (board: Board, w: Writer, from: StepId, to: StepId, personas: readonly PersonaId[]): void => {
  for (const feeling of readFeelings(board)) {
    if (feeling.step !== from || feeling.voter !== null || !personas.includes(feeling.persona)) continue;
    w.put('feelings', feelingKey(to, feeling.persona, feeling.kind), {
      ...feeling,
      step: to,
      setBy: w.person,
      setAt: w.now,
    });
    w.put('feelings', keyOfFeeling(feeling), undefined);
  }
};

/**
 * "Fork here": these personas go another way than the others at this step. They get a new step beside it and take their
 * feelings along; the old step stays with the others (rule J3). Null, and nothing done, if the old step would be left to
 * nobody.
 */
export const forkStep = (
  board: Board,
  author: Author,
  id: StepId,
  fork: { readonly personas: readonly PersonaId[]; readonly title?: string },
): StepId | null => {
  const found = findStep(board, id);
  if (found === null) return null;
  const { step, phase, index } = found;
  const named = namedBy(board, step);
  const here = named.length > 0 ? named : livePersonaIds(board);
  const leaving = here.filter((persona) => fork.personas.includes(persona));
  const staying = here.filter((persona) => !fork.personas.includes(persona));
  if (leaving.length === 0 || staying.length === 0) return null;
  const fresh = mintId<StepId>(author.random);
  // The group is named after the step, so that two people who fork it at once make one group.
  const parallelGroup = step.parallelGroup ?? id;
  // A deleted persona that is restored returns to the old step.
  const gone = step.personas.filter((persona) => !here.includes(persona));
  write(board, author, (w) => {
    const title = fork.title ?? step.title;
    createStep(board, w, fresh, { phase, title, index: index + 1, personas: leaving, parallelGroup });
    w.patch('steps', id, { personas: [...staying, ...gone], parallelGroup });
    moveFeelings(board, w, id, fresh, leaving);
  });
  return fresh;
};
