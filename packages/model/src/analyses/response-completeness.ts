/** Whether each step says what the customer does and how the company responds (rule A12). */
import type { CardId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { shareOf } from './numbers.ts';
import { byStep, type CardOf, cardsOfKind } from './placed-cards.ts';

export interface ResponseCompleteness {
  /** Steps with both an action and a response / all steps, 0 to 1. Null on an empty board. */
  readonly share: number | null;
  readonly complete: number;
  readonly steps: number;
  /** Which steps lack what; steps that have both are not here. */
  readonly incomplete: readonly { readonly step: StepId; readonly reasons: readonly ('no_action' | 'no_response')[] }[];
  /** Responses without an owner. */
  readonly withoutOwner: readonly { readonly reason: 'no_owner'; readonly step: StepId; readonly response: CardId }[];
}

/** Whether a card has text. A card without text counts for nothing. */
const isSaid = ({ text }: CardOf<'action' | 'response'>): boolean => text.trim() !== '';

export const responseCompleteness = (snapshot: Snapshot): ResponseCompleteness => {
  const steps = journeyStepsOf(snapshot);
  const actions = byStep(cardsOfKind(snapshot, 'action').filter(isSaid));
  const responses = byStep(cardsOfKind(snapshot, 'response').filter(isSaid));
  const incomplete = steps.flatMap(({ id }) => {
    const reasons = [
      ...(actions.has(id) ? [] : ['no_action' as const]),
      ...(responses.has(id) ? [] : ['no_response' as const]),
    ];
    return reasons.length === 0 ? [] : [{ step: id, reasons }];
  });
  const complete = steps.length - incomplete.length;
  return {
    share: shareOf(complete, steps.length),
    complete,
    steps: steps.length,
    incomplete,
    withoutOwner: steps.flatMap(({ id }) =>
      (responses.get(id) ?? [])
        .filter(({ details }) => details.owner.trim() === '')
        .map((card) => ({ reason: 'no_owner' as const, step: id, response: card.id })),
    ),
  };
};
