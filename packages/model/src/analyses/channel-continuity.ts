/** Whether customers can change channel without starting again (rule A7). */
import type { ChannelId, LinkId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { journeyStepsOf, passagesOf } from './journey-steps.ts';
import { shareOf } from './numbers.ts';
import { stepOfEnds } from './placed-cards.ts';
import { channelsByStep } from './touchpoints.ts';

export interface ChannelSwitch {
  readonly reason: 'context_carried' | 'context_lost' | 'context_unsaid';
  readonly from: StepId;
  readonly to: StepId;
  readonly fromChannel: ChannelId;
  readonly toChannel: ChannelId;
  /** The switch links between the two steps. */
  readonly links: readonly LinkId[];
}

export interface ChannelContinuity {
  /** In the journey's order. */
  readonly switches: readonly ChannelSwitch[];
  /** Switches that carry the context / switches of which it is known. Null if it is known of none. */
  readonly share: number | null;
  readonly carried: number;
  readonly lost: number;
  readonly unsaid: number;
  /** Passages in which one of the steps has no channel, so that nobody knows whether it changes. */
  readonly unknownPassages: number;
}

interface Drawn {
  readonly links: LinkId[];
  carried: boolean | null;
}

const between = (a: StepId, b: StepId): string => (a < b ? `${a}/${b}` : `${b}/${a}`);

/**
 * The switch links, by the two steps they connect, and whether they carry the context. Of several links between two steps,
 * one that loses the context decides.
 */
const drawnSwitches = (snapshot: Snapshot): ReadonlyMap<string, Drawn> => {
  const stepOf = stepOfEnds(snapshot);
  const drawn = new Map<string, Drawn>();
  for (const { id, kind, ends, contextCarried } of snapshot.links) {
    if (kind !== 'channel_switch' || ends === null) continue;
    const [from, to] = [stepOf(ends.from), stepOf(ends.to)];
    if (from === null || to === null) continue;
    const here = drawn.get(between(from, to)) ?? { links: [], carried: null };
    here.links.push(id);
    if (contextCarried !== null) here.carried = here.carried !== false && contextCarried;
    drawn.set(between(from, to), here);
  }
  return drawn;
};

/**
 * Finds the switches between successive steps. The channel of a step is that of its first touchpoint with a channel.
 */
export const channelContinuity = (snapshot: Snapshot): ChannelContinuity => {
  const channelsAt = channelsByStep(snapshot);
  const drawn = drawnSwitches(snapshot);
  const switches: ChannelSwitch[] = [];
  let unknownPassages = 0;
  for (const { from, to } of passagesOf(journeyStepsOf(snapshot))) {
    const [[fromChannel], [toChannel]] = [channelsAt(from.id), channelsAt(to.id)];
    if (fromChannel === undefined || toChannel === undefined) {
      unknownPassages++;
      continue;
    }
    if (fromChannel === toChannel) continue;
    const { links, carried } = drawn.get(between(from.id, to.id)) ?? { links: [], carried: null };
    const reason = carried === null ? 'context_unsaid' : carried ? 'context_carried' : 'context_lost';
    switches.push({ reason, from: from.id, to: to.id, fromChannel, toChannel, links });
  }
  const count = (reason: ChannelSwitch['reason']): number => switches.filter((s) => s.reason === reason).length;
  const [carried, lost] = [count('context_carried'), count('context_lost')];
  const unsaid = count('context_unsaid');
  return { switches, share: shareOf(carried, carried + lost), carried, lost, unsaid, unknownPassages };
};
