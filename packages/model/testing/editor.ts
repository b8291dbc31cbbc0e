/** A person at a board, and random picks from it. */

import type { Author, Board } from '../src/document/board.ts';
import type { History } from '../src/document/history.ts';
import type { Collection } from '../src/records/collections.ts';
import type { Random } from './random.ts';

/** One person at one board. */
export interface Editor {
  readonly board: Board;
  readonly author: Author;
  readonly history: History;
  readonly random: Random;
}

/** Words as people type them: letters of three alphabets, and letters of two code units and of four. */
export const WORDS = [
  'queue',
  'kø',
  'väntan',
  'ring op igen',
  ' ',
  '.',
  'e',
  '🙂',
  '👩‍👧',
  '𝔰',
  '\n',
  'too slow — twice',
];

export const word = ({ random }: Editor): string => random.pick(WORDS) ?? '';

/** The id of any record, a deleted one too: it may have been deleted while the person looked at it. */
export const anyId = <Id extends string>({ board, random }: Editor, collection: Collection): Id | undefined =>
  random.pick([...board.records[collection].keys()]) as Id | undefined;

/** Some ids of a collection; often none. */
export const someIds = <Id extends string>(editor: Editor, collection: Collection): Id[] => {
  const ids = Array.from({ length: editor.random.below(3) }, () => anyId<Id>(editor, collection));
  return [...new Set(ids.filter((id) => id !== undefined))];
};

export type RandomEdit = (editor: Editor) => void;
