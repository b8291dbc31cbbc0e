/** The feelings of each step and persona as numbers: the values of every curve. */

import type { PersonaId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { FeelingKind } from '../words/feelings.ts';
import { isStepOf } from './journey-steps.ts';
import { deviation, mean } from './numbers.ts';

export interface Valence {
  /** −2 to +2. */
  readonly value: number;
  /** The value that the team agreed on, else the mean of the votes. */
  readonly basis: 'agreed' | 'votes';
  readonly votes: number;
  /** How far the votes differ: their standard deviation. Null for fewer than two votes. */
  readonly spread: number | null;
}

export interface Valences {
  /** a(s,p) of one persona. Null if nobody has said, or the step is not the persona's. */
  readonly of: (step: StepId, persona: PersonaId) => Valence | null;
  /** a(s): the mean over the personas that have a value. Null if none has. */
  readonly at: (step: StepId) => number | null;
  /** The personas that have a value there, in no particular order. */
  readonly personasAt: (step: StepId) => readonly PersonaId[];
}

interface Said {
  agreed: number | null;
  readonly votes: number[];
}

const valenceOf = ({ agreed, votes }: Said): Valence | null => {
  const value = agreed ?? mean(votes);
  if (value === null) return null;
  return { value, basis: agreed === null ? 'votes' : 'agreed', votes: votes.length, spread: deviation(votes) };
};

type Felt = Pick<Snapshot, 'steps' | 'personas' | 'feelings'>;

const collect = (snapshot: Felt, kind: FeelingKind): Map<StepId, Map<PersonaId, Said>> => {
  const steps = new Map(snapshot.steps.map((step) => [step.id, step]));
  const personas = new Set(snapshot.personas.map((persona) => persona.id));
  const said = new Map<StepId, Map<PersonaId, Said>>();
  for (const feeling of snapshot.feelings) {
    const step = steps.get(feeling.step);
    const { persona, voter, valence } = feeling;
    if (feeling.kind !== kind || step === undefined || !personas.has(persona) || !isStepOf(step, persona)) continue;
    const here = said.get(step.id) ?? new Map<PersonaId, Said>();
    const theirs = here.get(persona) ?? { agreed: null, votes: [] };
    if (voter === null) theirs.agreed = valence;
    else theirs.votes.push(valence);
    said.set(step.id, here.set(persona, theirs));
  }
  return said;
};

/** Reads all feelings of one kind once. The result answers without reading them again. */
export const valencesOf = (snapshot: Felt, kind: FeelingKind): Valences => {
  const byStep = new Map<StepId, Map<PersonaId, Valence>>();
  const means = new Map<StepId, number>();
  for (const [step, said] of collect(snapshot, kind)) {
    const valences = new Map<PersonaId, Valence>();
    for (const [persona, theirs] of said) {
      const valence = valenceOf(theirs);
      if (valence !== null) valences.set(persona, valence);
    }
    byStep.set(step, valences);
    const value = mean([...valences.values()].map((valence) => valence.value));
    if (value !== null) means.set(step, value);
  }
  return {
    of: (step, persona) => byStep.get(step)?.get(persona) ?? null,
    at: (step) => means.get(step) ?? null,
    personasAt: (step) => [...(byStep.get(step)?.keys() ?? [])],
  };
};
