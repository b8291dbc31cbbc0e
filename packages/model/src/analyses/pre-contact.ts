/** How much of the way to the purchase customers have gone before the first contact (rule A10). */

import type { CardId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { AwarenessGoal } from '../words/content.ts';
import type { InformationNeed } from '../words/steps.ts';
import { firstWith, journeyStepsOf } from './journey-steps.ts';
import { shareOf } from './numbers.ts';
import { byStep, cardsOfKind } from './placed-cards.ts';

/** What customers know from a step before the first contact. */
interface KnownBeforehand {
  readonly step: StepId;
  readonly touchpoints: readonly CardId[];
  readonly content: readonly CardId[];
  readonly goals: readonly AwarenessGoal[];
  /** The information they looked for, if it is known that they found it. */
  readonly learned: InformationNeed | null;
}

export interface PreContact {
  /** 0 to 1. Null if either milestone is missing. */
  readonly share: number | null;
  readonly stepsBefore: number | null;
  /** Counts the step with the commitment too. */
  readonly stepsToCommit: number | null;
  readonly knows: readonly KnownBeforehand[];
  readonly reasons: readonly ('no_first_contact' | 'no_commit')[];
}

/**
 * Steps before the first `first_contact` / steps up to and with the first `commit`. If the contact comes after the
 * commitment, customers went the whole way without the company: 1.
 */
export const preContact = (snapshot: Snapshot): PreContact => {
  const steps = journeyStepsOf(snapshot);
  const [contact, commit] = [firstWith(steps, 'first_contact'), firstWith(steps, 'commit')];
  const touchpoints = byStep(cardsOfKind(snapshot, 'touchpoint'));
  const content = byStep(cardsOfKind(snapshot, 'content'));
  const before = contact === null ? [] : steps.slice(0, contact.index);
  const stepsToCommit = commit === null ? null : commit.index + 1;
  const share =
    contact === null || stepsToCommit === null ? null : shareOf(Math.min(contact.index, stepsToCommit), stepsToCommit);
  return {
    share,
    stepsBefore: contact?.index ?? null,
    stepsToCommit,
    knows: before.map(({ id, step }) => {
      const pieces = content.get(id) ?? [];
      return {
        step: id,
        touchpoints: (touchpoints.get(id) ?? []).map((card) => card.id),
        content: pieces.map((card) => card.id),
        goals: [...new Set(pieces.flatMap(({ details }) => (details.goal === null ? [] : [details.goal])))].sort(),
        learned: step.informationMet === true ? step.informationNeed : null,
      };
    }),
    reasons: [
      ...(contact === null ? ['no_first_contact' as const] : []),
      ...(commit === null ? ['no_commit' as const] : []),
    ],
  };
};
