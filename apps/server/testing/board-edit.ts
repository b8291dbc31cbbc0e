/** One edit of a board, drawn from a generator: cards come, move, are written in and go; the scaffold grows. */
import { type Author, openBoard } from '@samrejse/model/document/board';
import { readAll } from '@samrejse/model/document/reads';
import { writeText } from '@samrejse/model/document/text';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { remove, setFields } from '@samrejse/model/edits/records';
import { addStep } from '@samrejse/model/edits/steps';
import type * as Y from 'yjs';
import type { Random } from './random.ts';

export const editBoard = (doc: Y.Doc, author: Author, random: Random): void => {
  const board = openBoard(doc);
  const cards = readAll(board, 'cards');
  const card = random.pick(cards);
  const step = random.pick(readAll(board, 'steps'));
  const lane = random.pick(readAll(board, 'lanes').filter((l) => l.type !== 'emotion'));
  const phase = random.pick(readAll(board, 'phases'));
  const to = step === undefined || lane === undefined ? 'inbox' : { step: step.id, lane: lane.id };
  const kind = random.below(10);
  if (card === undefined || kind < 3) addCard(board, author, { to, kind: 'note', text: `card ${cards.length}` });
  else if (kind < 6) moveCard(board, author, card.id, to, random.below(3));
  else if (kind < 8)
    writeText(board, author, { in: 'cards', id: card.id, field: 'text' }, `${card.text} more`.slice(-500));
  else if (kind < 9) remove(board, author, 'cards', card.id);
  else if (phase !== undefined && random.chance(0.5)) setFields(board, author, 'phases', phase.id, { period: 'after' });
  else if (phase !== undefined) addStep(board, author, { phase: phase.id, title: 'a step' });
};
