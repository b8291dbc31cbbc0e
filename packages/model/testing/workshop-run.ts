/**
 * One seeded workshop: people with replicas of one board edit, lose the connection and come back, until everything is
 * delivered.
 */
import * as Y from 'yjs';
import { type Author, type Board, beginBoard, openBoard } from '../src/document/board.ts';
import { openHistory } from '../src/document/history.ts';
import { addLane } from '../src/edits/lanes.ts';
import { addPersona } from '../src/edits/personas.ts';
import { addPhase } from '../src/edits/phases.ts';
import { addStep } from '../src/edits/steps.ts';
import { BOARDS } from './boards.ts';
import type { Editor } from './editor.ts';
import { Network, type Peer } from './network.ts';
import { type Random, seededAuthor, seededDoc, seededRandom } from './random.ts';
import { randomEdit } from './random-edit.ts';

export interface Participant extends Editor {
  readonly peer: Peer;
}

export interface Run {
  readonly network: Network;
  readonly hub: Board;
  readonly participants: readonly Participant[];
}

export interface Visitor {
  /** Called after the network is made, before anybody edits. */
  readonly begin?: (run: Run) => void;
  /** Carries out an edit in a participant's name, and may look at the board before and after it. */
  readonly around?: (participant: Participant, edit: () => void) => void;
  /** Called after each edit. */
  readonly after?: (run: Run) => void;
}

const startTiny = (board: Board, author: Author) => {
  beginBoard(board, { title: 'Small' });
  const phase = addPhase(board, author, { name: 'Before', period: 'before' });
  addStep(board, author, { phase, title: 'Look' });
  addStep(board, author, { phase, title: 'Choose' });
  addLane(board, author, { type: 'text' });
  addLane(board, author, { type: 'pains' });
  addPersona(board, author, { name: 'Customer' });
};

const startHub = (random: Random): Y.Doc => {
  const hub = seededDoc(random);
  const kind = random.next();
  if (kind < 0.7) startTiny(openBoard(hub), seededAuthor(random, 'facilitator'));
  else Y.applyUpdate(hub, Y.encodeStateAsUpdate((kind < 0.9 ? BOARDS.empty() : BOARDS.workshop()).doc));
  return hub;
};

const joinParticipant = (network: Network, random: Random, name: string): Participant => {
  const doc = seededDoc(random);
  const board = openBoard(doc);
  const author = seededAuthor(random, name);
  return { board, author, history: openHistory(board, author), random, peer: network.join(doc) };
};

const EDITS = { least: 40, most: 80 };

/** Everything in the run follows from the seed. */
export const runWorkshop = (seed: number, visitor: Visitor = {}): Run => {
  const random = seededRandom(seed);
  const hub = startHub(random);
  const network = new Network(hub);
  const participants = Array.from({ length: 3 + random.below(4) }, (_, i) =>
    joinParticipant(network, random, `person-${i}`),
  );
  const run: Run = { network, hub: openBoard(hub), participants };
  visitor.begin?.(run);
  network.settle();
  for (let edits = EDITS.least + random.below(EDITS.most - EDITS.least + 1); edits > 0; edits--) {
    const participant = random.pick(participants);
    if (participant === undefined) continue;
    if (random.chance(0.08)) network.disconnect(participant.peer);
    else if (random.chance(0.25)) network.connect(participant.peer);
    const edit = () => void randomEdit(participant);
    if (visitor.around === undefined) edit();
    else visitor.around(participant, edit);
    visitor.after?.(run);
    network.deliverSome(random, random.below(6));
  }
  network.settle();
  return run;
};
