/** Cards by kind and step, in reading order within a cell. */
import type { Card } from '../records/cards.ts';
import type { StepId } from '../records/ids.ts';
import { byRank } from '../records/order.ts';
import type { LinkEnd } from '../records/records.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { CardKind } from '../words/cards.ts';

export type CardOf<K extends CardKind> = Extract<Card, { readonly kind: K }>;

type Cards = Pick<Snapshot, 'lanes' | 'cards'>;

/**
 * Reading order in a step: by lane from the top, then by rank, whatever the order of the array. Cards without a lane
 * come last.
 */
export const inReadingOrder = <C extends Card>(snapshot: Cards, cards: readonly C[]): C[] => {
  const turn = new Map<string, number>(snapshot.lanes.map((lane, i) => [lane.id, i]));
  const turnOf = (card: Card): number => turn.get(card.place?.lane ?? '') ?? snapshot.lanes.length;
  const ranked = (card: Card) => ({ id: card.id, rank: card.place?.rank ?? '' });
  return cards.toSorted((a, b) => turnOf(a) - turnOf(b) || byRank(ranked(a), ranked(b)));
};

export const cardsOfKind = <K extends CardKind>(snapshot: Cards, kind: K): CardOf<K>[] =>
  inReadingOrder(
    snapshot,
    snapshot.cards.filter((card): card is CardOf<K> => card.kind === kind),
  );

/** By step; cards in the inbox under null. */
export const byStep = <C extends Card>(cards: readonly C[]): Map<StepId | null, C[]> =>
  Map.groupBy(cards, (card) => card.place?.step ?? null);

/** The step of a link's end: the step itself, or the step of its card. Null for a card in the inbox. */
export const stepOfEnds = (snapshot: Pick<Snapshot, 'cards'>): ((end: LinkEnd) => StepId | null) => {
  const steps = new Map(snapshot.cards.map((card) => [card.id, card.place?.step ?? null]));
  return (end) => (end.in === 'steps' ? end.id : (steps.get(end.id) ?? null));
};
