/** Any legal edit of a board, drawn from a generator: what people do, also to records that others have just deleted. */

import type { TextRef } from '../src/document/board.ts';
import { readText, writeText } from '../src/document/text.ts';
import { COLLECTIONS, META_TEXTS, TEXT_FIELDS } from '../src/records/collections.ts';
import { type Editor, type RandomEdit, WORDS } from './editor.ts';
import { CARD_EDITS } from './random-edit-cards.ts';
import { SCAFFOLD_EDITS } from './random-edit-scaffold.ts';

const anyText = (editor: Editor): TextRef | undefined => {
  const { board, random } = editor;
  if (random.chance(0.15)) return { in: 'meta', field: random.pick(META_TEXTS) ?? 'title' };
  // Mostly texts that people write in: a board has few tags and channels.
  const collection = random.chance(0.6) ? 'cards' : (random.pick(COLLECTIONS) ?? 'cards');
  const field = random.pick(TEXT_FIELDS[collection]);
  const id = random.pick([...board.records[collection].keys()]);
  return id === undefined || field === undefined ? undefined : { in: collection, id, field };
};

/** Replaces some letters of a text, as a person with a caret does. */
export const typeSomewhere = ({ board, author, history, random }: Editor, ref: TextRef): void => {
  // By letters and not by code units: nobody's caret stands inside an emoji.
  const letters = [...readText(board, ref)];
  const from = random.below(letters.length + 1);
  const removed = random.chance(0.5) ? 0 : random.below(letters.length - from + 1);
  const typed = random.chance(0.25) ? '' : (random.pick(WORDS) ?? '');
  const before = letters.slice(0, from).join('') + typed;
  history.track(ref);
  // Otherwise the speed of the machine would decide which letters are undone together.
  history.pause();
  writeText(board, author, ref, before + letters.slice(from + removed).join(''), before.length);
};

const EDITS: Readonly<Record<string, RandomEdit>> = {
  ...SCAFFOLD_EDITS,
  ...CARD_EDITS,
  type: (e) => {
    const ref = anyText(e);
    if (ref !== undefined) typeSomewhere(e, ref);
  },
  undo: ({ history }) => void history.undo(),
  redo: ({ history }) => void history.redo(),
};

/**
 * How often each edit comes, relative to the others; 1 if not listed. In a workshop, most edits are cards and typing.
 */
const OFTEN: Readonly<Record<string, number>> = { addCard: 9, moveCard: 9, type: 18, undo: 6, redo: 4, moveStep: 2 };

const DRAWN = Object.keys(EDITS).flatMap((name) => Array<string>(OFTEN[name] ?? 1).fill(name));

/** Carries out one edit and returns the name of its verb. */
export const randomEdit = (editor: Editor): string => {
  const name = editor.random.pick(DRAWN) ?? 'addCard';
  EDITS[name]?.(editor);
  return name;
};
