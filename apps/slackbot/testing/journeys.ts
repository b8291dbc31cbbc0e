/** Small journeys for tests, as the board server answers them. */

import type { Outline } from '@samrejse/model/api/http';
import { authorOf, openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { addPhase } from '@samrejse/model/edits/phases';
import { addStep } from '@samrejse/model/edits/steps';
import { lineOf, stepsOf } from '@samrejse/model/journey/journey';
import type { PersonId, PhaseId, StepId } from '@samrejse/model/records/ids';

/** Phases with their steps, in order: `{ Checkout: ['Basket', 'Pay'] }`. Ids tell them: `phase0`, `step1.2`. */
export const outlineOf = (phases: Readonly<Record<string, readonly string[]>>): Outline => {
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
  const { phases: records, steps, language } = readSnapshot(board);
  const line = lineOf(records, steps);
  const nameOf = <Id extends string>(id: Id) => names.get(id) as Id;
  return {
    version: 'v1',
    title: 'Web shop',
    language,
    phases: line.map(({ phase: { id, name } }) => ({ id: nameOf<PhaseId>(id), name })),
    steps: stepsOf(line).map(({ step: { id, title }, number, phase }) => ({
      id: nameOf<StepId>(id),
      number,
      title,
      phase: nameOf<PhaseId>(phase),
    })),
    lanes: [],
  };
};

export const WEB_SHOP = outlineOf({
  Awareness: ['See an advert', 'Read reviews'],
  Search: ['Visit the shop', 'Compare', 'Fill in the form', 'Købsråd', 'Wait'],
  Checkout: ['Basket', 'Pay', 'Receipt'],
  After: ['Parcel arrives', 'Return parcel', 'Phase two: pay back'],
});
