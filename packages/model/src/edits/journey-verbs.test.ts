/** Verbs that reshape a journey (split, merge, fork), and what links and comments are attached to. */
import { describe, expect, test } from 'vitest';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import type { Board } from '../document/board.ts';
import { openHistory } from '../document/history.ts';
import { inspectBoard, readRecord, readSnapshot } from '../document/reads.ts';
import {
  type BoardId,
  type CardId,
  type ChannelId,
  type LaneId,
  mintId,
  type PhaseId,
  type StepId,
} from '../records/ids.ts';
import { STEP_FIELDS } from '../records/records.ts';
import { LANE_TYPES } from '../words/lanes.ts';
import { CANONICAL_PHASES } from '../words/phases.ts';
import { cardsAt } from './card-places.ts';
import { addCard, kindInLane } from './cards.ts';
import { setFeeling } from './feelings.ts';
import { setLaneType } from './lanes.ts';
import { addChannel, addTag } from './library.ts';
import { addLink } from './links.ts';
import { addPersona } from './personas.ts';
import { mergePhase, splitPhase } from './phases.ts';
import { remove, restore, setFields } from './records.ts';
import { forkStep, mergeStep, splitStep } from './steps.ts';
import { addComment, replyTo, resolve } from './threads.ts';

/** Titles by phase name, in order. */
const line = (board: Board): Record<string, string[]> => {
  const { phases, steps } = readSnapshot(board);
  return Object.fromEntries(
    phases.map((phase) => [phase.name, steps.filter((s) => s.place?.phase === phase.id).map((s) => s.title)]),
  );
};

/** Texts of the cards of a cell, in order. */
const cell = (board: Board, step: StepId | null, lane: LaneId): string[] =>
  readSnapshot(board)
    .cards.filter((card) => card.place?.step === step && card.place.lane === lane)
    .map((card) => card.text);

const withCards = () => {
  const small = smallBoard();
  const { board, author, steps, lanes } = small;
  const put = (text: string, step: StepId, lane: LaneId): CardId =>
    addCard(board, author, { to: { step, lane }, kind: 'note', text });
  const [a, b, c] = ['a', 'b', 'c'].map((text) => put(text, steps.look, lanes.notes)) as [CardId, CardId, CardId];
  const pain = put('slow', steps.look, lanes.pains);
  put('d', steps.choose, lanes.notes);
  return { ...small, cards: { a, b, c, pain } };
};

