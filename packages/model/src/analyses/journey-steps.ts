/** The steps that every analysis goes along, and which of them follow each other. */

import { lineOf, stepsOf } from '../journey/journey.ts';
import type { PersonaId, StepId } from '../records/ids.ts';
import type { Persona, Phase, Step } from '../records/records.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Period } from '../words/phases.ts';
import type { Milestone } from '../words/steps.ts';

/** The weight of a step whose importance is not set: the middle of 1 to 5. */
const DEFAULT_WEIGHT = 3;

export interface JourneyStep {
  readonly id: StepId;
  readonly step: Step;
  /** "2.3" */
  readonly number: string;
  /** Its index on the line, from 0. */
  readonly index: number;
  readonly phase: Phase;
  readonly period: Period;
  /** Its importance to the customer, 1 to 5. */
  readonly weight: number;
}

/** All steps in the journey's order. */
export const journeyStepsOf = (snapshot: Pick<Snapshot, 'phases' | 'steps'>): JourneyStep[] => {
  const line = lineOf(snapshot.phases, snapshot.steps);
  const phases = new Map(line.map(({ phase }) => [phase.id, phase]));
  return stepsOf(line).flatMap(({ step, phase: phaseId, number }, index) => {
    const phase = phases.get(phaseId);
    if (phase === undefined) return [];
    const weight = step.importanceCustomer ?? DEFAULT_WEIGHT;
    return [{ id: step.id, step, number, index, phase, period: phase.period, weight }];
  });
};

/** Whether a step is a persona's: it names the persona, or no persona at all (rule J4). */
export const isStepOf = (step: Step, persona: PersonaId): boolean =>
  step.personas.length === 0 || step.personas.includes(persona);

/**
 * More personas than any team has. A board with more was made by a machine, and its analysis must not cost their
 * square.
 */
const MAX_PERSONAS = 50;

/** The personas that analyses look at, in order: on every board made by people, all of them. */
export const personasOf = (snapshot: Pick<Snapshot, 'personas'>): readonly Persona[] =>
  snapshot.personas.slice(0, MAX_PERSONAS);

export const firstWith = (steps: readonly JourneyStep[], milestone: Milestone): JourneyStep | null =>
  steps.find(({ step }) => step.milestones.includes(milestone)) ?? null;

export interface Passage {
  readonly from: JourneyStep;
  readonly to: JourneyStep;
}

/** No real fork is this wide. Of a wider one, which only a machine makes, only the outermost steps are connected. */
const MAX_PASSAGES_BETWEEN = 400;

const sharesPersona = (a: Step, b: Step): boolean => {
  if (a.personas.length === 0 || b.personas.length === 0) return true;
  const there = new Set(b.personas);
  return a.personas.some((persona) => there.has(persona));
};

/** Parallel steps: neighbours on the line that have the same parallel group. Most steps stand alone. */
const blocksOf = (steps: readonly JourneyStep[]): JourneyStep[][] => {
  const blocks: JourneyStep[][] = [];
  for (const step of steps) {
    const block = blocks.at(-1);
    const group = step.step.parallelGroup;
    if (group !== null && block?.[0]?.step.parallelGroup === group) block.push(step);
    else blocks.push([step]);
  }
  return blocks;
};

/**
 * Every passage from a step to the next. Parallel steps do not follow each other: the journey goes from the step before
 * to each of them that shares a persona with it, and from each to the step behind.
 */
export const passagesOf = (steps: readonly JourneyStep[]): Passage[] => {
  const blocks = blocksOf(steps);
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1] ?? [];
    const [last, first] = [block.at(-1), next[0]];
    if (last === undefined || first === undefined) return [];
    if (block.length === 1 && next.length === 1) return [{ from: last, to: first }];
    if (block.length * next.length > MAX_PASSAGES_BETWEEN) return [{ from: last, to: first }];
    return block.flatMap((from) => next.filter((to) => sharesPersona(from.step, to.step)).map((to) => ({ from, to })));
  });
};
