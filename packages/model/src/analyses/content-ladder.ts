/** What the content brings the customer to know, and in which voice (rule A8). */

import type { CardId, PhaseId } from '../records/ids.ts';
import { AWARENESS_GOALS, type AwarenessGoal } from '../words/enumerations.ts';
import { firstWith, type JourneyStep } from './journey-steps.ts';
import type { CardOf } from './placed-cards.ts';

export interface PlacedContent {
  readonly card: CardOf<'content'>;
  readonly at: JourneyStep;
}

export interface GoalRung {
  readonly goal: AwarenessGoal;
  /** Of the commitment: A1 to A4 belong before it or with it, A5 and A6 behind. */
  readonly side: 'before' | 'after';
  /** Where it belongs. */
  readonly content: readonly CardId[];
  readonly live: boolean;
  /** On the other side. */
  readonly misplaced: readonly CardId[];
  /** `no_commit`: there is content, and no step to say on which side it is. */
  readonly reason: 'goal_met' | 'goal_missing' | 'no_commit';
}

const AFTER: ReadonlySet<AwarenessGoal> = new Set<AwarenessGoal>(['A5', 'A6']);

/** Each goal of the awareness ladder, with the content that serves it before or after the first step with `commit`. */
export const goalLadder = (steps: readonly JourneyStep[], content: readonly PlacedContent[]): GoalRung[] => {
  const commit = firstWith(steps, 'commit');
  const byGoal = Map.groupBy(content, ({ card }) => card.details.goal);
  return AWARENESS_GOALS.map((goal) => {
    const those = byGoal.get(goal) ?? [];
    const side = AFTER.has(goal) ? 'after' : 'before';
    const belongs = ({ at }: PlacedContent): boolean =>
      commit !== null && (side === 'after' ? at.index > commit.index : at.index <= commit.index);
    const there = those.filter(belongs);
    return {
      goal,
      side,
      content: there.map(({ card }) => card.id),
      live: there.some(({ card }) => card.details.status === 'live'),
      misplaced: commit === null ? [] : those.filter((piece) => !belongs(piece)).map(({ card }) => card.id),
      reason: commit === null && those.length > 0 ? 'no_commit' : there.length > 0 ? 'goal_met' : 'goal_missing',
    };
  });
};

export interface AppealBalance {
  readonly emotional: number;
  readonly rational: number;
  readonly both: number;
  /** Content of which nobody has said how it appeals; in no balance. */
  readonly unsaid: number;
  /** Null: nobody has said of any. */
  readonly reason: 'appeal_balanced' | 'only_emotional' | 'only_rational' | null;
}

/** Balanced where both the heart and the head are spoken to. */
export const appealIn = (phases: ReadonlySet<PhaseId>, content: readonly PlacedContent[]): AppealBalance => {
  const counts = { emotional: 0, rational: 0, both: 0, unsaid: 0 };
  for (const { card, at } of content) if (phases.has(at.phase.id)) counts[card.details.appeal ?? 'unsaid']++;
  const [heart, head] = [counts.emotional + counts.both > 0, counts.rational + counts.both > 0];
  const reason = heart && head ? 'appeal_balanced' : heart ? 'only_emotional' : head ? 'only_rational' : null;
  return { ...counts, reason };
};
