/** Whether customers find the information they look for (rule A13). */

import type { StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { InformationNeed } from '../words/steps.ts';
import { journeyStepsOf } from './journey-steps.ts';

export interface InformationMatch {
  /** In the journey's order. */
  readonly unmet: readonly { readonly reason: 'need_unmet'; readonly step: StepId; readonly need: InformationNeed }[];
  readonly met: number;
  /** Steps with a need but without an answer whether it is met: they count as neither met nor unmet. */
  readonly unsaid: number;
}

/** Sorts the steps with a need by `informationMet`: no, yes, or not set. The need `none` is no need. */
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
