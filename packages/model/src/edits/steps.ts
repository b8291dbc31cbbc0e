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
  const { place, settle } = placeStep(board, phase, index, null);
  settle(w);
  w.create('steps', id, { ...fields, title: clip(title, TEXT_LIMITS.title), place });
};

/** `index` among the phase's steps; last where absent. */
export const addStep = (board: Board, author: Author, step: NewStep): StepId => {
  const id = mintId<StepId>(author.random);
  write(board, author, (w) => createStep(board, w, id, step));
  return id;
};

export const moveStep = (board: Board, author: Author, id: StepId, phase: PhaseId, index: number): void => {
  const { place, settle } = placeStep(board, phase, index, id);
  write(board, author, (w) => {
    settle(w);
    w.set('steps', id, 'place', place);
  });
};

/** A live step with the phase it shows in and its place there. */
const findStep = (board: Board, id: StepId): { step: Step; phase: PhaseId; index: number } | null => {
  for (const { phase, steps } of lineOf(readAll(board, 'phases'), readAll(board, 'steps'))) {
    const index = steps.findIndex(({ step }) => step.id === id);
    const placed = steps[index];
    if (placed !== undefined) return { step: placed.step, phase: phase.id, index };
  }
  return null;
};

/** Puts cards behind those of their lanes in a step, in this order. */
const moveCards = (board: Board, w: Writer, cards: readonly CardId[], to: StepId): void => {
  const byLane = Map.groupBy(cards, (id) => readRecord(board, 'cards', id)?.place?.lane ?? null);
  for (const [lane, ids] of byLane) if (lane !== null) putBehind(board, w, { step: to, lane }, ids);
};

/**
 * Makes part of a step a step of its own, right behind it: these of its cards go there, in their lanes and order
 * (rule J1). Feelings stay: nobody has said yet what the second half feels like.
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

/** The personas a step names that are there (rule J4). */
const namedBy = (board: Board, step: Step): PersonaId[] => {
  const there = livePersonaIds(board);
  return step.personas.filter((persona) => there.includes(persona));
};

/** Of two who leave a step each with a share, how many leave the one step that they become. */
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

/** What a step is once it is also the other: what it has not said, the other says; what adds up is added up. */
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
    // A vote stays its voter's: nobody else may cast it anew.
    if (taken.has(key) || feeling.voter !== null) continue;
    w.put('feelings', key, { ...feeling, step: into, setBy: w.person, setAt: w.now });
  }
};

/** Every card of a step in its order, also those that are deleted, or whose lane is: they come back with the others. */
const cardsOf = (board: Board, step: StepId): CardId[] =>
  [...board.cells.keys()]
    .filter((key) => key.startsWith(cellKey(step, '')))
    .flatMap((key) => [...board.cells.at(key)])
    .map((id) => ({ id, rank: board.cells.rankOf(id) }))
    .sort(byRank)
    .map(({ id }) => id as CardId);

/**
 * Makes one step of two: cards go behind those of `into`, feelings where it has none, links and comments hang on it, and
 * what it has not said the other says. The other is hidden, its title and texts with it, to be restored (rule J2).
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
 * "Fork here": these personas go another way than the others at this step. They get a step of their own beside it, with
 * their feelings; the step stays the others' (rule J3). Null where nobody would be left on it.
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
  // Its own id, so that two who fork at once mean the same group.
  const parallelGroup = step.parallelGroup ?? id;
  // Who is gone comes back to the step.
  const gone = step.personas.filter((persona) => !here.includes(persona));
  write(board, author, (w) => {
    const title = fork.title ?? step.title;
    createStep(board, w, fresh, { phase, title, index: index + 1, personas: leaving, parallelGroup });
    w.patch('steps', id, { personas: [...staying, ...gone], parallelGroup });
    moveFeelings(board, w, id, fresh, leaving);
  });
  return fresh;
};
