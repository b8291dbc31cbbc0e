/** Typing together: turns what a person typed into the smallest change of the shared text. */
import * as Y from 'yjs';
import { COLLECTIONS, FIELDS, META_TEXTS, TEXT_FIELDS } from '../records/collections.ts';
import type { Fields } from '../records/fields.ts';
import { clip } from '../records/limits.ts';
import { META_FIELDS } from '../records/records.ts';
import { type Author, type Board, type TextRef, textOf } from './board.ts';

/** Removes `remove` code units at `at`, then inserts `insert` there. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const isLowSurrogate = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
};

/**
 * The smallest splice that turns `before` into `after`. `caret` is the caret's position in `after`; it decides between
 * equal answers ("aa" to "aaa": which a is new?). Never splits a surrogate pair.
 */
export const spliceBetween = (before: string, after: string, caret = after.length): Splice => {
  const shorter = Math.min(before.length, after.length);
  // The letters behind the caret were there before, so look for the common end first, up to the caret.
  let end = 0;
  const maxEnd = Math.min(shorter, after.length - caret);
  while (end < maxEnd && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start++;
  // This comes before the search for the rest of the end, which may begin with the pair's other half.
  if (start > 0 && (isLowSurrogate(before, start) || isLowSurrogate(after, start))) start--;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end))) end--;
  return { at: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
};

/** Where a caret at `position` stands after somebody else's splice. */
export const caretAfter = (position: number, splice: Splice): number => {
  if (position <= splice.at) return position;
  if (position >= splice.at + splice.remove) return position - splice.remove + splice.insert.length;
  return splice.at + splice.insert.length;
};

/** How many UTF-16 code units a text may have; 0 if a board has no such text. */
export const textLimit = (ref: TextRef): number => {
  const fields: Fields = ref.in === 'meta' ? META_FIELDS : FIELDS[ref.in];
  return fields[ref.field]?.limit ?? 0;
};

const apply = (text: Y.Text, { at, remove, insert }: Splice) => {
  if (remove > 0) text.delete(at, remove);
  if (insert !== '') text.insert(at, insert);
};

/**
 * Makes the shared text read `next` by the smallest change. Letters typed beyond the limit are cut off, but never letters
 * that stood there: two people together may have passed the limit. False if there is no such text.
 */
export const writeText = (board: Board, author: Author, ref: TextRef, next: string, caret?: number): boolean => {
  const text = textOf(board, ref);
  if (text === null) return false;
  const before = text.toString();
  const splice = spliceBetween(before, next, caret);
  const room = Math.max(0, textLimit(ref) - (before.length - splice.remove));
  const fitting = { ...splice, insert: clip(splice.insert, room) };
  if (fitting.remove > 0 || fitting.insert !== '') board.doc.transact(() => apply(text, fitting), author);
  return true;
};

/**
 * Every text of a board by `collection/id/field`, or `meta/field`. When a client has to give up its replica, these are offered
 * back to the person.
 */
export const allTexts = (board: Board): Map<string, string> => {
  const texts = new Map<string, string>();
  for (const field of META_TEXTS) texts.set(`meta/${field}`, readText(board, { in: 'meta', field }));
  for (const collection of COLLECTIONS) {
    for (const [id, record] of board.records[collection]) {
      if (!(record instanceof Y.Map) || record.get('deleted') === true) continue;
      for (const field of TEXT_FIELDS[collection]) {
        texts.set(`${collection}/${id}/${field}`, readText(board, { in: collection, id, field }));
      }
    }
  }
  return texts;
};

export const readText = (board: Board, ref: TextRef): string => textOf(board, ref)?.toString() ?? '';
