/**
 * What the records say, put in order and repaired: pure functions over plain values, so that board, server and bot
 * see the same journey. Nothing here writes (rule D4).
 */

import type { Card, CardPlace } from '../records/cards.ts';
import type { CardId, CommentId, PhaseId } from '../records/ids.ts';
import { byCodeUnit, byRank, type Ranked } from '../records/order.ts';
import { cellKey, INBOX } from '../records/place.ts';
import type { Comment, Lane, Persona, Phase, Step } from '../records/records.ts';
import { type CardKind, LANE_CARD_KIND } from '../words/enumerations.ts';

const live = <T extends { readonly deleted: boolean }>(records: Iterable<T>): T[] =>
  [...records].filter((r) => !r.deleted);

/** Live phases in order. A journey always has one: if all are deleted, the first of them stands (rule D7). */
export const livePhases = (phases: Iterable<Phase>): Phase[] => {
  const all = [...phases].sort(byRank);
  const standing = all.filter((p) => !p.deleted);
  return standing.length > 0 ? standing : all.slice(0, 1);
};

export const liveLanes = (lanes: Iterable<Lane>): Lane[] => live(lanes).sort(byRank);
/** Whether cards stand in a lane of the type that a document says; one that cannot be read is a lane of notes. */
export const holdsCards = (type: unknown): boolean => {
  const kinds: Readonly<Record<string, CardKind | null>> = LANE_CARD_KIND;
  return kinds[String(type)] !== null;
};

/** The lanes that cards stand in; the others draw what the steps say. */
export const cardLanes = (lanes: Iterable<Lane>): Lane[] => liveLanes(lanes).filter((lane) => holdsCards(lane.type));
export const livePersonas = (personas: Iterable<Persona>): Persona[] => live(personas).sort(byRank);

/** The phase a step is in: its own while that lives, else its nearest living neighbour before, else after (rule D7). */
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

/** The line of the journey: every live phase with its live steps, in order. Every live step appears exactly once (rule O3). */
export const lineOf = (phases: Iterable<Phase>, steps: Iterable<Step>): PhaseSteps[] => {
  const allPhases = [...phases];
  const byId = new Map<string, Phase>(allPhases.map((p) => [p.id, p]));
  const standing = livePhases(allPhases);
  const groups = new Map<PhaseId, Step[]>(standing.map((p) => [p.id, []]));
  for (const step of live(steps)) {
    const phase = phaseOfStep(step, standing, byId);
    if (phase !== null) groups.get(phase)?.push(step);
  }
  // Steps a deleted phase left behind keep together, in their phase's place, before or after the neighbour's own.
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
 * Where a card is shown: its own place while its step lives, and its lane, as one that holds cards; else the inbox, where
 * nothing is lost (rule D3). `lanes`: those of `cardLanes`.
 */
export const placeOfCard = (
  card: Card,
  steps: ReadonlySet<string>,
  lanes: ReadonlySet<string>,
): CardPlace & { readonly placed: boolean } => {
  const place = card.place ?? { step: null, lane: null, rank: 'a0' };
  const placed = place.step !== null && place.lane !== null && steps.has(place.step) && lanes.has(place.lane);
  return placed ? { ...place, placed } : { step: null, lane: null, rank: place.rank, placed };
};

/** Every live card exactly once: by cell, in order, or in the inbox (rule O3). */
export const cellsOf = (
  cards: Iterable<Card>,
  steps: ReadonlySet<string>,
  lanes: ReadonlySet<string>,
): Map<string, CardId[]> => {
  const cells = new Map<string, (Ranked & { readonly cardId: CardId })[]>();
  for (const card of cards) {
    if (card.deleted) continue;
    const place = placeOfCard(card, steps, lanes);
    const key = place.step !== null && place.lane !== null ? cellKey(place.step, place.lane) : INBOX;
    const entry = { id: card.id, rank: place.rank, cardId: card.id };
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [entry]);
    else cell.push(entry);
  }
  return new Map([...cells].map(([key, cell]) => [key, cell.sort(byRank).map((c) => c.cardId)]));
};

/** As things said come after each other. */
export const byAge = (a: { createdAt: number; id: string }, b: { createdAt: number; id: string }): number =>
  a.createdAt - b.createdAt || byCodeUnit(a.id, b.id);

/** The comment that begins each thread: its own beginning, or where that is gone the first answer (rule J7). */
export const beginningsOf = (comments: Iterable<Comment>): Map<CommentId, CommentId> => {
  const there = live(comments).sort(byAge);
  const beginnings = new Map<CommentId, CommentId>();
  for (const { id, thread } of there) if (thread === null) beginnings.set(id, id);
  for (const { id, thread } of there) if (thread !== null && !beginnings.has(thread)) beginnings.set(thread, id);
  return beginnings;
};
