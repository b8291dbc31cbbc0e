/** How much of the map is only assumed (rule A16). */
import type { Card } from '../records/cards.ts';
import type { CardId, LaneId, PhaseId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { EvidenceLevel } from '../words/evidence.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { shareOf } from './numbers.ts';
import { inReadingOrder } from './placed-cards.ts';

const HEAVY = 4;

export interface AssumptionShare {
  readonly assumptions: number;
  readonly cards: number;
  /** Cards without an evidence level. */
  readonly unsaid: number;
  /** assumptions / cards, 0 to 1. Null if there are no cards. */
  readonly shareOfAll: number | null;
  /** assumptions / cards with an evidence level. Null if no card has one. */
  readonly shareOfSaid: number | null;
}

export interface AssumptionRatio {
  readonly whole: AssumptionShare;
  readonly lanes: readonly (AssumptionShare & { readonly lane: LaneId })[];
  readonly phases: readonly (AssumptionShare & { readonly phase: PhaseId })[];
  /**
   * "Test these first": assumptions in steps of importance 4 or more, the most important first, then in the journey's
   * order.
   */
  readonly testFirst: readonly {
    readonly reason: 'heavy_assumption';
    readonly card: CardId;
    readonly step: StepId;
    readonly weight: number;
  }[];
}

/** Whether a card is an assumption. A card of the kind `assumption` is one until it gets another evidence level. */
const levelOf = (card: Card): EvidenceLevel | null =>
  card.evidenceLevel ?? (card.kind === 'assumption' ? 'assumption' : null);

const shareIn = (cards: readonly Card[]): AssumptionShare => {
  const assumptions = cards.filter((card) => levelOf(card) === 'assumption').length;
  const unsaid = cards.filter((card) => levelOf(card) === null).length;
  return {
    assumptions,
    cards: cards.length,
    unsaid,
    shareOfAll: shareOf(assumptions, cards.length),
    shareOfSaid: shareOf(assumptions, cards.length - unsaid),
  };
};

/** Cards in the inbox count in the whole map, but in no lane or phase. */
export const assumptionRatio = (snapshot: Snapshot): AssumptionRatio => {
  const steps = journeyStepsOf(snapshot);
  const byStep = Map.groupBy(snapshot.cards, (card) => card.place?.step ?? null);
  const byLane = Map.groupBy(snapshot.cards, (card) => card.place?.lane ?? null);
  const stepsByPhase = Map.groupBy(steps, ({ phase }) => phase.id);
  const heavy = steps.filter(({ weight }) => weight >= HEAVY).sort((a, b) => b.weight - a.weight || a.index - b.index);
  return {
    whole: shareIn(snapshot.cards),
    lanes: snapshot.lanes.map(({ id }) => ({ lane: id, ...shareIn(byLane.get(id) ?? []) })),
    phases: snapshot.phases.map(({ id }) => ({
      phase: id,
      ...shareIn((stepsByPhase.get(id) ?? []).flatMap((step) => byStep.get(step.id) ?? [])),
    })),
    testFirst: heavy.flatMap(({ id, weight }) =>
      inReadingOrder(snapshot, byStep.get(id) ?? [])
        .filter((card) => levelOf(card) === 'assumption')
        .map((card) => ({ reason: 'heavy_assumption' as const, card: card.id, step: id, weight })),
    ),
  };
};
