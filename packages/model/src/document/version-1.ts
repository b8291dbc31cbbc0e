/**
 * Converts fields of version 1 to today's. Reading and migrating both use it. So a document reads the same before it is
 * migrated, and an edit that version 1 made off line counts whenever it arrives.
 */
import type { Collection } from '../records/collections.ts';

type KeyedValue = readonly [key: string, value: unknown];

/** By the detail's name in version 1, which kept all details of a card in one register, today's key. */
const DETAIL_KEYS: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['valence', 'valence'],
  ['device', 'touchpoint.device'],
  ['owner', 'touchpoint.owner'],
  ['category', 'pain.category'],
  ['severity', 'pain.severity'],
]);

const detailsOf = (value: object): KeyedValue[] =>
  Object.entries(value).flatMap(([name, detail]): KeyedValue[] => {
    const key = DETAIL_KEYS.get(name);
    return key === undefined || detail === null ? [] : [[key, detail]];
  });

/**
 * A field's value as today's keys and values; null if the field is one of today's. Values that were not set are left
 * out.
 */
export const fromVersion1 = (collection: Collection, key: string, value: unknown): readonly KeyedValue[] | null => {
  if (collection === 'cards' && key === 'details') {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? detailsOf(value) : [];
  }
  if (collection === 'steps' && key === 'milestones') {
    return Array.isArray(value) ? value.map((milestone): KeyedValue => [`milestones/${String(milestone)}`, true]) : [];
  }
  // Today this is a link, which the migration makes.
  return collection === 'steps' && key === 'refersTo' ? [] : null;
};
