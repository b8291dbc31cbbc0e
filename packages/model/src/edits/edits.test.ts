import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import type { Board } from '../document/board.ts';
import { readAll, readPeople, readRecord, readSnapshot } from '../document/reads.ts';
import { cellsOf, lineOf, liveLanes, stepsOf } from '../journey/journey.ts';
import type { CardId, LaneId, PersonaId, PersonId, PhaseId, StepId } from '../records/ids.ts';
import { TEXT_LIMITS } from '../records/limits.ts';
import { INBOX } from '../records/place.ts';
import { addCard, moveCard } from './cards.ts';
import { clearFeeling, setFeeling } from './feelings.ts';
import { addLane, moveLane } from './lanes.ts';
import { introduce } from './people.ts';
import { addPersona, movePersona } from './personas.ts';
import { addPhase, movePhase } from './phases.ts';
import { remove, restore, setCardDetails, setFields } from './records.ts';
import { addStep, moveStep } from './steps.ts';

const updatesOf = (board: Board, edit: () => void): { update: Uint8Array; origin: unknown }[] => {
  const updates: { update: Uint8Array; origin: unknown }[] = [];
  const listen = (update: Uint8Array, origin: unknown) => void updates.push({ update, origin });
  board.doc.on('update', listen);
  edit();
  board.doc.off('update', listen);
  return updates;
};

const titles = (board: Board): string[][] =>
  lineOf(readAll(board, 'phases'), readAll(board, 'steps')).map((g) => g.steps.map((s) => s.step.title));

const cellsShown = (board: Board) => {
  const steps = stepsOf(lineOf(readAll(board, 'phases'), readAll(board, 'steps'))).map((s) => s.step.id);
  const lanes = liveLanes(readAll(board, 'lanes')).map((l) => l.id);
  return cellsOf(readAll(board, 'cards'), new Set(steps), new Set(lanes));
};

