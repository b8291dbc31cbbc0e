/** The words shown at a step in a lane that holds no cards: they come from the step's fields and its touchpoints. */
import type { Card } from '@samrejse/model/records/cards';
import type { BoardChannel, Step } from '@samrejse/model/records/records';
import type { LaneType } from '@samrejse/model/words/lanes';
import { INFORMATION_NEED_WORDS, MILESTONE_WORDS } from '@samrejse/model/words/steps';
import { DEVICE_WORDS } from '@samrejse/model/words/touchpoints';
import { channelName } from '../../i18n/board-words.ts';
import { i18n } from '../../i18n/i18n.svelte.ts';

interface Source {
  readonly step: Step;
  /** The step's touchpoints, in order. */
  readonly touchpoints: readonly Card[];
  readonly channels: ReadonlyMap<string, BoardChannel>;
}

const once = (words: readonly string[]): string[] => [...new Set(words)];

const information = ({ informationNeed, informationMet }: Step): string[] => {
  if (informationNeed === null) return [];
  const met = informationMet === null ? '' : informationMet ? ` (${i18n.t.met})` : ` (${i18n.t.notMet})`;
  return [i18n.say(INFORMATION_NEED_WORDS[informationNeed]) + met];
};

/** By type of lane, for the lanes that are drawn in words; a lane of another type without cards shows nothing yet. */
export const STEP_WORDS: Partial<Record<LaneType, (source: Source) => string[]>> = {
  channel: ({ touchpoints, channels }) =>
    once(touchpoints.flatMap(({ channel }) => (channel === null ? [] : [channelName(channel, channels)]))),
  device: ({ touchpoints }) =>
    once(
      touchpoints.flatMap((card) =>
        card.kind === 'touchpoint' && card.details.device !== null ? [i18n.say(DEVICE_WORDS[card.details.device])] : [],
      ),
    ),
  information_need: ({ step }) => information(step),
  importance: ({ step }) => (step.importanceCustomer === null ? [] : [`${step.importanceCustomer} / 5`]),
  drop_off: ({ step }) => (step.dropOff === null ? [] : [i18n.number(step.dropOff, { style: 'percent' })]),
  moments: ({ step }) => step.milestones.map((milestone) => i18n.say(MILESTONE_WORDS[milestone])),
  duration: ({ step }) =>
    step.durationMinutes === null
      ? []
      : [i18n.number(step.durationMinutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' })],
};
