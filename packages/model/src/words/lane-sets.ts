import * as v from 'valibot';
import { LANE_SETS, type LaneSet } from './enumerations.ts';

/** The name of a set of lanes that a blank board may begin with. */
export const laneSetSchema = v.picklist(Object.keys(LANE_SETS) as [LaneSet, ...LaneSet[]]);
