import type { Lane, Step } from '@samrejse/model/records';
import { LANE_WORDS } from '@samrejse/model/vocabulary';
import { i18n } from '../i18n/i18n.svelte.ts';

/** A lane by its own name, or by its type's in the reader's language. */
export const laneName = (lane: Lane): string => lane.name || i18n.say(LANE_WORDS[lane.type]);

/** How a cell is called out: "Pain points, 2.3 Check out". */
export const cellLabel = (lane: Lane, step: Step | undefined, number = ''): string =>
  step === undefined ? laneName(lane) : `${laneName(lane)}, ${number} ${step.title || i18n.t.unnamedStep}`;
