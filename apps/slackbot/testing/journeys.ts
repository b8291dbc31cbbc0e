/** A small journey for tests, as the board answers it. */
import { authorOf, openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { addPhase } from '@samrejse/model/edits/phases';
import { addStep } from '@samrejse/model/edits/steps';
import type { PersonId, PhaseId, StepId } from '@samrejse/model/records/ids';
import type { Snapshot } from '@samrejse/model/records/snapshot-schema';

/** Phases with their steps, in order: `{ Checkout: ['Basket', 'Pay'] }`. Ids tell them: `phase0`, `step1.2`. */
export const snapshotOf = (phases: Readonly<Record<string, readonly string[]>>): Snapshot => {
  const board = openBoard();
  const author = authorOf('anna' as PersonId);
  const names = new Map<string, string>();
  for (const [i, [name, titles]] of Object.entries(phases).entries()) {
    const phase = addPhase(board, author, { name, period: 'before' });
    names.set(phase, `phase${i}`);
    for (const [j, title] of titles.entries()) {
      names.set(addStep(board, author, { phase, title }), `step${i + 1}.${j + 1}`);
    }
  }
  const snapshot = readSnapshot(board);
  const nameOf = <Id extends string>(id: Id) => names.get(id) as Id;
  return {
    ...snapshot,
    title: 'Web shop',
    phases: snapshot.phases.map((phase) => ({ ...phase, id: nameOf<PhaseId>(phase.id) })),
    steps: snapshot.steps.map((step) => ({
      ...step,
      id: nameOf<StepId>(step.id),
      place: step.place === null ? null : { ...step.place, phase: nameOf<PhaseId>(step.place.phase) },
    })),
  };
};

export const WEB_SHOP = snapshotOf({
  Awareness: ['See an advert', 'Read reviews'],
  Search: ['Visit the shop', 'Compare', 'Fill in the form', 'Købsråd', 'Wait'],
  Checkout: ['Basket', 'Pay', 'Receipt'],
  After: ['Parcel arrives', 'Return parcel', 'Phase two: pay back'],
});
