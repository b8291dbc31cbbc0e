/** A small journey for tests, as the board answers it. */
import { type Snapshot, snapshotSchema } from '@samrejse/model/snapshot-schema';
import * as v from 'valibot';

/** Phases with their steps, in order: `{ Checkout: ['Basket', 'Pay'] }`. */
export const snapshotOf = (phases: Readonly<Record<string, readonly string[]>>): Snapshot => {
  const record = { createdBy: null, createdAt: 0, deleted: false };
  const rank = (i: number) => `a${i}`;
  const names = Object.keys(phases);
  return v.parse(snapshotSchema, {
    title: 'Web shop',
    language: 'en',
    phases: names.map((name, i) => ({ ...record, id: `phase${i}`, name, rank: rank(i) })),
    steps: Object.values(phases).flatMap((titles, i) =>
      titles.map((title, j) => ({
        ...record,
        id: `step${i + 1}.${j + 1}`,
        title,
        place: { phase: `phase${i}`, rank: rank(j) },
      })),
    ),
    lanes: [],
    cards: [],
    personas: [],
    feelings: [],
    people: [],
  });
};

export const WEB_SHOP = snapshotOf({
  Awareness: ['See an advert', 'Read reviews'],
  Search: ['Visit the shop', 'Compare', 'Fill in the form', 'Købsråd', 'Wait'],
  Checkout: ['Basket', 'Pay', 'Receipt'],
  After: ['Parcel arrives', 'Return parcel', 'Phase two: pay back'],
});
