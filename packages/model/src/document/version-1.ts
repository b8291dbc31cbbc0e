/**
 * Fields as version 1 wrote them, said in today's. Reading and migrating both use it, so that a document reads the same
 * before it is migrated, and an edit that was made off line by version 1 counts whenever it comes.
 */
import type { Collection } from '../records/collections.ts';

type Entry = readonly [key: string, value: unknown];

/** Where version 1 kept the details of a card, in one register for all kinds, null where not set. */
const DETAIL_KEYS: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['valence', 'valence'],
  ['device', 'touchpoint.device'],
  ['owner', 'touchpoint.owner'],
  ['category', 'pain.category'],
  ['severity', 'pain.severity'],
]);

const detailsOf = (value: object): Entry[] =>
  Object.entries(value).flatMap(([name, detail]): Entry[] => {
    const key = DETAIL_KEYS.get(name);
    return key === undefined || detail === null ? [] : [[key, detail]];
  });

/** The same in today's fields; null where the field is today's already. What was not set says nothing. */
export const fromVersion1 = (collection: Collection, key: string, value: unknown): readonly Entry[] | null => {
  if (collection === 'cards' && key === 'details') {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? detailsOf(value) : [];
  }
  if (collection === 'steps' && key === 'milestones') {
    return Array.isArray(value) ? value.map((milestone): Entry => [`milestones/${String(milestone)}`, true]) : [];
  }
  // A link of its own today, which the migration makes.
  return collection === 'steps' && key === 'refersTo' ? [] : null;
};
