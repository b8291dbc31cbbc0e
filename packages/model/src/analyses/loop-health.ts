/** Whether customers come back and bring others (rule A18). */
import { assertNever } from '../records/assert.ts';
import type { CardId, LinkId, StepId } from '../records/ids.ts';
import { byCodeUnit } from '../records/order.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Comparison, MetricType } from '../words/evidence.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { shareOf } from './numbers.ts';
import { type CardOf, cardsOfKind, stepOfEnds } from './placed-cards.ts';

interface Referral {
  readonly link: LinkId;
  readonly kind: 'refers_to' | 'loop';
  readonly from: StepId;
  readonly to: StepId;
  /** The link leads to an earlier step, as a link that closes the loop does. */
  readonly back: boolean;
}

export interface ReturnMetric {
  readonly card: CardId;
  readonly type: MetricType | null;
  /** The value of the latest day; null if nothing was measured yet. */
  readonly latest: { readonly day: string; readonly value: number } | null;
  readonly target: number | null;
  /** Null if the value, the target or the comparison is missing. */
  readonly met: boolean | null;
}

export interface LoopHealth {
  /** Whether the map is drawn as a loop. */
  readonly loop: boolean;
  readonly referrals: readonly Referral[];
  /** Steps after the purchase / all steps, 0 to 1. Null on an empty board. */
  readonly afterShare: number | null;
  /** Metrics in a step after the purchase. */
  readonly returnMetrics: readonly ReturnMetric[];
  readonly reasons: readonly ('no_referral' | 'no_step_after' | 'no_return_metric')[];
}

const isMet = (value: number, comparison: Comparison, target: number): boolean => {
  switch (comparison) {
    case 'at_least':
      return value >= target;
    case 'at_most':
      return value <= target;
    case 'equal':
      return value === target;
    default:
      return assertNever(comparison);
  }
};

const metricOf = ({ id, details }: CardOf<'metric'>): ReturnMetric => {
  const { type, points, target, comparison } = details;
  const last = Object.entries(points).reduce<[string, number] | null>(
    (latest, point) => (latest === null || byCodeUnit(point[0], latest[0]) > 0 ? point : latest),
    null,
  );
  return {
    card: id,
    type,
    latest: last === null ? null : { day: last[0], value: last[1] },
    target,
    met: last === null || target === null || comparison === null ? null : isMet(last[1], comparison, target),
  };
};

/**
 * Referrals are the links `refers_to` and `loop` between steps. The reason is `no_referral` if none of them leads back.
 */
export const loopHealth = (snapshot: Snapshot): LoopHealth => {
  const steps = journeyStepsOf(snapshot);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const stepOf = stepOfEnds(snapshot);
  const referrals = snapshot.links.flatMap(({ id, kind, ends }): Referral[] => {
    if ((kind !== 'refers_to' && kind !== 'loop') || ends === null) return [];
    const [fromId, toId] = [stepOf(ends.from), stepOf(ends.to)];
    const [from, to] = [fromId === null ? undefined : byId.get(fromId), toId === null ? undefined : byId.get(toId)];
    if (from === undefined || to === undefined) return [];
    return [{ link: id, kind, from: from.id, to: to.id, back: to.index < from.index }];
  });
  const after = new Set(steps.filter(({ period }) => period === 'after').map(({ id }) => id));
  const returnMetrics = cardsOfKind(snapshot, 'metric')
    .filter(({ place }) => place?.step != null && after.has(place.step))
    .map(metricOf);
  return {
    loop: snapshot.loop,
    referrals,
    afterShare: shareOf(after.size, steps.length),
    returnMetrics,
    reasons: [
      ...(referrals.some(({ back }) => back) ? [] : ['no_referral' as const]),
      ...(after.size > 0 ? [] : ['no_step_after' as const]),
      ...(returnMetrics.length > 0 ? [] : ['no_return_metric' as const]),
    ],
  };
};
