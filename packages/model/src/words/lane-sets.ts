/** The sets of lanes that a board may start with. */
import * as v from 'valibot';
import type { LaneType } from './lanes.ts';
import { say, type Words } from './language.ts';
import { SERVICE_BLUEPRINT } from './maps.ts';

/** Lanes a board may start with, top to bottom. The steps themselves are the header and no lane. */
export const LANE_SETS = {
  basic: ['touchpoints', 'channel', 'expected_action', 'company_response', 'emotion', 'pains', 'opportunities'],
  content: [
    'touchpoints',
    'channel',
    'expected_action',
    'company_response',
    'information_need',
    'content',
    'emotion',
    'pains',
    'opportunities',
  ],
  blueprint: [
    'physical_evidence',
    'expected_action',
    'separator_interaction',
    'frontstage',
    'separator_visibility',
    'backstage',
    'separator_internal',
    'support_process',
  ],
  management: ['emotion', 'drop_off', 'metrics', 'opportunities'],
} as const satisfies Record<string, readonly LaneType[]>;
export type LaneSet = keyof typeof LANE_SETS;

export const LANE_SET_WORDS: Words<LaneSet> = {
  basic: say('Basic', 'Grundlæggende', 'Grundläggande'),
  content: say('Content', 'Indhold', 'Innehåll'),
  blueprint: SERVICE_BLUEPRINT,
  management: say('Management', 'Ledelse', 'Ledning'),
};

/** The name of a set of lanes that a blank board may begin with. */
export const laneSetSchema = v.picklist(Object.keys(LANE_SETS) as [LaneSet, ...LaneSet[]]);
