/**
 * Verbs that any record takes. All verbs take the board and the author, are one transaction each, return the id of what
 * they made (or nothing), and do nothing where what they speak of is not there: someone may have deleted it meanwhile.
 */

import { type Author, type Board, recordMap } from '../document/board.ts';
import { type Patch, write } from '../document/write.ts';
import type { CardDetails } from '../records/cards.ts';
import type { Collection, FIELDS } from '../records/collections.ts';
import type { Fields, Values } from '../records/fields.ts';
import type { META_FIELDS } from '../records/records.ts';
import type { CardKind } from '../words/enumerations.ts';

/** What has a verb of its own, or is the server's. */
type Fixed =
  | 'createdBy'
  | 'createdAt'
  | 'deleted'
  | 'place'
  | 'rank'
  | 'ends'
  | 'target'
  | 'thread'
  | 'type'
  | 'votes'
  | 'via'
  | 'schemaVersion';
type TextsOf<F extends Fields> = { [K in keyof F]: F[K] extends { readonly form: 'text' } ? K : never }[keyof F];
type SettableOf<F extends Fields> = Partial<Omit<Values<F>, Fixed | TextsOf<F>>>;

/** The fields of a collection that people set, by their values: a set as the list of all its members. */
export type FieldsOf<C extends Collection | 'meta'> = C extends Collection
  ? SettableOf<(typeof FIELDS)[C]>
  : SettableOf<typeof META_FIELDS>;

/** Sets fields of a record. Texts are typed with `writeText`. Throws where a value does not fit its field. */
export const setFields = <C extends Collection>(
  board: Board,
  author: Author,
  collection: C,
  id: string,
  fields: FieldsOf<C>,
): void => write(board, author, (w) => w.patch(collection, id, fields as Patch));

/** Sets what is said of the map as a whole. */
export const setMeta = (board: Board, author: Author, fields: FieldsOf<'meta'>): void =>
  write(board, author, (w) => w.patch('meta', 'meta', fields as Patch));

/** Sets what a card's kind adds. If it is another kind by now, that is kept for when it is this one again (rule D8). */
export const setCardDetails = <K extends CardKind>(
  board: Board,
  author: Author,
  id: string,
  kind: K,
  details: Partial<CardDetails<K>>,
): void => {
  const keyed = Object.fromEntries(Object.entries(details).map(([name, value]) => [`${kind}.${name}`, value]));
  write(board, author, (w) => w.patch('cards', id, keyed));
};

/** Hides a record; nothing is ever removed (rule D5). Steps of a phase show in its neighbour, cards of a step in the inbox. */
export const remove = (board: Board, author: Author, collection: Collection, id: string): void =>
  write(board, author, (w) => w.set(collection, id, 'deleted', true));

/** Brings back what was deleted, where it was. */
export const restore = (board: Board, author: Author, collection: Collection, id: string): void =>
  write(board, author, (w) => {
    if (recordMap(board, collection, id)?.get('deleted') === true) w.set(collection, id, 'deleted', false);
  });
