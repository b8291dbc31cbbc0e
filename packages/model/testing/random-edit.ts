/** Any legal edit of a board, drawn from a generator: what people do, also to what others have just deleted. */
import {
  type Author,
  type Board,
  COLLECTIONS,
  type Collection,
  META_TEXTS,
  TEXT_FIELDS,
  type TextRef,
} from '../src/board.ts';
import * as edits from '../src/edits.ts';
import {
  CARD_KINDS,
  CHANNELS,
  FEELING_KINDS,
  LANE_TYPES,
  MILESTONES,
  PERIODS,
  SEVERITIES,
} from '../src/enumerations.ts';
import type { History } from '../src/history.ts';
import { liveLanes } from '../src/journey.ts';
import { readAll } from '../src/reads.ts';
import type { Card, Lane, Persona, Phase, Step } from '../src/records.ts';
import { readText, writeText } from '../src/text.ts';
import type { Random } from './random.ts';

/** One person at one board. */
export interface Editor {
  readonly board: Board;
  readonly author: Author;
  readonly history: History;
  readonly random: Random;
}

/** Words as people type them: letters of three alphabets, and such as take two code units, or four. */
const WORDS = ['queue', 'kø', 'väntan', 'ring op igen', ' ', '.', 'e', '🙂', '👩‍👧', '𝔰', '\n', 'too slow — twice'];

interface Records {
  phases: Phase;
  steps: Step;
  lanes: Lane;
  cards: Card;
  personas: Persona;
}

/** Any record, deleted ones too: they may have been deleted while the person looked at them. */
const any = <C extends Collection>({ board, random }: Editor, collection: C): Records[C] | undefined =>
  random.pick(readAll(board, collection));

const destination = ({ board, random }: Editor): edits.Destination => {
  const step = random.pick(readAll(board, 'steps'));
  const lane = random.pick(liveLanes(readAll(board, 'lanes')).filter((l) => l.type !== 'emotion'));
  return step === undefined || lane === undefined || random.chance(0.15) ? 'inbox' : { step: step.id, lane: lane.id };
};

const anyText = (editor: Editor): TextRef | undefined => {
  const { board, random } = editor;
  if (random.chance(0.15)) return { in: 'meta', field: random.pick(META_TEXTS) ?? 'title' };
  const collection = random.pick(COLLECTIONS) ?? 'cards';
  const field = random.pick<string>(TEXT_FIELDS[collection]);
  const id = random.pick([...board.records[collection].keys()]);
  return id === undefined || field === undefined ? undefined : { in: collection, id, field };
};

/** Replaces some letters of a text by others, as a person with a caret does. */
export const typeSomewhere = ({ board, author, history, random }: Editor, ref: TextRef): void => {
  // By letters, not code units: nobody's caret stands inside an emoji.
  const letters = [...readText(board, ref)];
  const from = random.below(letters.length + 1);
  const removed = random.chance(0.5) ? 0 : random.below(letters.length - from + 1);
  const typed = random.chance(0.25) ? '' : (random.pick(WORDS) ?? '');
  const before = letters.slice(0, from).join('') + typed;
  history.track(ref);
  // Or it would hang on the speed of the machine which letters are undone together.
  history.pause();
  writeText(board, author, ref, before + letters.slice(from + removed).join(''), before.length);
};