describe('edits', () => {
  test('[D11] an edit is one transaction, with its author as origin', () => {
    const { board, author, steps, lanes, phases, persona } = smallBoard();
    const to = { step: steps.look, lane: lanes.pains };
    const card = addCard(board, author, { to, kind: 'pain' });
    const verbs = [
      () => addPhase(board, author, { name: 'x', period: 'after', index: 0 }),
      () => addStep(board, author, { phase: phases.before, title: 'x', index: 1 }),
      () => addLane(board, author, { type: 'thoughts' }),
      () => addCard(board, author, { to, kind: 'pain', index: 0 }),
      () => moveCard(board, author, card, { step: steps.use, lane: lanes.notes }, 0),
      () => setCardDetails(board, author, card, 'pain', { severity: 'trivial' }),
      () => remove(board, author, 'steps', steps.buy),
      () => setFeeling(board, author, { step: steps.use, persona, kind: 'actual' }, { valence: 1 }),
      () => introduce(board, author, { id: author.person, name: 'Anna', colour: 3 }),
    ];
    for (const verb of verbs) {
      const updates = updatesOf(board, verb);
      expect(updates).toHaveLength(1);
      expect(updates[0]?.origin).toBe(author);
    }
  });

  test('[D10] an edit of what is not there, or that changes nothing, writes nothing', () => {
    const { board, author, steps, lanes, phases, persona } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'note', text: 'x' });
    const nowhere = 'nowhere';
    const written = updatesOf(board, () => {
      movePhase(board, author, nowhere as PhaseId, 1);
      remove(board, author, 'phases', nowhere as PhaseId);
      setFields(board, author, 'phases', nowhere as PhaseId, { period: 'after' });
      moveStep(board, author, nowhere as StepId, phases.before, 0);
      remove(board, author, 'steps', nowhere as StepId);
      moveLane(board, author, nowhere as LaneId, 0);
      remove(board, author, 'lanes', nowhere as LaneId);
      moveCard(board, author, nowhere as CardId, { step: steps.look, lane: lanes.pains });
      setCardDetails(board, author, nowhere as CardId, 'pain', { severity: 'trivial' });
      remove(board, author, 'cards', nowhere as CardId);
      restore(board, author, 'cards', nowhere);
      remove(board, author, 'personas', nowhere as PersonaId);
      clearFeeling(board, author, { step: steps.look, persona, kind: 'actual' });
      setFields(board, author, 'phases', phases.after, { period: 'after' });
      setCardDetails(board, author, card, 'note', {});
      restore(board, author, 'cards', card);
    });
    expect(written).toEqual([]);
  });

  test('[D10] what is put where it stands, or felt as it was, writes nothing', () => {
    const { board, author, phases, steps, lanes, persona } = smallBoard();
    const at = { step: steps.look, persona, kind: 'actual' } as const;
    const to = { step: steps.look, lane: lanes.notes };
    setFeeling(board, author, at, { valence: -0.04, word: 'so' });
    const bo = fork(board);
    // Two cards put into one gap at once have one rank; a fourth card between them gets a longer rank than needed.
    addCard(board, author, { to, kind: 'note', id: 'a' as CardId });
    addCard(bo.board, bo.author, { to, kind: 'note', id: 'b' as CardId });
    exchange(board, bo.board);
    const [c, d] = [
      addCard(board, author, { to, kind: 'note' }),
      addCard(board, author, { to, kind: 'note', index: 2 }),
    ];
    remove(board, author, 'cards', c);
    moveStep(board, author, steps.use, phases.before, 1);
    remove(board, author, 'steps', steps.choose);
    const written = updatesOf(board, () => {
      for (const [index, id] of ['a', 'b', d].entries()) moveCard(board, author, id as CardId, to, index);
      moveStep(board, author, steps.use, phases.before, 1);
      moveStep(board, author, steps.use, phases.before, 7);
      movePhase(board, author, phases.during, 1);
      moveLane(board, author, lanes.emotion, 2);
      movePersona(board, author, persona, 0);
      setFeeling(board, author, at, { valence: 0 });
    });
    expect(written).toEqual([]);
  });

  test('[D5] nothing is removed: what is deleted comes back, where it was and as it was', () => {
    const { board, author, steps, lanes, phases, persona } = smallBoard();
    const to = { step: steps.look, lane: lanes.pains };
    const card = addCard(board, author, { to, kind: 'pain', text: 'slow' });
    const before = readSnapshot(board);
    remove(board, author, 'cards', card);
    remove(board, author, 'steps', steps.look);
    remove(board, author, 'lanes', lanes.pains);
    remove(board, author, 'phases', phases.before);
    remove(board, author, 'personas', persona);
    expect(readSnapshot(board)).toMatchObject({ cards: [], personas: [] });
    expect(readRecord(board, 'cards', card)).toMatchObject({ text: 'slow', deleted: true });
    restore(board, author, 'personas', persona);
    restore(board, author, 'phases', phases.before);
    restore(board, author, 'lanes', lanes.pains);
    restore(board, author, 'steps', steps.look);
    restore(board, author, 'cards', card);
    expect(readSnapshot(board)).toEqual(before);
  });

  test('[D5] making a record under an id that is taken leaves what is there', () => {
    const { board, author } = smallBoard();
    const id = addCard(board, author, { to: 'inbox', kind: 'note', text: 'first' });
    expect(addCard(board, author, { id, to: 'inbox', kind: 'pain', text: 'second' })).toBe(id);
    expect(readRecord(board, 'cards', id)).toMatchObject({ kind: 'note', text: 'first' });
  });

  test('[D3] a card of a deleted step or lane shows in the inbox, and in its cell again when that is restored', () => {
    const { board, author, steps, lanes } = smallBoard();
    const one = addCard(board, author, { to: { step: steps.look, lane: lanes.pains }, kind: 'pain' });
    const two = addCard(board, author, { to: { step: steps.buy, lane: lanes.notes }, kind: 'note' });
    const before = cellsShown(board);
    remove(board, author, 'steps', steps.look);
    remove(board, author, 'lanes', lanes.notes);
    expect(cellsShown(board).get(INBOX)?.toSorted()).toEqual([one, two].toSorted());
    restore(board, author, 'steps', steps.look);
    restore(board, author, 'lanes', lanes.notes);
    expect(cellsShown(board)).toEqual(before);
  });

  test('[D3] putting a card into the inbox among such cards leaves them their cells to come back to', () => {
    const { board, author, steps, lanes } = smallBoard();
    const to = { step: steps.look, lane: lanes.pains };
    const stray = addCard(board, author, { to, kind: 'pain' });
    const waiting = addCard(board, author, { to: 'inbox', kind: 'note' });
    remove(board, author, 'steps', steps.look);
    // Both have the first rank of their lists: to put a step between, all get new ranks.
    const between = addCard(board, author, { to: 'inbox', kind: 'note', index: 1 });
    expect(cellsShown(board).get(INBOX)?.[1]).toBe(between);
    expect(cellsShown(board).get(INBOX)?.toSorted()).toEqual([stray, waiting, between].toSorted());
    restore(board, author, 'steps', steps.look);
    expect(cellsShown(board).get(`${steps.look}/${lanes.pains}`)).toEqual([stray]);
  });

  test('[D8] a card moved to a lane of another kind becomes that kind, and keeps its own in a lane of notes', () => {
    const { board, author, steps, lanes } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'thought' });
    const kindAfter = (lane: LaneId) => {
      moveCard(board, author, card, { step: steps.buy, lane });
      return readRecord(board, 'cards', card)?.kind;
    };
    expect(kindAfter(lanes.notes)).toBe('thought');
    expect(kindAfter(lanes.pains)).toBe('pain');
    expect(kindAfter(lanes.touchpoints)).toBe('touchpoint');
    expect(kindAfter(lanes.emotion)).toBe('touchpoint');
    expect(readRecord(board, 'cards', card)?.place?.lane).toBe(lanes.touchpoints);
    moveCard(board, author, card, INBOX);
    expect(readRecord(board, 'cards', card)).toMatchObject({ kind: 'touchpoint', place: { step: null, lane: null } });
  });

  test('[D12] a feeling lies between −2 and +2 in tenths, and keeps its word until another is given', () => {
    const { board, author, steps, persona } = smallBoard();
    const at = { step: steps.look, persona, kind: 'actual' } as const;
    const set = (to: { valence: number; word?: string }) => {
      setFeeling(board, author, at, to);
      const [feeling] = readSnapshot(board).feelings;
      return [feeling?.valence, feeling?.word];
    };
    expect(set({ valence: 9, word: 'glad' })).toEqual([2, 'glad']);
    expect(set({ valence: -9 })).toEqual([-2, 'glad']);
    expect(set({ valence: 0.26 })).toEqual([0.3, 'glad']);
    expect(set({ valence: -0.01, word: '' })).toEqual([0, '']);
    clearFeeling(board, author, at);
    expect(readSnapshot(board).feelings).toEqual([]);
  });

  test('[D12] a feeling is set whatever a hostile client left in its register', () => {
    const { board, author, steps, persona } = smallBoard();
    const at = { step: steps.look, persona, kind: 'actual' } as const;
    board.registers.feelings.set(`${steps.look}/${persona}/actual`, { word: { toString: 1, valueOf: 1 } });
    setFeeling(board, author, at, { valence: 1 });
    expect(readSnapshot(board).feelings).toMatchObject([{ ...at, valence: 1, word: '' }]);
  });

  test('[D14] saying again who one is writes nothing, and cannot be undone', () => {
    const { board, author } = smallBoard();
    const anna = { id: 'anna' as PersonId, name: 'Anna', colour: 3 };
    const told: unknown[] = [];
    board.editListeners.add((edit) => told.push(edit));
    expect(updatesOf(board, () => introduce(board, author, anna))).toHaveLength(1);
    expect(updatesOf(board, () => introduce(board, author, anna))).toEqual([]);
    expect(readPeople(board)).toEqual([anna]);
    expect(told).toEqual([]);
  });

  test('[T4] names and texts are cut at their limits when a record is made', () => {
    const { board, author, phases } = smallBoard();
    const long = 'x'.repeat(10_000);
    const made = [
      board.records.phases.get(addPhase(board, author, { name: long, period: 'after' })),
      board.records.steps.get(addStep(board, author, { phase: phases.after, title: long })),
      board.records.lanes.get(addLane(board, author, { type: 'text', name: long })),
      board.records.personas.get(addPersona(board, author, { name: long, tagline: long })),
      board.records.cards.get(addCard(board, author, { to: 'inbox', kind: 'note', text: long })),
    ];
    const lengthOf = (record: Y.Map<unknown> | undefined, field: string) => String(record?.get(field)).length;
    expect(['name', 'title', 'name', 'name', 'text'].map((field, i) => lengthOf(made[i], field))).toEqual([
      ...Array<number>(4).fill(TEXT_LIMITS.title),
      TEXT_LIMITS.card,
    ]);
  });
});

