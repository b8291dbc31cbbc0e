import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { exchange, fork, smallBoard } from '../../testing/small-board.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { clearFeeling, setFeeling } from '../edits/feelings.ts';
import { addLane } from '../edits/lanes.ts';
import { addChannel, addTag } from '../edits/library.ts';
import { addPersona } from '../edits/personas.ts';
import { addPhase } from '../edits/phases.ts';
import { remove, setCardDetails, setFields } from '../edits/records.ts';
import { addStep } from '../edits/steps.ts';
import { addComment } from '../edits/threads.ts';
import type { Board, TextRef } from './board.ts';
import { openHistory } from './history.ts';
import { readRecord, readSnapshot } from './reads.ts';
import { readText, writeText } from './text.ts';
import { write } from './write.ts';

/** Counts how many records are read from the maps of a board, from now on. */
const countReads = (board: Board): (() => number) => {
  let reads = 0;
  for (const records of Object.values(board.records)) {
    const [get, keys, values] = [records.get.bind(records), records.keys.bind(records), records.values.bind(records)];
    records.get = (id) => {
      reads++;
      return get(id);
    };
    records.keys = () => {
      reads += records.size;
      return keys();
    };
    records.values = () => {
      reads += records.size;
      return values();
    };
  }
  return () => reads;
};

const anna = () => {
  const small = smallBoard();
  const { board, author } = small;
  const history = openHistory(board, author);
  const type = (ref: TextRef, text: string) => {
    history.track(ref);
    writeText(board, author, ref, text);
  };
  const card = (text: string) => {
    const id = addCard(board, author, { to: 'inbox', kind: 'note', text });
    return { id, ref: { in: 'cards', id, field: 'text' } as const };
  };
  return { ...small, history, type, card };
};

