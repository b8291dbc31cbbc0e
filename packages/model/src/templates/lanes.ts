import { LANE_SETS, type LaneSet } from '../words/lane-sets.ts';
import type { LaneType } from '../words/lanes.ts';
import type { JourneyTemplate, Template, TemplateLane } from './journey-template.ts';

/** The basic lanes, and each further lane that the journey has cards for. */
const lanesOfJourney = ({ steps, metrics }: JourneyTemplate): LaneType[] => {
  const hasBackstage = steps.some((step) => step.backstage !== undefined);
  const hasContent = steps.some((step) => step.content !== undefined);
  const behind: readonly LaneType[] = hasBackstage ? ['separator_visibility', 'backstage'] : [];
  const planned: readonly LaneType[] = hasContent ? ['content'] : [];
  const measured: readonly LaneType[] = metrics.length > 0 ? ['metrics'] : [];
  const basic = LANE_SETS.basic.flatMap((type): LaneType[] =>
    type === 'company_response' ? [type, ...behind, ...planned] : [type],
  );
  return [...basic, ...measured];
};

const lanesOfTypes = (types: readonly LaneType[]): TemplateLane[] => types.map((type) => ({ type }));

/** The lanes of a board from this template, top to bottom. A blank template may begin with another set of lanes than its own. */
export const lanesOf = (template: Template, wish?: LaneSet): readonly TemplateLane[] => {
  if (template.form === 'journey') return lanesOfTypes(lanesOfJourney(template));
  return template.form === 'blank' && wish !== undefined ? lanesOfTypes(LANE_SETS[wish]) : template.lanes;
};