describe('splitting and merging', () => {
  test('[J1] a phase split at a step leaves each step in one of the two, in order', () => {
    const { board, author, phases } = smallBoard();
    splitPhase(board, author, phases.before, { index: 1, name: 'Deciding' });
    expect(line(board)).toEqual({ Before: ['Look'], Deciding: ['Choose'], During: ['Buy'], After: ['Use'] });
    expect(readSnapshot(board).phases[1]).toMatchObject({ period: 'before' });
    expect(splitPhase(board, author, 'nowhere' as PhaseId, { index: 0, name: '' })).toBeNull();
  });

  test('[J2] a phase merged into a neighbour leaves its steps there, before or behind, and can be restored', () => {
    for (const into of ['before', 'after'] as const) {
      const { board, author, phases } = smallBoard();
      mergePhase(board, author, phases.during, phases[into]);
      expect(line(board)).toEqual(
        into === 'before'
          ? { Before: ['Look', 'Choose', 'Buy'], After: ['Use'] }
          : { Before: ['Look', 'Choose'], After: ['Buy', 'Use'] },
      );
      expect(readRecord(board, 'phases', phases.during)).toMatchObject({ name: 'During', deleted: true });
    }
  });

  test('[J1] a step split in two leaves each card in one of them, in its lane and order; feelings stay', () => {
    const { board, author, steps, lanes, cards, persona } = withCards();
    setFeeling(board, author, { step: steps.look, persona, kind: 'actual' }, { valence: 1 });
    const id = splitStep(board, author, steps.look, { title: 'Look again', cards: [cards.c, cards.a, cards.pain] });
    expect(line(board).Before).toEqual(['Look', 'Look again', 'Choose']);
    expect([cell(board, steps.look, lanes.notes), cell(board, id, lanes.notes)]).toEqual([['b'], ['c', 'a']]);
    expect(cell(board, id, lanes.pains)).toEqual(['slow']);
    expect(readSnapshot(board).feelings).toMatchObject([{ step: steps.look }]);
  });

  test('[J2] a step merged into another gives it its cards, feelings, links and what it alone has said', () => {
    const { board, author, steps, lanes, cards, persona } = withCards();
    const end = (id: StepId) => ({ in: 'steps', id }) as const;
    addLink(board, author, { kind: 'loop', from: end(steps.use), to: end(steps.choose) });
    setFields(board, author, 'steps', steps.look, { dropOff: 0.2, milestones: ['mot'], durationMinutes: 5 });
    setFields(board, author, 'steps', steps.choose, {
      dropOff: 0.5,
      milestones: ['commit'],
      durationMinutes: 10,
      importanceCustomer: 4,
    });
    setFeeling(board, author, { step: steps.choose, persona, kind: 'actual' }, { valence: -1, word: 'lost' });
    const before = readSnapshot(board);
    const history = openHistory(board, author);
    mergeStep(board, author, steps.choose, steps.look);
    const { steps: after, links, feelings } = readSnapshot(board);
    expect(line(board).Before).toEqual(['Look']);
    expect(after[0]).toMatchObject({
      dropOff: 0.6,
      milestones: ['commit', 'mot'],
      durationMinutes: 15,
      importanceCustomer: 4,
    });
    expect(cell(board, steps.look, lanes.notes)).toEqual(['a', 'b', 'c', 'd']);
    expect(readRecord(board, 'cards', cards.pain)?.place?.step).toBe(steps.look);
    expect(links[0]?.ends).toEqual({ from: end(steps.use), to: end(steps.look) });
    expect(feelings).toMatchObject([{ step: steps.look, valence: -1, word: 'lost' }]);
    expect(readRecord(board, 'steps', steps.choose)).toMatchObject({ title: 'Choose', deleted: true });
    history.undo();
    expect(readSnapshot(board)).toEqual(before);
  });

  test('[J2] a step merged takes its deleted cards, and those of deleted lanes, along: they come back with the others', () => {
    const { board, author, steps, lanes, cards } = withCards();
    remove(board, author, 'cards', cards.b);
    remove(board, author, 'lanes', lanes.pains);
    mergeStep(board, author, steps.look, steps.choose);
    restore(board, author, 'cards', cards.b);
    restore(board, author, 'lanes', lanes.pains);
    expect(cell(board, steps.choose, lanes.notes)).toEqual(['d', 'a', 'b', 'c']);
    expect(cell(board, steps.choose, lanes.pains)).toEqual(['slow']);
  });

  test('[J2] whatever single value a step had not said, the other says; where both had, the one that stays', () => {
    const said = {
      kind: 'decision',
      importanceCustomer: 4,
      importanceCompany: 2,
      effortCustomer: 5,
      engagement: 3,
      informationNeed: 'how_to',
      informationMet: false,
      durationMinutes: 0,
      reach: 0.5,
      dropOff: 0,
      status: 'failing',
      childBoard: mintId<BoardId>(),
    } as const;
    const single = Object.entries(STEP_FIELDS).filter(
      ([, { form, missing }]) => form === 'register' && missing === null,
    );
    const ofItsOwn = ['place', 'parallelGroup', 'createdBy'];
    expect(Object.keys(said).toSorted()).toEqual(
      single
        .map(([name]) => name)
        .filter((name) => !ofItsOwn.includes(name))
        .toSorted(),
    );
    const { board, author, steps, phases } = smallBoard();
    setFields(board, author, 'steps', steps.choose, said);
    mergeStep(board, author, steps.choose, steps.look);
    expect(readRecord(board, 'steps', steps.look)).toMatchObject(said);
    setFields(board, author, 'steps', steps.buy, { engagement: 1 });
    mergeStep(board, author, steps.look, steps.buy);
    expect(readRecord(board, 'steps', steps.buy)).toMatchObject({ ...said, engagement: 1 });
    setFields(board, author, 'phases', phases.before, { canonical: CANONICAL_PHASES[1] });
    mergePhase(board, author, phases.before, phases.during);
    expect(readRecord(board, 'phases', phases.during)?.canonical).toBe(CANONICAL_PHASES[1]);
    setFields(board, author, 'phases', phases.after, { canonical: CANONICAL_PHASES[0] });
    mergePhase(board, author, phases.during, phases.after);
    expect(readRecord(board, 'phases', phases.after)?.canonical).toBe(CANONICAL_PHASES[0]);
  });

  test('[J2] a phase merged takes its deleted steps along, and leaves the other’s where they are', () => {
    const { board, author, phases, steps } = smallBoard();
    remove(board, author, 'steps', steps.choose);
    const written: string[] = [];
    board.editListeners.add(({ changes }) => written.push(...changes.map((change) => change.id)));
    mergePhase(board, author, phases.before, phases.after);
    mergePhase(board, author, phases.during, phases.after);
    expect(written).toEqual([steps.look, steps.choose, phases.before, steps.buy, phases.during]);
    restore(board, author, 'steps', steps.choose);
    expect(line(board)).toEqual({ After: ['Buy', 'Look', 'Choose', 'Use'] });
  });

  test('[J2] what people said of what is merged hangs on what stays; a link between the two goes with the other', () => {
    const { board, author, phases, steps } = smallBoard();
    const [look, choose, use] = [steps.look, steps.choose, steps.use].map((id) => ({ in: 'steps', id }) as const);
    if (look === undefined || choose === undefined || use === undefined) throw new Error('a step is missing');
    const between = addLink(board, author, { kind: 'handoff', from: look, to: choose });
    const away = addLink(board, author, { kind: 'loop', from: choose, to: use });
    addComment(board, author, { target: choose, text: 'why here?' });
    addComment(board, author, { target: { in: 'phases', id: phases.during }, text: 'too long' });
    mergeStep(board, author, steps.choose, steps.look);
    mergePhase(board, author, phases.during, phases.before);
    const { links, comments } = readSnapshot(board);
    expect(links).toMatchObject([{ id: away, ends: { from: look, to: use } }]);
    expect(comments.map((c) => c.target)).toEqual([look, { in: 'phases', id: phases.before }]);
    restore(board, author, 'steps', steps.choose);
    expect(readSnapshot(board).links.map((link) => link.id)).toEqual([between, away]);
  });

  test('[J2] a step that is everybody’s, since whom it names is gone, is so merged too', () => {
    const { board, author, steps, persona } = smallBoard();
    const ada = addPersona(board, author, { name: 'Ada' });
    const gone = addPersona(board, author, { name: 'Gone' });
    setFields(board, author, 'steps', steps.look, { personas: [gone] });
    setFields(board, author, 'steps', steps.choose, { personas: [persona] });
    remove(board, author, 'personas', gone);
    mergeStep(board, author, steps.choose, steps.look);
    expect(readSnapshot(board).steps[0]).toMatchObject({ id: steps.look, personas: [] });
    expect(forkStep(board, author, steps.look, { personas: [ada] })).not.toBeNull();
  });

  test('[J1] [O3] of two who split or merge the same at once, each step and card is somewhere once', () => {
    const { board, author, phases, steps, cards } = withCards();
    const bo = fork(board);
    splitPhase(board, author, phases.before, { index: 1, name: 'One' });
    splitPhase(bo.board, bo.author, phases.before, { index: 0, name: 'Two' });
    splitStep(board, author, steps.look, { title: 'Half', cards: [cards.a, cards.b] });
    splitStep(bo.board, bo.author, steps.look, { title: 'Other half', cards: [cards.b, cards.c] });
    mergePhase(board, author, phases.during, phases.after);
    mergePhase(bo.board, bo.author, phases.after, phases.during);
    exchange(board, bo.board);
    const shown = readSnapshot(board);
    expect(shown).toEqual(readSnapshot(bo.board));
    expect(shown.steps.map((s) => s.title).toSorted()).toEqual(['Buy', 'Choose', 'Half', 'Look', 'Other half', 'Use']);
    expect(shown.cards.map((c) => c.text).toSorted()).toEqual(['a', 'b', 'c', 'd', 'slow']);
    expect(shown.cards.every((c) => c.place?.step !== null)).toBe(true);
  });

  test('[J2] of two who merge two steps into each other at once, both hide them: the cards are in the inbox', () => {
    const { board, author, steps, lanes } = withCards();
    const bo = fork(board);
    mergeStep(board, author, steps.choose, steps.look);
    mergeStep(bo.board, bo.author, steps.look, steps.choose);
    exchange(board, bo.board);
    expect(line(board).Before).toEqual([]);
    expect(readSnapshot(board).cards).toHaveLength(5);
    restore(board, author, 'steps', steps.look);
    restore(board, author, 'steps', steps.choose);
    expect([...cell(board, steps.look, lanes.notes), ...cell(board, steps.choose, lanes.notes)].toSorted()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  test('[J2] a card that came to a step while it was merged is in the inbox, not lost', () => {
    const { board, author, steps, lanes } = withCards();
    const bo = fork(board);
    mergeStep(board, author, steps.choose, steps.look);
    const late = addCard(bo.board, bo.author, {
      to: { step: steps.choose, lane: lanes.notes },
      kind: 'note',
      text: 'late',
    });
    exchange(board, bo.board);
    const { cards } = readSnapshot(board);
    expect(cards.find((card) => card.id === late)?.place?.step).toBeNull();
    expect(cards).toHaveLength(6);
  });
});

describe('personas', () => {
  test('[J3] a fork gives some personas a step of their own beside the others’, with their feelings', () => {
    const { board, author, steps, persona } = smallBoard();
    const ada = addPersona(board, author, { name: 'Ada' });
    setFeeling(board, author, { step: steps.look, persona, kind: 'actual' }, { valence: 1 });
    setFeeling(board, author, { step: steps.look, persona: ada, kind: 'actual' }, { valence: -1 });
    const id = forkStep(board, author, steps.look, { personas: [ada], title: 'Look on the phone' });
    const { steps: after, feelings } = readSnapshot(board);
    expect(after.slice(0, 2)).toMatchObject([
      { id: steps.look, personas: [persona] },
      { id, title: 'Look on the phone', personas: [ada] },
    ]);
    expect(after[0]?.parallelGroup).toBe(after[1]?.parallelGroup);
    expect(feelings).toMatchObject([
      { step: steps.look, persona, valence: 1 },
      { step: id, persona: ada, valence: -1 },
    ]);
  });

  test('[J3] of two who fork a step at once, both forks stand beside it', () => {
    const { board, author, steps } = smallBoard();
    const [ada, bea] = ['Ada', 'Bea'].map((name) => addPersona(board, author, { name }));
    const bo = fork(board);
    const forks = [
      forkStep(board, author, steps.look, { personas: ada === undefined ? [] : [ada] }),
      forkStep(bo.board, bo.author, steps.look, { personas: bea === undefined ? [] : [bea] }),
    ];
    exchange(board, bo.board);
    const beside = readSnapshot(board).steps.filter((s) => s.parallelGroup === steps.look);
    expect(beside.map((s) => s.id).toSorted()).toEqual([steps.look, ...forks].toSorted());
  });

  test('[J3] who is gone does not count for a fork, and comes back to the step', () => {
    const { board, author, steps, persona } = smallBoard();
    const [ada, gone] = ['Ada', 'Gone'].map((name) => addPersona(board, author, { name }));
    if (ada === undefined || gone === undefined) throw new Error('no persona');
    setFields(board, author, 'steps', steps.look, { personas: [ada, gone] });
    remove(board, author, 'personas', gone);
    expect(forkStep(board, author, steps.look, { personas: [ada] })).toBeNull();
    setFields(board, author, 'steps', steps.look, { personas: [ada, gone, persona] });
    forkStep(board, author, steps.look, { personas: [ada] });
    restore(board, author, 'personas', gone);
    expect(readSnapshot(board).steps[0]?.personas).toEqual([gone, persona].toSorted());
  });

  test('[J3] a fork that would leave nobody on the step makes none', () => {
    const { board, author, steps, persona } = smallBoard();
    expect(forkStep(board, author, steps.look, { personas: [persona] })).toBeNull();
    expect(forkStep(board, author, steps.look, { personas: [] })).toBeNull();
    expect(readSnapshot(board).steps).toHaveLength(4);
  });

  test('[J4] a step whose personas are all gone is everybody’s, and theirs again when they come back', () => {
    const { board, author, steps, persona } = smallBoard();
    setFields(board, author, 'steps', steps.look, { personas: [persona] });
    remove(board, author, 'personas', persona);
    expect(readSnapshot(board).steps[0]?.personas).toEqual([]);
    restore(board, author, 'personas', persona);
    expect(readSnapshot(board).steps[0]?.personas).toEqual([persona]);
  });
});

describe('what hangs on what', () => {
  test('[J5] a lane’s type changes only where its cards may stand in it as what they are', () => {
    const { board, author, steps, lanes } = smallBoard();
    const note = addCard(board, author, { to: { step: steps.look, lane: lanes.notes }, kind: 'pain' });
    for (const type of LANE_TYPES) {
      const before = readRecord(board, 'lanes', lanes.notes)?.type;
      const allowed = kindInLane(type, 'pain') === 'pain';
      expect(setLaneType(board, author, lanes.notes, type), type).toBe(allowed);
      expect(readRecord(board, 'lanes', lanes.notes)?.type).toBe(allowed ? type : before);
    }
    remove(board, author, 'cards', note);
    expect(setLaneType(board, author, lanes.notes, 'emotion')).toBe(true);
  });

  test('[D3] [J5] a card that came to a lane while it became one that holds none is in the inbox', () => {
    const { board, author, steps, lanes } = smallBoard();
    const bo = fork(board);
    setLaneType(board, author, lanes.notes, 'emotion');
    const to = { step: steps.look, lane: lanes.notes };
    const late = addCard(bo.board, bo.author, { to, kind: 'note', text: 'late' });
    exchange(board, bo.board);
    expect(readSnapshot(board).cards).toMatchObject([{ id: late, place: { step: null, lane: null } }]);
    expect(cardsAt(board, 'inbox').map((card) => card.id)).toEqual([late]);
    // The lane may become any type that holds its cards.
    expect(setLaneType(board, author, lanes.notes, 'text')).toBe(true);
    expect(cell(board, steps.look, lanes.notes)).toEqual(['late']);
  });

  test('[J6] a link or a comment shows while what it hangs on is there, and again when that is restored', () => {
    const { board, author, steps } = smallBoard();
    const [look, buy] = [steps.look, steps.buy].map((id) => ({ in: 'steps', id }) as const);
    if (look === undefined || buy === undefined) throw new Error('a step is missing');
    addLink(board, author, { kind: 'channel_switch', from: look, to: buy, contextCarried: false });
    addComment(board, author, { target: buy, text: 'why here?' });
    const shown = () => [readSnapshot(board).links.length, readSnapshot(board).comments.length];
    expect(shown()).toEqual([1, 1]);
    remove(board, author, 'steps', steps.buy);
    expect(shown()).toEqual([0, 0]);
    restore(board, author, 'steps', steps.buy);
    expect(shown()).toEqual([1, 1]);
  });

  test('[J6] a channel, tag, persona or evidence that is gone is named by nobody, until it is restored', () => {
    const { board, author, persona } = smallBoard();
    const channel = addChannel(board, author, { name: 'Kiosk', group: 'physical_and_other' });
    const tag = addTag(board, author, { name: 'queue' });
    const proof = addCard(board, author, { to: 'inbox', kind: 'evidence', text: 'counted' });
    const fields = { channel, tags: [tag], evidence: [proof], personas: [persona] };
    const id = addCard(board, author, { to: 'inbox', kind: 'touchpoint', fields });
    const preferredChannels = [channel, 'phone' as ChannelId].toSorted();
    setFields(board, author, 'personas', persona, { preferredChannels });
    const shown = () => readSnapshot(board).cards.find((card) => card.id === id);
    expect(shown()).toMatchObject(fields);
    const gone = [
      ['channels', channel],
      ['tags', tag],
      ['cards', proof],
    ] as const;
    for (const [collection, record] of gone) remove(board, author, collection, record);
    expect(readSnapshot(board).personas[0]?.preferredChannels).toEqual(['phone']);
    remove(board, author, 'personas', persona);
    expect(shown()).toMatchObject({ channel: null, tags: [], evidence: [], personas: [] });
    expect(inspectBoard(board).repairs).toEqual([]);
    for (const [collection, record] of gone) restore(board, author, collection, record);
    restore(board, author, 'personas', persona);
    expect(shown()).toMatchObject(fields);
    expect(readSnapshot(board).personas[0]).toMatchObject({ preferredChannels });
  });

  test('[J7] a thread has one beginning; where that is gone, the first answer is it', () => {
    const { board, author, steps } = smallBoard();
    const first = addComment(board, author, { target: { in: 'steps', id: steps.look }, text: 'why?' });
    const second = replyTo(board, author, first, { text: 'because' });
    if (second === null) throw new Error('no answer');
    const third = replyTo(board, author, second, { text: 'ah' });
    const threads = () => readSnapshot(board).comments.map((c) => c.thread);
    expect(threads()).toEqual([null, first, first]);
    if (third !== null) resolve(board, author, third, true);
    expect(readRecord(board, 'comments', first)?.resolved).toBe(true);
    remove(board, author, 'comments', first);
    expect(threads()).toEqual([null, second]);
    replyTo(board, author, second, { text: 'still' });
    if (third !== null) resolve(board, author, third, true);
    expect(threads()).toEqual([null, second, second]);
    expect(readSnapshot(board).comments[0]).toMatchObject({ id: second, resolved: true });
    restore(board, author, 'comments', first);
    expect(threads()).toEqual([null, first, first, first]);
  });
});
