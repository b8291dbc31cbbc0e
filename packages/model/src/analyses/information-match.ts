/** Whether the customer finds what they look for (rule A13). */

import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { InformationNeed } from '../words/enumerations.ts';
import { journeyStepsOf } from './journey-steps.ts';

export interface InformationMatch {
  /** In order of the journey. */
  readonly unmet: readonly { readonly reason: 'need_unmet'; readonly step: StepId; readonly need: InformationNeed }[];
  readonly met: number;
  /** Steps with a need of which nobody has said whether it is met: neither met nor unmet. */
  readonly unsaid: number;
}

/** Of the steps with a need (`none` is the need of nothing): `informationMet` no, yes, or not said. */
export const informationMatch = (snapshot: Snapshot): InformationMatch => {
  const needing = journeyStepsOf(snapshot).flatMap(({ id, step }) => {
    const { informationNeed: need, informationMet: met } = step;
    return need === null || need === 'none' ? [] : [{ step: id, need, met }];
  });
  return {
    unmet: needing.filter(({ met }) => met === false).map(({ step, need }) => ({ reason: 'need_unmet', step, need })),
    met: needing.filter(({ met }) => met === true).length,
    unsaid: needing.filter(({ met }) => met === null).length,
  };
};
