/** On which channels the company meets the customer in which phase (rule A6). */

import type { CardId, ChannelId, PersonaId, PhaseId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { ChannelGroup, ChannelMode } from '../words/channels.ts';
import { channelBook } from './channel-book.ts';
import { isStepOf, type JourneyStep, journeyStepsOf, personasOf } from './journey-steps.ts';
import { known, mean } from './numbers.ts';
import { type Touchpoint, touchpointsOf } from './touchpoints.ts';
import { valencesOf } from './valences.ts';

/** The most preferred channels of one persona that are looked at; more than any person prefers. */
const MAX_PREFERRED = 50;

interface CoverageCell {
  readonly channel: ChannelId;
  readonly phase: PhaseId;
  readonly touchpoints: readonly CardId[];
  /** The mean over the touchpoints with a valence, −2 to +2. */
  readonly valence: number | null;
}

/** A channel that a persona prefers, and the phases the persona goes through without a touchpoint there. */
interface PreferenceGap {
  readonly reason: 'preferred_channel_missing';
  readonly persona: PersonaId;
  readonly channel: ChannelId;
  readonly phases: readonly PhaseId[];
}

export interface ChannelCoverage {
  /** In the order of their first touchpoints on the journey. */
  readonly channels: readonly {
    readonly channel: ChannelId;
    readonly group: ChannelGroup | null;
    readonly touchpoints: number;
  }[];
  /** Only cells with touchpoints; the rest of the matrix is empty. */
  readonly cells: readonly CoverageCell[];
  readonly gaps: readonly PreferenceGap[];
  /** Touchpoints by mode. `unsaid` are those without a channel, or whose channel has no mode. */
  readonly mix: Readonly<Record<ChannelMode | 'unsaid', number>>;
  /** Touchpoints without a channel; they are in no row. */
  readonly withoutChannel: readonly CardId[];
  /** Touchpoints in the inbox; they are counted nowhere else. */
  readonly unplaced: readonly CardId[];
}

type PlacedTouchpoint = Touchpoint & { readonly at: JourneyStep };

const cellsOf = (touchpoints: readonly PlacedTouchpoint[]): CoverageCell[] =>
  [...Map.groupBy(touchpoints, ({ channel }) => channel)].flatMap(([channel, onIt]) =>
    channel === null
      ? []
      : [...Map.groupBy(onIt, ({ at }) => at.phase.id)].map(([phase, those]) => ({
          channel,
          phase,
          touchpoints: those.map(({ card }) => card.id),
          valence: mean(known(those.map(({ valence }) => valence))),
        })),
  );

const gapsOf = (
  snapshot: Snapshot,
  steps: readonly JourneyStep[],
  touchpoints: readonly PlacedTouchpoint[],
): PreferenceGap[] => {
  const book = channelBook(snapshot);
  const key = (phase: PhaseId, channel: ChannelId | null) => `${phase}/${channel}`;
  return personasOf(snapshot).flatMap(({ id: persona, preferredChannels }) => {
    const phases = new Set(steps.filter(({ step }) => isStepOf(step, persona)).map(({ phase }) => phase.id));
    const met = new Set(
      touchpoints
        .filter(
          ({ at, card }) =>
            isStepOf(at.step, persona) && (card.personas.length === 0 || card.personas.includes(persona)),
        )
        .map(({ at, channel }) => key(at.phase.id, channel)),
    );
    const preferred = new Set(known(preferredChannels.slice(0, MAX_PREFERRED).map((channel) => book.of({ channel }))));
    return [...preferred].flatMap((channel) => {
      const missing = [...phases].filter((phase) => !met.has(key(phase, channel)));
      return missing.length === 0
        ? []
        : [{ reason: 'preferred_channel_missing' as const, persona, channel, phases: missing }];
    });
  });
};

/** Counts touchpoints by channel and phase, with their mean valence: the card's own, else its step's. */
export const channelCoverage = (snapshot: Snapshot): ChannelCoverage => {
  const steps = journeyStepsOf(snapshot);
  const byId = new Map<StepId, JourneyStep>(steps.map((step) => [step.id, step]));
  const all = touchpointsOf(snapshot, valencesOf(snapshot, 'actual'));
  const placed = all
    .flatMap((touchpoint) => {
      const at = touchpoint.step === null ? undefined : byId.get(touchpoint.step);
      return at === undefined ? [] : [{ ...touchpoint, at }];
    })
    .sort((a, b) => a.at.index - b.at.index);
  const book = channelBook(snapshot);
  const mix: Record<ChannelMode | 'unsaid', number> = { on: 0, off: 0, both: 0, unsaid: 0 };
  for (const { mode } of placed) mix[mode ?? 'unsaid']++;
  const onJourney = new Set(placed.map(({ card }) => card.id));
  return {
    channels: [...Map.groupBy(placed, ({ channel }) => channel)].flatMap(([channel, those]) =>
      channel === null ? [] : [{ channel, group: book.traits(channel).group, touchpoints: those.length }],
    ),
    cells: cellsOf(placed),
    gaps: gapsOf(snapshot, steps, placed),
    mix,
    withoutChannel: placed.filter(({ channel }) => channel === null).map(({ card }) => card.id),
    unplaced: all.map(({ card }) => card.id).filter((id) => !onJourney.has(id)),
  };
};
