/** Whether there is content where the customer is (rule A8). */

import type { CardId, ChannelId, PhaseId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { AwarenessGoal } from '../words/content.ts';
import { type ChannelBook, channelBook } from './channel-book.ts';
import { type AppealBalance, appealIn, type GoalRung, goalLadder, type PlacedContent } from './content-ladder.ts';
import { type JourneyStep, journeyStepsOf } from './journey-steps.ts';
import { cardsOfKind } from './placed-cards.ts';

interface ContentCell {
  readonly phase: PhaseId;
  readonly channel: ChannelId;
  readonly touchpoints: readonly CardId[];
  /** The step of the first touchpoint: a card for missing content would go there. */
  readonly step: StepId;
  readonly live: readonly CardId[];
  /** Content that is not live: ideas, planned, in work, outdated, or without a status. */
  readonly other: readonly CardId[];
  readonly goals: readonly AwarenessGoal[];
}

export interface ContentCoverage {
  /** Every phase and channel with a touchpoint, in the journey's order. */
  readonly cells: readonly ContentCell[];
  /** The cells among them without live content. */
  readonly missing: readonly (ContentCell & { readonly reason: 'no_live_content' })[];
  readonly ladder: readonly GoalRung[];
  /** Coverage of the phases that are `consideration` in the common phase models. Null if the map has none. */
  readonly appeal: AppealBalance | null;
  /** Content that no touchpoint of this map leads to. */
  readonly orphans: readonly {
    readonly card: CardId;
    readonly reason: 'content_without_step' | 'content_without_channel' | 'channel_without_touchpoint';
  }[];
}

const keyOf = (phase: PhaseId, channel: ChannelId | null): string => `${phase}/${channel ?? ''}`;

const cellsOf = (
  snapshot: Snapshot,
  book: ChannelBook,
  byId: ReadonlyMap<StepId, JourneyStep>,
  content: readonly PlacedContent[],
): Map<string, ContentCell> => {
  const touchpoints = cardsOfKind(snapshot, 'touchpoint')
    .flatMap((card) => {
      const at = card.place?.step == null ? undefined : byId.get(card.place.step);
      const channel = book.of(card);
      return at === undefined || channel === null ? [] : [{ id: card.id, channel, at }];
    })
    .sort((a, b) => a.at.index - b.at.index);
  const contentIn = Map.groupBy(content, ({ card, at }) => keyOf(at.phase.id, book.of(card)));
  const cells = new Map<string, ContentCell>();
  for (const [key, those] of Map.groupBy(touchpoints, ({ at, channel }) => keyOf(at.phase.id, channel))) {
    const [first] = those;
    if (first === undefined) continue;
    const pieces = (contentIn.get(key) ?? []).map(({ card }) => card);
    cells.set(key, {
      phase: first.at.phase.id,
      channel: first.channel,
      touchpoints: those.map(({ id }) => id),
      step: first.at.id,
      live: pieces.filter(({ details }) => details.status === 'live').map(({ id }) => id),
      other: pieces.filter(({ details }) => details.status !== 'live').map(({ id }) => id),
      goals: [...new Set(pieces.flatMap(({ details }) => (details.goal === null ? [] : [details.goal])))].sort(),
    });
  }
  return cells;
};

/**
 * A cell is a phase and a channel with touchpoints. Live content covers the cell if it stands in a step of the phase
 * and has that channel. Content without a channel covers no cell, because nobody knows where it is met.
 */
export const contentCoverage = (snapshot: Snapshot): ContentCoverage => {
  const steps = journeyStepsOf(snapshot);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const book = channelBook(snapshot);
  const all = cardsOfKind(snapshot, 'content');
  const placed = all.flatMap((card) => {
    const at = card.place?.step == null ? undefined : byId.get(card.place.step);
    return at === undefined ? [] : [{ card, at }];
  });
  const cells = cellsOf(snapshot, book, byId, placed);
  const places = new Map(placed.map(({ card, at }) => [card.id, at]));
  const considering = snapshot.phases.filter((phase) => phase.canonical === 'consideration').map(({ id }) => id);
  return {
    cells: [...cells.values()],
    missing: [...cells.values()]
      .filter(({ live }) => live.length === 0)
      .map((cell) => ({ ...cell, reason: 'no_live_content' })),
    ladder: goalLadder(steps, placed),
    appeal: considering.length === 0 ? null : appealIn(new Set(considering), placed),
    orphans: all.flatMap((card): ContentCoverage['orphans'][number][] => {
      const at = places.get(card.id);
      if (at === undefined) return [{ card: card.id, reason: 'content_without_step' }];
      if (book.of(card) === null) return [{ card: card.id, reason: 'content_without_channel' }];
      const isMet = cells.has(keyOf(at.phase.id, book.of(card)));
      return isMet ? [] : [{ card: card.id, reason: 'channel_without_touchpoint' }];
    }),
  };
};
