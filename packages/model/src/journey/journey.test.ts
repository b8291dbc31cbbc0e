import { describe, expect, test } from 'vitest';
import { readCardFields, readFields } from '../document/read-fields.ts';
import type { Card, CardPlace } from '../records/cards.ts';
import type { CardId, LaneId, PhaseId, StepId } from '../records/ids.ts';
import type { Phase, Step } from '../records/records.ts';
import { cellsOf, lineOf, livePhases, placeOfCard, stepsOf } from './journey.ts';
import { IGNORE } from './repairs.ts';

/** Records with these fields; all others are as on a new board. */
const phase = (id: string, rank: string, deleted = false): Phase => ({
  ...(readFields('phases', [], IGNORE) as Phase),
  id: id as PhaseId,
  name: id,
  rank,
  deleted,
});

const step = (id: string, place: { phase: string; rank: string } | null, deleted = false): Step => ({
  ...(readFields('steps', [], IGNORE) as Step),
  id: id as StepId,
  title: id,
  place: place === null ? null : { phase: place.phase as PhaseId, rank: place.rank },
  deleted,
});

const card = (id: string, place: CardPlace | null, deleted = false): Card => ({
  ...(readCardFields([], IGNORE) as Card),
  id: id as CardId,
  place,
  deleted,
});

const shown = (phases: Phase[], steps: Step[]): Record<string, string[]> =>
  Object.fromEntries(lineOf(phases, steps).map((g) => [g.phase.id, g.steps.map((s) => s.step.id)]));

const P = [phase('a', 'a0'), phase('b', 'a1'), phase('c', 'a2')];
const gone = (...ids: string[]) => P.map((p) => (ids.includes(p.id) ? { ...p, deleted: true } : p));

describe('the line', () => {
  test('[O4] phases and steps stand by rank, then by id', () => {
    const phases = [phase('z', 'a1'), phase('y', 'a1'), phase('x', 'Zz')];
    const steps = [step('2', { phase: 'x', rank: 'b' }), step('1', { phase: 'x', rank: 'b' })];
    expect(shown(phases, steps)).toEqual({ x: ['1', '2'], y: [], z: [] });
    expect(Object.keys(shown(phases, steps))).toEqual(['x', 'y', 'z']);
  });

  test('[O7] a step has a number: that of its phase, and its own in it', () => {
    const steps = [
      step('1', { phase: 'a', rank: 'a0' }),
      step('2', { phase: 'c', rank: 'a1' }),
      step('3', { phase: 'c', rank: 'a0' }),
    ];
    const numbers = stepsOf(lineOf(P, steps)).map((s) => `${s.step.id} is ${s.number}`);
    expect(numbers).toEqual(['1 is 1.1', '3 is 3.1', '2 is 3.2']);
  });

  test('[D7] the steps of a deleted phase show in the living phase before it', () => {
    const steps = [
      step('1', { phase: 'a', rank: 'a0' }),
      step('2', { phase: 'b', rank: 'a0' }),
      step('3', { phase: 'c', rank: 'a0' }),
    ];
    expect(shown(gone('b'), steps)).toEqual({ a: ['1', '2'], c: ['3'] });
    expect(shown(gone('b', 'c'), steps)).toEqual({ a: ['1', '2', '3'] });
  });

  test('[D7] or after it, where none is before; they keep together, in front of that phase’s own', () => {
    const steps = [
      step('1', { phase: 'a', rank: 'a8' }),
      step('2', { phase: 'a', rank: 'a9' }),
      step('3', { phase: 'b', rank: 'a0' }),
    ];
    expect(shown(gone('a'), steps)).toEqual({ b: ['1', '2', '3'], c: [] });
  });

  test('[D7] a journey always has a phase: if all are deleted, the first stands', () => {
    const steps = [step('1', { phase: 'c', rank: 'a0' })];
    expect(livePhases(gone('a', 'b', 'c')).map((p) => p.id)).toEqual(['a']);
    expect(shown(gone('a', 'b', 'c'), steps)).toEqual({ a: ['1'] });
    expect(lineOf([], steps)).toEqual([]);
  });

  test('[O3] every live step is on the line once, also one without a place or of a phase nobody knows', () => {
    const steps = [
      step('1', null),
      step('2', { phase: 'unknown', rank: 'a0' }),
      step('3', { phase: 'a', rank: 'a0' }),
      step('4', { phase: 'a', rank: 'a0' }, true),
    ];
    expect(shown(P, steps)).toEqual({ a: ['1', '2', '3'], b: [], c: [] });
  });
});

describe('cells', () => {
  const steps = new Set(['s' as StepId]);
  const lanes = new Set(['l' as LaneId]);
  const at = (stepId: string | null, laneId: string | null, rank: string): CardPlace => ({
    step: stepId as StepId | null,
    lane: laneId as LaneId | null,
    rank,
  });

  test('[O3] every live card is in one cell, in order, or in the inbox', () => {
    const cards = [
      card('1', at('s', 'l', 'b')),
      card('2', at('s', 'l', 'a')),
      card('3', at('s', null, 'a')),
      card('4', null),
      card('5', at('s', 'l', 'a'), true),
    ];
    expect(Object.fromEntries(cellsOf(cards, steps, lanes))).toEqual({ 's/l': ['2', '1'], inbox: ['3', '4'] });
  });

  test('[D3] where step or lane is gone the card shows in the inbox, with the rank it had', () => {
    const inInbox = { step: null, lane: null, rank: 'a7', placed: false };
    expect(placeOfCard(card('1', at('gone', 'l', 'a7')), steps, lanes)).toEqual(inInbox);
    expect(placeOfCard(card('1', at('s', 'gone', 'a7')), steps, lanes)).toEqual(inInbox);
    expect(placeOfCard(card('1', at('s', 'l', 'a7')), steps, lanes).placed).toBe(true);
  });
});
