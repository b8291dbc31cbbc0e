/**
 * The journey: the records put in order and repaired. Pure functions over plain values, so that board, server and bot see
 * the same journey. Nothing here writes (rule D4).
 */

import type { Card, CardPlace } from '../records/cards.ts';
import type { CardId, CommentId, PhaseId } from '../records/ids.ts';
import { byCodeUnit, byRank, FIRST_RANK, type Ranked } from '../records/order.ts';
import { INBOX, shownCell } from '../records/place.ts';
import type { Comment, Lane, Persona, Phase, Step } from '../records/records.ts';
import type { CardKind } from '../words/cards.ts';
import { LANE_CARD_KIND } from '../words/lanes.ts';

/** The records that nobody has deleted. */
export const live = <T extends { readonly deleted: boolean }>(records: Iterable<T>): T[] =>
  [...records].filter((r) => !r.deleted);

/** The live phases in order. A journey always has one: if all are deleted, the first one stays (rule D7). */
export const livePhases = (phases: Iterable<Phase>): Phase[] => {
  const all = [...phases].sort(byRank);
  const standing = all.filter((p) => !p.deleted);
  return standing.length > 0 ? standing : all.slice(0, 1);
};

export const liveLanes = (lanes: Iterable<Lane>): Lane[] => live(lanes).sort(byRank);

/** Whether a lane of this type holds cards. A type that cannot be read counts as `text`, which holds notes. */
export const holdsCards = (type: unknown): boolean => {
  const kinds: Readonly<Record<string, CardKind | null>> = LANE_CARD_KIND;
  return kinds[String(type)] !== null;
};

/** The live lanes that hold cards; other lanes draw fields of the steps. */
export const cardLanes = (lanes: Iterable<Lane>): Lane[] => liveLanes(lanes).filter((lane) => holdsCards(lane.type));
export const livePersonas = (personas: Iterable<Persona>): Persona[] => live(personas).sort(byRank);

/**
 * The phase a step shows in: its own while that is live, else the nearest live phase before it, else after it (rule
 * D7).
 */
const phaseOfStep = (step: Step, phases: readonly Phase[], all: ReadonlyMap<string, Phase>): PhaseId | null => {
  const own = step.place === null ? undefined : all.get(step.place.phase);
  if (own === undefined) return phases[0]?.id ?? null;
  if (!own.deleted) return own.id;
  let nearest: Phase | undefined;
  for (const phase of phases) {
    if (phase.id === own.id) return own.id;
    if (nearest === undefined || byRank(phase, own) < 0) nearest = phase;
  }
  return nearest?.id ?? null;
};

export interface PlacedStep {
  readonly step: Step;
  readonly phase: PhaseId;
  /** "2.3": third step of the second phase. Derived, never stored. */
  readonly number: string;
}

export interface PhaseSteps {
  readonly phase: Phase;
  readonly steps: readonly PlacedStep[];
}

/**
 * The journey's line: every live phase with its live steps, in order. Every live step appears exactly once (rule O3).
 */
export const lineOf = (phases: Iterable<Phase>, steps: Iterable<Step>): PhaseSteps[] => {
  const allPhases = [...phases];
  const byId = new Map<string, Phase>(allPhases.map((p) => [p.id, p]));
  const standing = livePhases(allPhases);
  const groups = new Map<PhaseId, Step[]>(standing.map((p) => [p.id, []]));
  for (const step of live(steps)) {
    const phase = phaseOfStep(step, standing, byId);
    if (phase !== null) groups.get(phase)?.push(step);
  }
  // The steps of a deleted phase stay together, before or after the steps of the phase that took them in.
  const sortKey = (step: Step): Ranked & { readonly phaseRank: Ranked } => {
    const own = step.place === null ? undefined : byId.get(step.place.phase);
    return { id: step.id, rank: step.place?.rank ?? '', phaseRank: own ?? { id: '', rank: '' } };
  };
  return standing.map((phase, phaseIndex) => {
    const inPhase = (groups.get(phase.id) ?? [])
      .map((step) => ({ step, key: sortKey(step) }))
      .sort((a, b) => byRank(a.key.phaseRank, b.key.phaseRank) || byRank(a.key, b.key));
    return {
      phase,
      steps: inPhase.map(({ step }, i) => ({ step, phase: phase.id, number: `${phaseIndex + 1}.${i + 1}` })),
    };
  });
};

/** All steps of the line, left to right. */
export const stepsOf = (line: readonly PhaseSteps[]): PlacedStep[] => line.flatMap((group) => group.steps);

/**
 * The place at which a card shows: its own if that cell exists, else the inbox (rule D3). `steps` are the live ones, `lanes`
 * those of `cardLanes`.
 */
export const placeOfCard = (
  card: Card,
  steps: ReadonlySet<string>,
  lanes: ReadonlySet<string>,
): CardPlace & { readonly placed: boolean } => {
  const place = card.place ?? { step: null, lane: null, rank: FIRST_RANK };
  const placed = shownCell({ steps, lanes }, place.step, place.lane) !== INBOX;
  return placed ? { ...place, placed } : { step: null, lane: null, rank: place.rank, placed };
};

/** Every live card exactly once, by the cell it shows in and in order, or under `INBOX` (rule O3). */
export const cellsOf = (
  cards: Iterable<Card>,
  steps: ReadonlySet<string>,
  lanes: ReadonlySet<string>,
): Map<string, CardId[]> => {
  const cells = new Map<string, (Ranked & { readonly cardId: CardId })[]>();
  const grid = { steps, lanes };
  for (const { id, place, deleted } of cards) {
    if (deleted) continue;
    const key = shownCell(grid, place?.step, place?.lane);
    const ranked = { id, rank: place?.rank ?? FIRST_RANK, cardId: id };
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [ranked]);
    else cell.push(ranked);
  }
  return new Map([...cells].map(([key, cell]) => [key, cell.sort(byRank).map((c) => c.cardId)]));
};

/** Order by age, the oldest first. */
export const byAge = (a: { createdAt: number; id: string }, b: { createdAt: number; id: string }): number =>
  a.createdAt - b.createdAt || byCodeUnit(a.id, b.id);

/** By thread, the comment that begins it: its first comment, or the first answer if that was deleted (rule J7). */
export const beginningsOf = (comments: Iterable<Comment>): Map<CommentId, CommentId> => {
  const there = live(comments).sort(byAge);
  const beginnings = new Map<CommentId, CommentId>();
  for (const { id, thread } of there) if (thread === null) beginnings.set(id, id);
  for (const { id, thread } of there) if (thread !== null && !beginnings.has(thread)) beginnings.set(thread, id);
  return beginnings;
};
