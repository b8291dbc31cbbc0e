import type { Author, Board } from '../board.ts';
import { type CardId, mintId, type PersonaId, type PhaseId, type StepId } from '../ids.ts';
import { liveLanes, livePersonas } from '../journey.ts';
import { clip, TEXT_LIMITS } from '../limits.ts';
import { feelingKey, keyOfFeeling, readAll, readFeelings, readRecord } from '../reads.ts';
import type { Step } from '../records.ts';
import { type Writer, write } from '../write.ts';
import { cardsAt, placeCard } from './card-places.ts';
import type { FieldsOf } from './records.ts';
import { placeStep, stepsIn } from './step-places.ts';

const LAST = Number.MAX_SAFE_INTEGER;

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
  for (const phase of readAll(board, 'phases')) {
    const index = stepsIn(board, phase.id).findIndex((step) => step.id === id);
    const step = index < 0 ? null : readRecord(board, 'steps', id);
    if (step !== null) return { step, phase: phase.id, index };
  }
  return null;
};

const moveCards = (board: Board, w: Writer, cards: readonly CardId[], to: StepId): void => {
  for (const id of cards) {
    const lane = readRecord(board, 'cards', id)?.place?.lane ?? null;
    if (lane === null) continue;
    const { place, settle } = placeCard(board, { step: to, lane }, LAST, id);
    settle(w);
    w.set('cards', id, 'place', place);
  }
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
  'informationNeed',
  'informationMet',
  'reach',
  'status',
  'childBoard',
] as const;

/** What a step is once it is also the other: what it has not said, the other says; what adds up is added up. */
const merged = (step: Step, other: Step): FieldsOf<'steps'> => {
  const isForAll = step.personas.length === 0 || other.personas.length === 0;
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

const rehang = (board: Board, w: Writer, from: StepId, into: StepId): void => {
  for (const { id, ends } of readAll(board, 'links')) {
    if (ends === null || (ends.from.id !== from && ends.to.id !== from)) continue;
    const end = <E extends typeof ends.from>(e: E) => (e.id === from ? { in: 'steps' as const, id: into } : e);
    w.set('links', id, 'ends', { from: end(ends.from), to: end(ends.to) });
  }
};

/**
 * Makes one step of two: cards go behind those of `into`, feelings where it has none, links hang on it, and what it has
 * not said the other says. The other is hidden, its title and texts with it, to be restored (rule J2).
 */
export const mergeStep = (board: Board, author: Author, id: StepId, into: StepId): void => {
  const [from, to] = [findStep(board, id), findStep(board, into)];
  if (id === into || from === null || to === null) return;
  const lanes = liveLanes(readAll(board, 'lanes'));
  write(board, author, (w) => {
    for (const lane of lanes) {
      const cards = cardsAt(board, { step: id, lane: lane.id }).map((card) => card.id as CardId);
      moveCards(board, w, cards, into);
    }
    mergeFeelings(board, w, id, into);
    rehang(board, w, id, into);
    w.patch('steps', into, merged(to.step, from.step));
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
  const here = step.personas.length > 0 ? step.personas : livePersonas(readAll(board, 'personas')).map((p) => p.id);
  const leaving = here.filter((persona) => fork.personas.includes(persona));
  const staying = here.filter((persona) => !fork.personas.includes(persona));
  if (leaving.length === 0 || staying.length === 0) return null;
  const fresh = mintId<StepId>(author.random);
  const parallelGroup = step.parallelGroup ?? fresh;
  write(board, author, (w) => {
    const title = fork.title ?? step.title;
    createStep(board, w, fresh, { phase, title, index: index + 1, personas: leaving, parallelGroup });
    w.patch('steps', id, { personas: staying, parallelGroup });
    moveFeelings(board, w, id, fresh, leaving);
  });
  return fresh;
};
