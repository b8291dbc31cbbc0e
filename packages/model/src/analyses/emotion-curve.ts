/** What the customer feels along the journey (rule A1). */

import type { PersonaId, PhaseId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { FeelingKind } from '../words/feelings.ts';
import { isStepOf, journeyStepsOf, personasOf } from './journey-steps.ts';
import { known, mean } from './numbers.ts';
import { type Valence, valencesOf } from './valences.ts';

interface CurvePoint {
  readonly step: StepId;
  /** Null is a gap, at which the line breaks. */
  readonly valence: Valence | null;
}

export interface EmotionCurve {
  readonly kind: FeelingKind;
  /** One curve for each persona, with a point for each of the persona's steps. */
  readonly personas: readonly { readonly persona: PersonaId; readonly points: readonly CurvePoint[] }[];
  /** a(s) of every step: the mean over its personas. */
  readonly points: readonly { readonly step: StepId; readonly value: number | null }[];
  /** The mean of a(s) over the phase's steps that have one; null if none has. */
  readonly phases: readonly { readonly phase: PhaseId; readonly mean: number | null }[];
  /** The mean of a(s) over all steps that have one. */
  readonly mean: number | null;
  /** The lowest a(s) and its step: a first look at the worst moment. */
  readonly lowest: { readonly value: number; readonly steps: readonly StepId[] } | null;
}

/**
 * a(s,p) is the feeling the team agreed on, else the mean of the votes; spread is the standard deviation of the votes.
 * a(s) is the mean of a(s,p) over the personas that have one. All run from −2 to +2. Trust and the desired feeling have
 * curves of the same form.
 */
export const emotionCurve = (snapshot: Snapshot, kind: FeelingKind = 'actual'): EmotionCurve => {
  const steps = journeyStepsOf(snapshot);
  const valences = valencesOf(snapshot, kind);
  const points = steps.map(({ id }) => ({ step: id, value: valences.at(id) }));
  const inPhase = Map.groupBy(steps, ({ phase }) => phase.id);
  const lowest = known(points.map(({ value }) => value)).reduce<number | null>(
    (least, value) => (least === null || value < least ? value : least),
    null,
  );
  return {
    kind,
    personas: personasOf(snapshot).map((persona) => ({
      persona: persona.id,
      points: steps
        .filter(({ step }) => isStepOf(step, persona.id))
        .map(({ id }) => ({ step: id, valence: valences.of(id, persona.id) })),
    })),
    points,
    phases: snapshot.phases.map(({ id }) => ({
      phase: id,
      mean: mean(known((inPhase.get(id) ?? []).map((step) => valences.at(step.id)))),
    })),
    mean: mean(known(points.map(({ value }) => value))),
    lowest:
      lowest === null
        ? null
        : { value: lowest, steps: points.filter(({ value }) => value === lowest).map(({ step }) => step) },
  };
};
