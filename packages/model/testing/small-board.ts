/** A board small enough to remember, and ways for two people to work on it. */
import * as Y from 'yjs';
import { type Author, type Board, openBoard } from '../src/document/board.ts';
import { addLane } from '../src/edits/lanes.ts';
import { addPersona } from '../src/edits/personas.ts';
import { addPhase } from '../src/edits/phases.ts';
import { addStep } from '../src/edits/steps.ts';
import { seededAuthor, seededDoc, seededRandom } from './random.ts';

/** Three phases; two steps in the first, one in the others; lanes of four types; one persona. */
export const smallBoard = (seed = 1) => {
  const random = seededRandom(seed);
  const board = openBoard(seededDoc(random));
  const author = seededAuthor(random, 'anna');
  const before = addPhase(board, author, { name: 'Before', period: 'before' });
  const during = addPhase(board, author, { name: 'During', period: 'during' });
  const after = addPhase(board, author, { name: 'After', period: 'after' });
  const look = addStep(board, author, { phase: before, title: 'Look' });
  const choose = addStep(board, author, { phase: before, title: 'Choose' });
  const buy = addStep(board, author, { phase: during, title: 'Buy' });
  const use = addStep(board, author, { phase: after, title: 'Use' });
  const touchpoints = addLane(board, author, { type: 'touchpoints' });
  const pains = addLane(board, author, { type: 'pains' });
  const emotion = addLane(board, author, { type: 'emotion' });
  const notes = addLane(board, author, { type: 'text' });
  const persona = addPersona(board, author, { name: 'Jonas' });
  return {
    board,
    author,
    phases: { before, during, after },
    steps: { look, choose, buy, use },
    lanes: { touchpoints, pains, emotion, notes },
    persona,
  };
};

/** The same board on another machine, with another person at it. */
export const fork = (board: Board, person = 'bo', seed = 99): { board: Board; author: Author } => {
  const random = seededRandom(seed);
  const doc = seededDoc(random);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(board.doc));
  return { board: openBoard(doc), author: seededAuthor(random, person) };
};

/** Gives each board what the other has. */
export const exchange = (one: Board, other: Board): void => {
  const toOther = Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
  Y.applyUpdate(other.doc, toOther);
};
