/**
 * Three boards for tests: one with nothing but lanes and phases, a workshop half-way, and one larger than anybody
 * makes.
 */
import { generateNKeysBetween } from 'fractional-indexing';
import { type Author, type Board, openBoard } from '../src/document/board.ts';
import { readAll } from '../src/document/reads.ts';
import { write } from '../src/document/write.ts';
import { addCard } from '../src/edits/cards.ts';
import { setFeeling } from '../src/edits/feelings.ts';
import { addLane } from '../src/edits/lanes.ts';
import { introduce } from '../src/edits/people.ts';
import { addPersona } from '../src/edits/personas.ts';
import { addPhase } from '../src/edits/phases.ts';
import { addStep } from '../src/edits/steps.ts';
import { lineOf, liveLanes, stepsOf } from '../src/journey/journey.ts';
import { type CardId, mintId } from '../src/records/ids.ts';
import { findTemplate } from '../src/templates/index.ts';
import { instantiate } from '../src/templates/instantiate.ts';
import { CARD_KINDS } from '../src/words/cards.ts';
import { LANE_SETS } from '../src/words/lane-sets.ts';
import { LANE_CARD_KIND } from '../src/words/lanes.ts';
import { PERIODS } from '../src/words/phases.ts';
import { type Random, seededAuthor, seededDoc, seededRandom } from './random.ts';

const LARGE = { phases: 10, steps: 60, cardsPerStep: 84, cardText: 'The customer waits, and does not know for what. ' };

interface Blank {
  readonly board: Board;
  readonly author: Author;
  readonly random: Random;
}

const open = (seed: number): Blank => {
  const random = seededRandom(seed);
  return { board: openBoard(seededDoc(random)), author: seededAuthor(random, 'facilitator'), random };
};

const empty = (): Board => {
  const { board, author } = open(1);
  const template = findTemplate('five');
  if (template !== undefined) instantiate(board, author, template, { language: 'en', persona: 'Customer' });
  return board;
};

const workshop = (): Board => {
  const { board, author, random } = open(2);
  const template = findTemplate('web-shop');
  if (template !== undefined) instantiate(board, author, template, { language: 'en', persona: 'Customer' });
  const steps = stepsOf(lineOf(readAll(board, 'phases'), readAll(board, 'steps')));
  const pains = liveLanes(readAll(board, 'lanes')).find((lane) => lane.type === 'pains');
  for (const name of ['Anna', 'Bo', 'Cecilie', 'Dag']) {
    const person = seededAuthor(random, name.toLowerCase());
    introduce(board, person, { id: person.person, name, colour: random.below(12) });
    const step = random.pick(steps)?.step.id;
    if (step === undefined || pains === undefined) continue;
    addCard(board, person, { to: { step, lane: pains.id }, kind: 'pain', text: `${name} waited here too` });
    addCard(board, person, { to: 'inbox', kind: 'note', text: `A thought of ${name}'s` });
  }
  return board;
};

/**
 * A board of this many cards, one to three sentences each, in six lanes and sixty steps, or in more steps so that no
 * cell has over 14 cards.
 */
export const boardOf = (count: number): Board => {
  const { board, author, random } = open(3);
  const stepsPerPhase = Math.ceil(Math.max(LARGE.steps, count / LARGE.cardsPerStep) / LARGE.phases);
  board.doc.transact(() => {
    const lanes = [...LANE_SETS.basic, 'text' as const].map((type) => ({ type, id: addLane(board, author, { type }) }));
    const phases = Array.from({ length: LARGE.phases }, (_, i) =>
      addPhase(board, author, {
        name: `Phase ${i + 1}`,
        period: PERIODS[Math.floor((i * 3) / LARGE.phases)] ?? 'after',
      }),
    );
    const persona = addPersona(board, author, { name: 'Customer' });
    const steps = phases.flatMap((phase) =>
      Array.from({ length: stepsPerPhase }, (_, i) => addStep(board, author, { phase, title: `Step ${i + 1}` })),
    );
    for (const step of steps) {
      setFeeling(board, author, { step, persona, kind: 'actual' }, { valence: random.below(5) - 2 });
    }
    const cells = lanes
      .filter((lane) => LANE_CARD_KIND[lane.type] !== null)
      .flatMap((lane) => steps.map((step) => ({ step, lane: lane.id })));
    const ranks = generateNKeysBetween(null, null, Math.ceil(count / cells.length));
    // One edit with given ranks, because a benchmark makes twenty thousand cards.
    write(board, author, (w) => {
      for (let i = 0; i < count; i++) {
        w.create('cards', mintId<CardId>(random.bytes), {
          kind: random.pick(CARD_KINDS),
          text: LARGE.cardText.repeat(1 + random.below(3)),
          place: { ...cells[i % cells.length], rank: ranks[Math.floor(i / cells.length)] },
        });
      }
    });
  }, author);
  return board;
};

/** Each call builds the same board again. */
export const BOARDS = { empty, workshop, large: () => boardOf(5_000) } as const;