describe('undo of verbs', () => {
  test('[U2] undo of a paste looks through the board once, however many cards were pasted', () => {
    const undoOf = (pasted: number): number => {
      const { board, author, history, card } = anna();
      for (let i = 0; i < 300; i++) card('theirs');
      write(board, author, (w) => {
        for (let i = 0; i < pasted; i++) w.create('cards', `pasted-${i}`, { kind: 'note', text: 'pasted' });
      });
      const reads = countReads(board);
      expect(history.undo()).toBe(true);
      const hidden = readSnapshot(board).cards;
      expect(hidden.some(({ id }) => id.startsWith('pasted'))).toBe(false);
      return reads();
    };
    const [one, many] = [undoOf(1), undoOf(101)];
    // A few reads for each card that is taken back, and not one for every card of the board.
    expect((many - one) / 100).toBeLessThan(10);
  });

  test('[U1] an edit that fails half-way can be undone as far as it came', () => {
    const { board, author, history, steps, card } = anna();
    card('before it');
    const before = readSnapshot(board);
    expect(() =>
      write(board, author, (w) => {
        w.create('cards', 'half', { kind: 'note', text: 'half' });
        w.patch('steps', steps.look, { status: 'missing', dropOff: 2 });
      }),
    ).toThrow('steps.dropOff');
    expect(readSnapshot(board)).not.toEqual(before);
    expect(history.undo()).toBe(true);
    expect(readSnapshot(board)).toEqual(before);
    expect(history.redo()).toBe(true);
    expect(readRecord(board, 'cards', 'half')?.deleted).toBe(false);
  });

  test('[U2] a register of another that holds nothing at all is no reason not to undo, nor to fail', () => {
    const { board, history, steps, phases, author } = anna();
    const id = addStep(board, author, { phase: phases.before, title: 'New' });
    const bo = fork(board);
    bo.board.records.steps.get(steps.look)?.set('place', undefined);
    bo.board.records.cards.set('theirs', new Y.Map<unknown>([['place', undefined]]));
    exchange(board, bo.board);
    expect(history.undo()).toBe(true);
    expect(readRecord(board, 'steps', id)?.deleted).toBe(true);
  });

  test('[U1] undo gives each register its old value back, redo its new one', () => {
    const { board, author, history, steps, lanes, card, persona } = anna();
    const { id } = card('slow');
    const snapshots = [readSnapshot(board)];
    const verbs = [
      () => moveCard(board, author, id, { step: steps.look, lane: lanes.pains }),
      () => setCardDetails(board, author, id, 'pain', { severity: 'abandon' }),
      () => setFeeling(board, author, { step: steps.look, persona, kind: 'actual' }, { valence: -1 }),
      () => clearFeeling(board, author, { step: steps.look, persona, kind: 'actual' }),
      () => remove(board, author, 'steps', steps.look),
    ];
    for (const verb of verbs) {
      verb();
      snapshots.push(readSnapshot(board));
    }
    for (const snapshot of snapshots.slice(0, -1).toReversed()) {
      expect(history.undo()).toBe(true);
      expect(readSnapshot(board)).toEqual(snapshot);
    }
    for (const snapshot of snapshots.slice(1)) {
      expect(history.redo()).toBe(true);
      expect(readSnapshot(board)).toEqual(snapshot);
    }
    expect(history.canRedo()).toBe(false);
  });

  test('[U1] a register somebody else has written since is left alone, the rest is taken back', () => {
    const { board, author, history, steps, lanes, card } = anna();
    const { id } = card('slow');
    moveCard(board, author, id, { step: steps.look, lane: lanes.pains });
    const bo = fork(board);
    moveCard(bo.board, bo.author, id, { step: steps.use, lane: lanes.pains });
    exchange(board, bo.board);
    expect(history.undo()).toBe(true);
    expect(readRecord(board, 'cards', id)).toMatchObject({ kind: 'note', place: { step: steps.use } });
  });

  test('[U1] what somebody else has written too stands, though it reads the same', () => {
    const { board, author, history, steps, card } = anna();
    const { id } = card('slow');
    setFields(board, author, 'steps', steps.look, { milestones: ['mot', 'commit'] });
    const bo = fork(board);
    const both = (severity: 'trivial' | 'abandon') => {
      setCardDetails(bo.board, bo.author, id, 'pain', { severity });
      exchange(board, bo.board);
    };
    setCardDetails(board, author, id, 'pain', { severity: 'abandon' });
    exchange(board, bo.board);
    both('trivial');
    both('abandon');
    expect(history.undo()).toBe(true);
    expect(readRecord(board, 'steps', steps.look)?.milestones).toEqual([]);
    setFields(board, author, 'steps', steps.look, { milestones: ['mot'] });
    setFields(board, author, 'steps', steps.look, { milestones: [] });
    exchange(board, bo.board);
    for (const milestones of [['mot'], []] as const)
      setFields(bo.board, bo.author, 'steps', steps.look, { milestones: [...milestones] });
    exchange(board, bo.board);
    setCardDetails(board, author, id, 'pain', { category: 'price' });
    expect([history.undo(), history.undo(), history.undo()]).toEqual([true, false, false]);
    expect(readRecord(board, 'cards', id)?.dormant).toEqual({ 'pain.severity': 'abandon' });
  });

  test('[U1] what one took away comes back, whoever had written it', () => {
    const { board, author, history, steps } = anna();
    const bo = fork(board);
    setFields(bo.board, bo.author, 'steps', steps.look, { milestones: ['mot'] });
    exchange(board, bo.board);
    setFields(board, author, 'steps', steps.look, { milestones: [] });
    expect(history.undo()).toBe(true);
    expect(readRecord(board, 'steps', steps.look)?.milestones).toEqual(['mot']);
  });

  test('[U1] an edit that writes a register twice is taken back and redone whole', () => {
    const { board, author, history, card } = anna();
    const { id } = card('slow');
    // As version 1 wrote it: the edit rewrites it in today's fields first.
    board.records.cards.get(id)?.set('details', { severity: 'trivial' });
    const dormant = () => readRecord(board, 'cards', id)?.dormant;
    setCardDetails(board, author, id, 'pain', { severity: 'abandon' });
    history.undo();
    expect(dormant()).toEqual({ 'pain.severity': 'trivial' });
    history.redo();
    expect(dormant()).toEqual({ 'pain.severity': 'abandon' });
  });

  test('[U5] a step with nothing left to take back is passed over', () => {
    const { board, author, history, phases } = anna();
    setFields(board, author, 'phases', phases.after, { period: 'during' });
    setFields(board, author, 'phases', phases.before, { period: 'after' });
    const bo = fork(board);
    setFields(bo.board, bo.author, 'phases', phases.before, { period: 'during' });
    exchange(board, bo.board);
    expect(history.undo()).toBe(true);
    expect(readSnapshot(board).phases.map((p) => p.period)).toEqual(['during', 'during', 'after']);
    expect([history.undo(), history.canUndo()]).toEqual([false, false]);
  });

  test('[U2] undoing the making of a record hides it, redone it shows again', () => {
    const { board, history, card } = anna();
    const { id } = card('slow');
    history.undo();
    expect(readSnapshot(board).cards).toEqual([]);
    expect(readRecord(board, 'cards', id)?.deleted).toBe(true);
    history.redo();
    expect(readSnapshot(board).cards).toMatchObject([{ id, text: 'slow' }]);
  });

  test('[U2] a record in which others have written is not taken from under them', () => {
    const { board, history, card } = anna();
    const { id, ref } = card('slow');
    const bo = fork(board);
    writeText(bo.board, bo.author, ref, 'slow here too');
    exchange(board, bo.board);
    expect(history.undo()).toBe(false);
    expect(readSnapshot(board).cards).toMatchObject([{ id, text: 'slow here too' }]);
  });

  test('[U2] a record of which others have set a field is not taken from under them either', () => {
    const { board, history, card } = anna();
    const { id } = card('slow');
    const bo = fork(board);
    setCardDetails(bo.board, bo.author, id, 'pain', { severity: 'abandon' });
    exchange(board, bo.board);
    expect(history.undo()).toBe(false);
    expect(readSnapshot(board).cards).toMatchObject([{ id }]);
  });

  test('[U2] a phase, step or lane into which others have put something stays, an empty one goes', () => {
    const { board, author, history, phases, steps, lanes } = anna();
    const phase = addPhase(board, author, { name: 'Later', period: 'after' });
    const step = addStep(board, author, { phase: phases.before, title: 'Wait' });
    const lane = addLane(board, author, { type: 'pains' });
    addStep(board, author, { phase, title: 'Nobody was here' });
    const bo = fork(board);
    addCard(bo.board, bo.author, { to: { step, lane: lanes.pains }, kind: 'pain', text: 'slow' });
    addCard(bo.board, bo.author, { to: { step: steps.look, lane }, kind: 'pain', text: 'wet' });
    addStep(bo.board, bo.author, { phase, title: 'Again' });
    exchange(board, bo.board);
    expect([history.undo(), history.undo()]).toEqual([true, false]);
    const shown = readSnapshot(board);
    expect(shown.phases.at(-1)?.id).toBe(phase);
    expect(shown.steps.map((s) => s.title)).toEqual(['Look', 'Choose', 'Wait', 'Buy', 'Use', 'Again']);
    expect(shown.cards.every((c) => c.place?.step !== null)).toBe(true);
  });

  test('[U2] so does what others have felt, tagged or spoken of', () => {
    const { board, author, history, phases, card } = anna();
    const step = addStep(board, author, { phase: phases.before, title: 'Wait' });
    const persona = addPersona(board, author, { name: 'Ada' });
    const tag = addTag(board, author, { name: 'queue' });
    const [first, second] = [card('slow').id, card('wet').id];
    const bo = fork(board);
    const note = addCard(bo.board, bo.author, { to: 'inbox', kind: 'note', fields: { tags: [tag] } });
    setFeeling(bo.board, bo.author, { step, persona, kind: 'actual' }, { valence: 1 });
    addComment(bo.board, bo.author, { target: { in: 'cards', id: first }, text: 'where?' });
    const said = addComment(bo.board, bo.author, { target: { in: 'cards', id: second }, text: 'why?' });
    exchange(board, bo.board);
    expect(history.undo()).toBe(false);
    expect(
      readSnapshot(board)
        .cards.map((c) => c.id)
        .toSorted(),
    ).toEqual([first, second, note].toSorted());
    const late = card('late').id;
    exchange(board, bo.board);
    const talk = addComment(bo.board, bo.author, { target: { in: 'cards', id: late }, text: 'so late' });
    remove(bo.board, bo.author, 'comments', talk);
    exchange(board, bo.board);
    expect(history.undo()).toBe(true);
    expect(readSnapshot(board).comments.map((c) => c.id)).toContain(said);
  });

  test('[U2] so does a channel of another’s card or persona, and a persona of another’s lane', () => {
    const { board, author, history } = anna();
    const persona = addPersona(board, author, { name: 'Ada' });
    const [met, liked] = ['kiosk', 'letter'].map((name) => addChannel(board, author, { name }));
    if (met === undefined || liked === undefined) throw new Error('a channel is missing');
    const bo = fork(board);
    addCard(bo.board, bo.author, { to: 'inbox', kind: 'touchpoint', fields: { channel: met } });
    addPersona(bo.board, bo.author, { name: 'Bea', preferredChannels: [liked] });
    addLane(bo.board, bo.author, { type: 'text', persona });
    exchange(board, bo.board);
    history.undo();
    const { personas, channels } = readSnapshot(board);
    expect(personas.map(({ name }) => name)).toContain('Ada');
    expect(channels.map(({ name }) => name).toSorted()).toEqual(['kiosk', 'letter']);
    expect(history.canUndo()).toBe(false);
  });

  test('[U4] nobody undoes what another did, at the same board or another', () => {
    const { board, author, history, phases } = anna();
    const tab = { ...author };
    setFields(board, tab, 'phases', phases.before, { period: 'after' });
    const bo = fork(board);
    setFields(bo.board, bo.author, 'phases', phases.after, { period: 'before' });
    exchange(board, bo.board);
    expect([history.canUndo(), history.undo()]).toEqual([false, false]);
  });

  test('[U6] a new edit ends what could be redone', () => {
    const { board, author, history, phases, type, card } = anna();
    const { ref } = card('slow');
    setFields(board, author, 'phases', phases.before, { period: 'after' });
    history.undo();
    type(ref, 'slower');
    expect(history.canRedo()).toBe(false);
    history.undo();
    setFields(board, author, 'phases', phases.before, { period: 'during' });
    expect([history.canRedo(), history.redo()]).toEqual([false, false]);
    expect(readText(board, ref)).toBe('slow');
  });
});