describe('place', () => {
  test('[O1] putting something between two others writes its own place alone', () => {
    const { board, author, phases, steps, lanes } = smallBoard();
    const to = { step: steps.look, lane: lanes.notes };
    const [a, b, c] = [1, 2, 3].map(() => addCard(board, author, { to, kind: 'note' }));
    const changed: string[] = [];
    board.editListeners.add((edit) => changed.push(...edit.changes.map((change) => change.id)));
    const d = addCard(board, author, { to, kind: 'note', index: 1 });
    if (c !== undefined) moveCard(board, author, c, to, 0);
    moveStep(board, author, steps.use, phases.before, 1);
    expect(cellsShown(board).get(`${steps.look}/${lanes.notes}`)).toEqual([c, a, d, b]);
    expect(titles(board)).toEqual([['Look', 'Use', 'Choose'], ['Buy'], []]);
    expect(changed).toEqual([d, c, steps.use]);
  });

  test('[O2] of two moves of a card or a step at once, one holds, whole', () => {
    const { board, author, steps, lanes, phases } = smallBoard();
    const card = addCard(board, author, { to: 'inbox', kind: 'note' });
    const bo = fork(board);
    moveCard(board, author, card, { step: steps.look, lane: lanes.pains });
    moveCard(bo.board, bo.author, card, { step: steps.buy, lane: lanes.notes });
    moveStep(board, author, steps.use, phases.before, 0);
    moveStep(bo.board, bo.author, steps.use, phases.during, 1);
    exchange(board, bo.board);
    expect(cellsShown(board)).toEqual(cellsShown(bo.board));
    expect([[`${steps.look}/${lanes.pains}`], [`${steps.buy}/${lanes.notes}`]]).toContainEqual([
      ...cellsShown(board).keys(),
    ]);
    expect(titles(board)).toEqual(titles(bo.board));
    expect(
      titles(board)
        .flat()
        .filter((title) => title === 'Use'),
    ).toHaveLength(1);
  });

  test('[O5] cards two people put in one gap at once stay apart, and a third goes between them', () => {
    const { board, author, steps, lanes } = smallBoard();
    const bo = fork(board);
    const to = { step: steps.look, lane: lanes.notes };
    addCard(board, author, { to, kind: 'note' });
    addCard(bo.board, bo.author, { to, kind: 'note' });
    exchange(board, bo.board);
    const key = `${steps.look}/${lanes.notes}`;
    const [first, second] = cellsShown(board).get(key) ?? [];
    const between = addCard(board, author, { to, kind: 'note', index: 1 });
    expect(cellsShown(board).get(key)).toEqual([first, between, second]);
  });

  test('[O6] a step put among those a deleted phase left behind stands where it was put, and they are of this phase now', () => {
    const { board, author, phases } = smallBoard();
    remove(board, author, 'phases', phases.during);
    remove(board, author, 'phases', phases.after);
    expect(titles(board)).toEqual([['Look', 'Choose', 'Buy', 'Use']]);
    addStep(board, author, { phase: phases.before, title: 'New', index: 3 });
    expect(titles(board)).toEqual([['Look', 'Choose', 'Buy', 'New', 'Use']]);
    restore(board, author, 'phases', phases.during);
    expect(titles(board)).toEqual([['Look', 'Choose', 'Buy', 'New', 'Use'], []]);
  });

  test('[O5] phases and lanes stand where they are put', () => {
    const { board, author, phases, lanes } = smallBoard();
    movePhase(board, author, phases.after, 0);
    const middle = addPhase(board, author, { name: 'Middle', period: 'during', index: 2 });
    moveLane(board, author, lanes.touchpoints, 2);
    const { phases: shown, lanes: shownLanes } = readSnapshot(board);
    expect(shown.map((p) => p.id)).toEqual([phases.after, phases.before, middle, phases.during]);
    expect(shownLanes.map((l) => l.id)).toEqual([lanes.pains, lanes.emotion, lanes.touchpoints, lanes.notes]);
  });
});
