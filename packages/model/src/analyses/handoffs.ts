/** Where one part of the company passes the customer to another. */

import type { LinkId, StepId } from '../records/ids.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { CompanyFunction } from '../words/improvements.ts';
import { type JourneyStep, passagesOf } from './journey-steps.ts';
import { byStep, cardsOfKind, stepOfEnds } from './placed-cards.ts';

export type HandoffReason =
  | { readonly reason: 'owner_changes'; readonly from: readonly string[]; readonly to: readonly string[] }
  | {
      readonly reason: 'function_changes';
      readonly from: readonly CompanyFunction[];
      readonly to: readonly CompanyFunction[];
    }
  | { readonly reason: 'handoff_drawn'; readonly link: LinkId };

export interface Handoff {
  readonly from: StepId;
  readonly to: StepId;
  readonly reasons: readonly HandoffReason[];
}

interface Answering {
  readonly owners: readonly string[];
  readonly functions: readonly CompanyFunction[];
}

const NOBODY: Answering = { owners: [], functions: [] };

const answeringByStep = (snapshot: Snapshot): ReadonlyMap<StepId | null, Answering> =>
  new Map(
    [...byStep(cardsOfKind(snapshot, 'response'))].map(([step, cards]) => {
      const owners = cards.map(({ details }) => details.owner.trim()).filter((owner) => owner !== '');
      const functions = cards.flatMap(({ details }) => (details.function === null ? [] : [details.function]));
      return [step, { owners: [...new Set(owners)], functions: [...new Set(functions)] }];
    }),
  );

/** Whether both sides name somebody, and nobody is on both. A side that names nobody hands nothing over. */
const hasChanged = (from: readonly string[], to: readonly string[]): boolean => {
  const before = new Set(from);
  return from.length > 0 && to.length > 0 && !to.some((value) => before.has(value));
};

const passageKey = (from: StepId, to: StepId): string => `${from}/${to}`;

/**
 * The handoffs: between successive steps if the owner or the function of the response changes, and elsewhere if a
 * handoff link is drawn.
 */
export const handoffsOf = (snapshot: Snapshot, steps: readonly JourneyStep[]): Handoff[] => {
  const answering = answeringByStep(snapshot);
  const handoffs = new Map<string, { from: StepId; to: StepId; reasons: HandoffReason[] }>();
  const note = (from: StepId, to: StepId, reason: HandoffReason) => {
    const handoff = handoffs.get(passageKey(from, to)) ?? { from, to, reasons: [] };
    handoff.reasons.push(reason);
    handoffs.set(passageKey(from, to), handoff);
  };
  for (const { from, to } of passagesOf(steps)) {
    const [a, b] = [answering.get(from.id) ?? NOBODY, answering.get(to.id) ?? NOBODY];
    if (hasChanged(a.owners, b.owners)) note(from.id, to.id, { reason: 'owner_changes', from: a.owners, to: b.owners });
    if (hasChanged(a.functions, b.functions))
      note(from.id, to.id, { reason: 'function_changes', from: a.functions, to: b.functions });
  }
  const stepOf = stepOfEnds(snapshot);
  for (const { id, kind, ends } of snapshot.links) {
    if (kind !== 'handoff' || ends === null) continue;
    const [from, to] = [stepOf(ends.from), stepOf(ends.to)];
    if (from !== null && to !== null && from !== to) note(from, to, { reason: 'handoff_drawn', link: id });
  }
  return [...handoffs.values()];
};
