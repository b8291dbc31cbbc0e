/** Which opportunities to take first (rule A17). */

import type { CardId } from '../records/ids.ts';
import { byCodeUnit } from '../records/order.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { OpportunityStatus } from '../words/improvements.ts';
import { tidy } from './numbers.ts';
import { type CardOf, cardsOfKind } from './placed-cards.ts';

interface OpportunityAt {
  readonly opportunity: CardId;
  /** Null if no round has closed. */
  readonly votes: number | null;
  readonly focus: boolean;
  readonly status: OpportunityStatus | null;
}

export interface OpportunityPriority {
  /** The highest score first; of equals the one with more votes, then by id. */
  readonly ranked: readonly (OpportunityAt & { readonly score: number })[];
  /** Opportunities without a score; those with more votes first. */
  readonly unranked: readonly (OpportunityAt & {
    readonly reasons: readonly ('no_impact' | 'no_confidence' | 'no_effort')[];
  })[];
  /** Impact and effort are whole numbers from 1 to 5: one entry for each square with opportunities. */
  readonly matrix: readonly {
    readonly impact: number;
    readonly effort: number;
    readonly opportunities: readonly CardId[];
  }[];
}

const byVotes = (a: OpportunityAt, b: OpportunityAt): number =>
  (b.votes ?? -1) - (a.votes ?? -1) || byCodeUnit(a.opportunity, b.opportunity);

const atOf = ({ id, votes, details }: CardOf<'opportunity'>): OpportunityAt => ({
  opportunity: id,
  votes,
  focus: details.focus,
  status: details.status,
});

/**
 * Score = impact · confidence / effort, each 1 to 5, so the score runs from 0.2 to 25. All opportunities count, done
 * and rejected ones too: see `status`.
 */
export const opportunityPriority = (snapshot: Snapshot): OpportunityPriority => {
  const opportunities = cardsOfKind(snapshot, 'opportunity');
  const ranked: OpportunityPriority['ranked'][number][] = [];
  const unranked: OpportunityPriority['unranked'][number][] = [];
  for (const card of opportunities) {
    const { impact, confidence, effort } = card.details;
    if (impact !== null && confidence !== null && effort !== null) {
      ranked.push({ ...atOf(card), score: tidy((impact * confidence) / effort) });
      continue;
    }
    const reasons = [
      ...(impact === null ? ['no_impact' as const] : []),
      ...(confidence === null ? ['no_confidence' as const] : []),
      ...(effort === null ? ['no_effort' as const] : []),
    ];
    unranked.push({ ...atOf(card), reasons });
  }
  const squares = Map.groupBy(
    opportunities.filter(({ details }) => details.impact !== null && details.effort !== null),
    ({ details }) => `${details.impact}/${details.effort}`,
  );
  return {
    ranked: ranked.sort((a, b) => b.score - a.score || byVotes(a, b)),
    unranked: unranked.sort(byVotes),
    matrix: [...squares.values()].map((those) => ({
      impact: those[0]?.details.impact ?? 0,
      effort: those[0]?.details.effort ?? 0,
      opportunities: those.map(({ id }) => id),
    })),
  };
};
