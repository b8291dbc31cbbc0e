/** The line of the journey as drawn in the header. Pure. */

import type { Card } from '@samrejse/model/records/cards';
import type { StepId } from '@samrejse/model/records/ids';
import { cellKey } from '@samrejse/model/records/place';
import type { Lane } from '@samrejse/model/records/records';
import type { Layout } from './layout.ts';

/** World y of the stations, in the header. */
export const STATION_Y = 69;
export const HEADER_HEIGHT = 144;

/** The steps that share no channel with the step before: the customer changes channel there. Steps without a known channel are passed over. */
export const channelSwitches = (
  layout: Layout,
  cards: ReadonlyMap<string, Card>,
  lanes: readonly Lane[],
): ReadonlySet<StepId> => {
  const touchpoints = lanes.filter((lane) => lane.type === 'touchpoints');
  const switches = new Set<StepId>();
  let before: ReadonlySet<string> = new Set();
  for (const column of layout.columns) {
    const here = new Set<string>();
    for (const lane of touchpoints) {
      for (const id of layout.cells.get(cellKey(column.step, lane.id)) ?? []) {
        const channel = cards.get(id)?.channel;
        if (channel) here.add(channel);
      }
    }
    if (here.size === 0) continue;
    if (before.size > 0 && before.isDisjointFrom(here)) switches.add(column.step);
    before = here;
  }
  return switches;
};