const EDITS: Readonly<Record<string, (editor: Editor) => void>> = {
  addPhase: ({ board, author, random }) =>
    void edits.addPhase(board, author, {
      name: random.pick(WORDS) ?? '',
      period: random.pick(PERIODS) ?? 'before',
      index: random.below(5),
    }),
  movePhase: (e) => {
    const phase = any(e, 'phases');
    if (phase !== undefined) edits.movePhase(e.board, e.author, phase.id, e.random.below(6));
  },
  setPeriod: (e) => {
    const phase = any(e, 'phases');
    if (phase !== undefined) edits.setPeriod(e.board, e.author, phase.id, e.random.pick(PERIODS) ?? 'after');
  },
  removePhase: (e) => {
    const phase = any(e, 'phases');
    if (phase !== undefined) edits.removePhase(e.board, e.author, phase.id);
  },
  addStep: (e) => {
    const phase = any(e, 'phases');
    if (phase === undefined) return;
    const title = e.random.pick(WORDS) ?? '';
    const milestones = e.random.chance(0.3) ? [e.random.pick(MILESTONES) ?? 'mot'] : [];
    const refersTo = e.random.chance(0.2) ? (any(e, 'steps')?.id ?? null) : null;
    edits.addStep(e.board, e.author, { phase: phase.id, title, milestones, refersTo, index: e.random.below(6) });
  },
  moveStep: (e) => {
    const step = any(e, 'steps');
    const phase = any(e, 'phases');
    if (step !== undefined && phase !== undefined)
      edits.moveStep(e.board, e.author, step.id, phase.id, e.random.below(6));
  },
  removeStep: (e) => {
    const step = any(e, 'steps');
    if (step !== undefined) edits.removeStep(e.board, e.author, step.id);
  },
  addLane: ({ board, author, random }) =>
    void edits.addLane(board, author, { type: random.pick(LANE_TYPES) ?? 'text', index: random.below(8) }),
  moveLane: (e) => {
    const lane = any(e, 'lanes');
    if (lane !== undefined) edits.moveLane(e.board, e.author, lane.id, e.random.below(8));
  },
  removeLane: (e) => {
    const lane = any(e, 'lanes');
    if (lane !== undefined) edits.removeLane(e.board, e.author, lane.id);
  },
  addCard: (e) =>
    void edits.addCard(e.board, e.author, {
      to: destination(e),
      kind: e.random.pick(CARD_KINDS) ?? 'note',
      text: e.random.pick(WORDS) ?? '',
      index: e.random.below(4),
    }),
  moveCard: (e) => {
    const card = any(e, 'cards');
    if (card !== undefined) edits.moveCard(e.board, e.author, card.id, destination(e), e.random.below(4));
  },
  setCardDetails: (e) => {
    const card = any(e, 'cards');
    const channel = e.random.pick(CHANNELS) ?? null;
    const severity = e.random.pick(SEVERITIES) ?? null;
    if (card !== undefined)
      edits.setCardDetails(e.board, e.author, card.id, e.random.chance(0.5) ? { channel } : { severity });
  },
  removeCard: (e) => {
    const card = any(e, 'cards');
    if (card !== undefined) edits.removeCard(e.board, e.author, card.id);
  },
  restore: (e) => {
    const collection = e.random.pick(COLLECTIONS) ?? 'cards';
    const record = any(e, collection);
    if (record !== undefined) edits.restore(e.board, e.author, collection, record.id);
  },
  addPersona: ({ board, author, random }) =>
    void edits.addPersona(board, author, { name: random.pick(WORDS) ?? '', tagline: random.pick(WORDS) ?? '' }),
  removePersona: (e) => {
    const persona = any(e, 'personas');
    if (persona !== undefined) edits.removePersona(e.board, e.author, persona.id);
  },
  setFeeling: (e) => {
    const [step, persona, kind] = [any(e, 'steps'), any(e, 'personas'), e.random.pick(FEELING_KINDS)];
    if (step === undefined || persona === undefined || kind === undefined) return;
    const valence = e.random.next() * 5 - 2.5;
    const word = e.random.pick(WORDS) ?? '';
    const to = e.random.chance(0.5) ? { valence } : { valence, word };
    edits.setFeeling(e.board, e.author, { step: step.id, persona: persona.id, kind }, to);
  },
  clearFeeling: (e) => {
    const [step, persona, kind] = [any(e, 'steps'), any(e, 'personas'), e.random.pick(FEELING_KINDS)];
    if (step === undefined || persona === undefined || kind === undefined) return;
    edits.clearFeeling(e.board, e.author, { step: step.id, persona: persona.id, kind });
  },
  introduce: ({ board, author, random }) =>
    edits.introduce(board, author, { id: author.person, name: random.pick(WORDS) ?? '', colour: random.below(12) }),
  type: (e) => {
    const ref = anyText(e);
    if (ref !== undefined) typeSomewhere(e, ref);
  },
  undo: ({ history }) => void history.undo(),
  redo: ({ history }) => void history.redo(),
};

/** How often each comes, next to the others; once where not listed. A workshop is mostly cards and typing. */
const OFTEN: Readonly<Record<string, number>> = { addCard: 6, moveCard: 6, type: 12, undo: 4, redo: 3, moveStep: 2 };

const DRAWN = Object.keys(EDITS).flatMap((name) => Array<string>(OFTEN[name] ?? 1).fill(name));

/** Carries out one edit and says which verb it was. */
export const randomEdit = (editor: Editor): string => {
  const name = editor.random.pick(DRAWN) ?? 'addCard';
  EDITS[name]?.(editor);
  return name;
};
