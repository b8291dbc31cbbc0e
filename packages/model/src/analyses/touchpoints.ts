/** Touchpoints with their channel and their quality. */

import type { ChannelId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { ChannelMode } from '../words/channels.ts';
import type { Quality } from '../words/touchpoints.ts';
import { channelBook } from './channel-book.ts';
import { known } from './numbers.ts';
import { type CardOf, cardsOfKind } from './placed-cards.ts';
import type { Valences } from './valences.ts';

export interface Touchpoint {
  readonly card: CardOf<'touchpoint'>;
  /** Null if the touchpoint is in the inbox. */
  readonly step: StepId | null;
  readonly channel: ChannelId | null;
  /** The touchpoint's own mode, else its channel's. */
  readonly mode: ChannelMode | null;
  /** The card's own valence, else its step's. */
  readonly valence: number | null;
  /** The quality as set, else by the sign of the valence. */
  readonly quality: Quality | null;
}

export const qualityOf = (valence: number | null): Quality | null =>
  valence === null ? null : valence > 0 ? 'good' : valence < 0 ? 'bad' : 'neutral';

/**
 * All touchpoints, those in the inbox included, in reading order within each cell. `actual` are the actual feelings of
 * the same snapshot.
 */
export const touchpointsOf = (
  snapshot: Pick<Snapshot, 'lanes' | 'cards' | 'channels'>,
  actual: Valences,
): Touchpoint[] => {
  const book = channelBook(snapshot);
  return cardsOfKind(snapshot, 'touchpoint').map((card) => {
    const channel = book.of(card);
    const step = card.place?.step ?? null;
    const valence = card.valence ?? (step === null ? null : actual.at(step));
    const mode = card.details.mode ?? (channel === null ? null : book.traits(channel).mode);
    return { card, step, channel, mode, valence, quality: card.details.quality ?? qualityOf(valence) };
  });
};

/** More touchpoints than any step has. A step with more was made by a machine, and must not cost their square. */
const MAX_CHANNELS = 50;

/** The channels of a step's touchpoints, each once, in reading order. */
export const channelsByStep = (
  snapshot: Pick<Snapshot, 'lanes' | 'cards' | 'channels'>,
): ((step: StepId | null) => readonly ChannelId[]) => {
  const book = channelBook(snapshot);
  const channels = new Map<StepId | null, ChannelId[]>();
  const touchpoints = Map.groupBy(cardsOfKind(snapshot, 'touchpoint'), (card) => card.place?.step ?? null);
  for (const [step, cards] of touchpoints) {
    const used = new Set(known(cards.map(book.of)));
    channels.set(step, [...used].slice(0, MAX_CHANNELS));
  }
  return (step) => (step === null ? [] : (channels.get(step) ?? []));
};
