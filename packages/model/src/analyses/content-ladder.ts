/** What customers learn from the content, and how it appeals to them (rule A8). */

import type { CardId, PhaseId } from '../records/ids.ts';
import { AWARENESS_GOALS, type AwarenessGoal } from '../words/content.ts';
import { firstWith, type JourneyStep } from './journey-steps.ts';
import type { CardOf } from './placed-cards.ts';

export interface PlacedContent {
  readonly card: CardOf<'content'>;
  readonly at: JourneyStep;
}

export interface GoalRung {
  readonly goal: AwarenessGoal;
  /** The side of the commitment: goals A1 to A4 belong before it or into the same step, A5 and A6 after it. */
  readonly side: 'before' | 'after';
  /** Content on the side where the goal belongs. */
  readonly content: readonly CardId[];
  readonly live: boolean;
  /** Content on the other side. */
  readonly misplaced: readonly CardId[];
  /** `no_commit`: there is content, but no step with a commitment. */
  readonly reason: 'goal_met' | 'goal_missing' | 'no_commit';
}

const AFTER: ReadonlySet<AwarenessGoal> = new Set<AwarenessGoal>(['A5', 'A6']);

/** Each goal of the awareness ladder with the content that serves it before or after the first step with `commit`. */
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
  /** Content without an appeal; it counts in no balance. */
  readonly unsaid: number;
  /** Null if no content has an appeal. */
  readonly reason: 'appeal_balanced' | 'only_emotional' | 'only_rational' | null;
}

/** The appeal of the content. It is balanced if content speaks to the heart and to the head. */
export const appealIn = (phases: ReadonlySet<PhaseId>, content: readonly PlacedContent[]): AppealBalance => {
  const counts = { emotional: 0, rational: 0, both: 0, unsaid: 0 };
  for (const { card, at } of content) if (phases.has(at.phase.id)) counts[card.details.appeal ?? 'unsaid']++;
  const [heart, head] = [counts.emotional + counts.both > 0, counts.rational + counts.both > 0];
  const reason = heart && head ? 'appeal_balanced' : heart ? 'only_emotional' : head ? 'only_rational' : null;
  return { ...counts, reason };
};
