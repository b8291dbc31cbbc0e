/**
 * Verbs for any record. Every verb takes the board and the author, is one transaction, and returns the id of the record it
 * made, if any. If the record it is about is not there, it does nothing: somebody may have deleted it meanwhile.
 */

import { type Author, type Board, recordMap } from '../document/board.ts';
import { type Patch, write } from '../document/write.ts';
import type { CardDetails } from '../records/cards.ts';
import type { Collection, FIELDS } from '../records/collections.ts';
import type { Fields, Values } from '../records/fields.ts';
import type { META_FIELDS } from '../records/records.ts';
import type { CardKind } from '../words/cards.ts';

/** Fields that have a verb of their own, or that only the server writes. */
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

/** The fields of a collection that people can set. A set is given as the list of all its members. */
export type FieldsOf<C extends Collection | 'meta'> = C extends Collection
  ? SettableOf<(typeof FIELDS)[C]>
  : SettableOf<typeof META_FIELDS>;

/** Sets fields of a record. Texts are typed with `writeText`. Throws if a value does not fit its field. */
export const setFields = <C extends Collection>(
  board: Board,
  author: Author,
  collection: C,
  id: string,
  fields: FieldsOf<C>,
): void => write(board, author, (w) => w.patch(collection, id, fields as Patch));

/** Sets fields of the map as a whole. Throws if a value does not fit its field. */
export const setMeta = (board: Board, author: Author, fields: FieldsOf<'meta'>): void =>
  write(board, author, (w) => w.patch('meta', 'meta', fields as Patch));

/** Sets details of a card. If the card is of another kind by now, they show when it is of this kind again (rule D8). */
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

/**
 * Hides a record; no record is ever removed (rule D5). The steps of a deleted phase show in its neighbour, the cards of
 * a deleted step in the inbox.
 */
export const remove = (board: Board, author: Author, collection: Collection, id: string): void =>
  write(board, author, (w) => w.set(collection, id, 'deleted', true));

/** Brings a deleted record back, at the place it had. */
export const restore = (board: Board, author: Author, collection: Collection, id: string): void =>
  write(board, author, (w) => {
    if (recordMap(board, collection, id)?.get('deleted') === true) w.set(collection, id, 'deleted', false);
  });
