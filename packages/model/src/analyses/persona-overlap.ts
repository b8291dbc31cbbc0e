/** Which personas go the same way, and where their ways part (rule A14). */
import type { PersonaId, StepId } from '../records/ids.ts';
import type { Persona } from '../records/records.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { channelBook } from './channel-book.ts';
import { foldText } from './fold-text.ts';
import { isStepOf, type JourneyStep, journeyStepsOf, personasOf } from './journey-steps.ts';
import { longestCommon } from './longest-common.ts';
import { shareOf } from './numbers.ts';
import { cardsOfKind } from './placed-cards.ts';

/** From this value on two personas may share a map. */
const ALIKE = 0.8;
/** The number of pairs grows with the square: only the first personas are compared, up to this many. */
const MAX_COMPARED = 20;
/** The cost of a longest common subsequence grows with the square: touchpoints are compared up to this many. */
const MAX_TOUCHPOINTS = 400;

/** A run of steps that only one of the two personas takes. */
interface Divergence {
  readonly reason: 'ways_part';
  /** The first step of the run: where they part. */
  readonly step: StepId;
  readonly onlyFirst: readonly StepId[];
  readonly onlySecond: readonly StepId[];
  /** The next step that both take; null if they do not meet again. */
  readonly rejoin: StepId | null;
}

export interface Overlap {
  readonly first: PersonaId;
  readonly second: PersonaId;
  /** Jaccard: steps of both / steps of either, 0 to 1. Null if neither has a step. */
  readonly steps: number | null;
  /**
   * The longest common subsequence of their touchpoints (by text and channel) / the longer of the two lists. Null if
   * neither has touchpoints.
   */
  readonly touchpoints: number | null;
  readonly divergences: readonly Divergence[];
  /** Both measures, as far as they are known, are 0.8 or more. */
  readonly group: boolean;
}

export interface PersonaOverlap {
  /** Every pair once. */
  readonly pairs: readonly Overlap[];
  /** Personas beyond those that are compared; none on a board made by people. */
  readonly left: readonly PersonaId[];
}

interface Way {
  readonly persona: Persona;
  readonly steps: ReadonlySet<StepId>;
  readonly touchpoints: readonly string[];
}

interface Met {
  readonly step: StepId | null;
  /** What distinguishes the touchpoint from others. */
  readonly key: string;
  readonly personas: readonly PersonaId[];
}
type TouchpointsAt = ReadonlyMap<StepId | null, readonly Met[]>;

const touchpointsByStep = (snapshot: Snapshot): TouchpointsAt => {
  const book = channelBook(snapshot);
  const met = cardsOfKind(snapshot, 'touchpoint').map((card) => ({
    step: card.place?.step ?? null,
    key: `${book.of(card) ?? ''}/${foldText(card.text)}`,
    personas: card.personas,
  }));
  return Map.groupBy(met, ({ step }) => step);
};

const wayOf = (persona: Persona, steps: readonly JourneyStep[], touchpointsAt: TouchpointsAt): Way => {
  const theirs = steps.filter(({ step }) => isStepOf(step, persona.id));
  const touchpoints: string[] = [];
  for (const { id } of theirs) {
    for (const { key, personas } of touchpointsAt.get(id) ?? []) {
      if (touchpoints.length === MAX_TOUCHPOINTS) break;
      if (personas.length === 0 || personas.includes(persona.id)) touchpoints.push(key);
    }
  }
  return { persona, steps: new Set(theirs.map(({ id }) => id)), touchpoints };
};

const divergencesOf = (line: readonly JourneyStep[], first: Way, second: Way): Divergence[] => {
  const found: Divergence[] = [];
  let run: { step: StepId; onlyFirst: StepId[]; onlySecond: StepId[] } | null = null;
  for (const { id } of line) {
    const [inFirst, inSecond] = [first.steps.has(id), second.steps.has(id)];
    if (inFirst && inSecond) {
      if (run !== null) found.push({ reason: 'ways_part', ...run, rejoin: id });
      run = null;
    } else if (inFirst || inSecond) {
      run ??= { step: id, onlyFirst: [], onlySecond: [] };
      (inFirst ? run.onlyFirst : run.onlySecond).push(id);
    }
  }
  if (run !== null) found.push({ reason: 'ways_part', ...run, rejoin: null });
  return found;
};

const compare = (line: readonly JourneyStep[], first: Way, second: Way): Overlap => {
  const shared = [...first.steps].filter((step) => second.steps.has(step)).length;
  const steps = shareOf(shared, first.steps.size + second.steps.size - shared);
  const longer = Math.max(first.touchpoints.length, second.touchpoints.length);
  const touchpoints = shareOf(longestCommon(first.touchpoints, second.touchpoints), longer);
  return {
    first: first.persona.id,
    second: second.persona.id,
    steps,
    touchpoints,
    divergences: divergencesOf(line, first, second),
    group: steps !== null && steps >= ALIKE && (touchpoints ?? 1) >= ALIKE,
  };
};

/** Compares the ways of every two personas through the journey: their steps and their touchpoints. */
export const personaOverlap = (snapshot: Snapshot): PersonaOverlap => {
  const line = journeyStepsOf(snapshot);
  const touchpointsAt = touchpointsByStep(snapshot);
  const ways = personasOf(snapshot)
    .slice(0, MAX_COMPARED)
    .map((persona) => wayOf(persona, line, touchpointsAt));
  return {
    pairs: ways.flatMap((first, i) => ways.slice(i + 1).map((second) => compare(line, first, second))),
    left: snapshot.personas.slice(ways.length).map(({ id }) => id),
  };
};