describe('undo of typing', () => {
  test('[U3] undo takes back one’s own letters and nobody else’s', () => {
    const { board, history, type, card } = anna();
    const { ref } = card('queue');
    type(ref, 'long queue');
    const bo = fork(board);
    writeText(bo.board, bo.author, ref, 'long queue, wet floor');
    exchange(board, bo.board);
    expect(history.undo()).toBe(true);
    expect(readText(board, ref)).toBe('queue, wet floor');
    history.redo();
    expect(readText(board, ref)).toBe('long queue, wet floor');
  });

  test('[U3] letters one took away come back, also those another had typed', () => {
    const { board, history, type, card } = anna();
    const { ref } = card('');
    const bo = fork(board);
    writeText(bo.board, bo.author, ref, 'wet floor');
    exchange(board, bo.board);
    type(ref, 'floor');
    history.undo();
    expect(readText(board, ref)).toBe('wet floor');
  });

  test('[U7] a stretch of typing is one step of undo; a pause or another edit ends it', () => {
    const { board, author, history, type, card, phases } = anna();
    const { ref } = card('');
    for (const text of ['s', 'sl', 'slo', 'slow']) type(ref, text);
    history.pause();
    type(ref, 'slow q');
    setFields(board, author, 'phases', phases.before, { period: 'after' });
    type(ref, 'slow queue');
    const texts = [];
    for (let i = 0; i < 4; i++) {
      history.undo();
      texts.push(readText(board, ref));
    }
    expect(texts).toEqual(['slow q', 'slow q', 'slow', '']);
    for (let i = 0; i < 4; i++) history.redo();
    expect(readText(board, ref)).toBe('slow queue');
  });

  test('[U5] steps are taken back one at a time, last first, also where the last has nothing left', () => {
    const { board, author, history, type, card, phases } = anna();
    const [one, two] = [card('one'), card('two')];
    type(one.ref, 'one more');
    setFields(board, author, 'phases', phases.before, { period: 'after' });
    type(two.ref, 'two more');
    const bo = fork(board);
    writeText(bo.board, bo.author, two.ref, '');
    exchange(board, bo.board);
    history.undo();
    expect(readText(board, one.ref)).toBe('one more');
    expect(readSnapshot(board).phases[0]?.period).toBe('before');
    history.undo();
    expect(readText(board, one.ref)).toBe('one');
  });
});

describe('history', () => {
  test('[U6] tells when what can be undone or redone has changed, until it is closed', () => {
    const { board, author, history, phases } = anna();
    const callback = vi.fn<() => void>();
    const stop = history.onChange(callback);
    setFields(board, author, 'phases', phases.before, { period: 'after' });
    history.undo();
    history.redo();
    expect(callback).toHaveBeenCalledTimes(3);
    stop();
    setFields(board, author, 'phases', phases.before, { period: 'during' });
    history.close();
    setFields(board, author, 'phases', phases.before, { period: 'before' });
    expect(callback).toHaveBeenCalledTimes(3);
  });
});
