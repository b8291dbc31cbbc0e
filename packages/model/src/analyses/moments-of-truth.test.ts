import { describe, expect, test } from 'vitest';
import { sketch } from '../../testing/sketch.ts';
import { handoffsOf } from './handoffs.ts';
import { journeyStepsOf } from './journey-steps.ts';
import { momentsOfTruth } from './moments-of-truth.ts';

const response = (step: string, details: Readonly<Record<string, unknown>>) =>
  ({ kind: 'response', step, details }) as const;

describe('moments of truth', () => {
  test('[A5] gives every criterion that is met with its numbers, and counts them', () => {
    const moments = momentsOfTruth(
      sketch({
        steps: [
          { id: 'first', actual: 0 },
          { id: 'dip', actual: -1.9, importanceCustomer: 4, dropOff: 0.5 },
          { id: 'rise', actual: -0.9, dropOff: 0.1 },
          { id: 'dull', actual: -0.9, importanceCustomer: 5, dropOff: 0.2, milestones: ['zmot', 'commit'] },
          { id: 'gap', dropOff: 0.3 },
          { id: 'last', actual: 1 },
        ],
        cards: [
          response('first', { owner: 'Anna', function: 'sales' }),
          response('dip', { owner: 'Bo', function: 'sales' }),
        ],
      }),
    );
    expect(moments).toEqual([
      { step: 'first', flags: [], reasons: [{ reason: 'first_of_period', period: 'before' }], score: 1 },
      {
        step: 'dip',
        flags: [],
        reasons: [
          { reason: 'trough', before: 0, value: -1.9, after: -0.9 },
          { reason: 'high_drop_off', dropOff: 0.5, least: 0.5 },
          {
            reason: 'felt_handoff',
            value: -1.9,
            handoffs: [
              { from: 'first', to: 'dip', reasons: [{ reason: 'owner_changes', from: ['Anna'], to: ['Bo'] }] },
            ],
          },
          { reason: 'weighty', weight: 4, value: -1.9 },
        ],
        score: 4,
      },
      { step: 'dull', flags: ['zmot'], reasons: [], score: 0 },
      { step: 'last', flags: [], reasons: [{ reason: 'last_of_period', period: 'before' }], score: 1 },
    ]);
  });

  test('[A5] a gap in the curve is no neighbour, and a change of less than 1 no turn', () => {
    const reasonsOf = (actual: readonly (number | undefined)[]) =>
      momentsOfTruth(
        sketch({
          steps: actual.map((value, i) => ({ id: `s${i}`, ...(value === undefined ? {} : { actual: value }) })),
        }),
      ).flatMap(({ reasons }) => reasons.map(({ reason }) => reason));
    const edges = ['first_of_period', 'last_of_period'];
    expect(reasonsOf([0, 2, 0])).toEqual([edges[0], 'peak', edges[1]]);
    expect(reasonsOf([0, 2, undefined])).toEqual(edges);
    expect(reasonsOf([0, 2, 1.1])).toEqual(edges);
    expect(reasonsOf([0, 2, 2, 0])).toEqual(edges);
  });

  test('[A5] the highest quarter has at least one drop-off, and all that equal its least', () => {
    const highest = (losses: readonly number[]) =>
      momentsOfTruth(sketch({ steps: losses.map((dropOff, i) => ({ id: `s${i}`, dropOff })) })).filter(({ reasons }) =>
        reasons.some(({ reason }) => reason === 'high_drop_off'),
      ).length;
    expect([highest([0, 0]), highest([0.1]), highest([0.1, 0.2, 0.3, 0.4, 0.5]), highest([0.4, 0.4, 0.4])]).toEqual([
      0, 1, 2, 3,
    ]);
  });
});

describe('handoffs', () => {
  test('[A5] are where owner or function changes, or one is drawn; who has not said hands nothing over', () => {
    const snapshot = sketch({
      steps: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
      cards: [
        response('a', { owner: 'Anna', function: 'sales' }),
        response('b', { owner: ' Anna ' }),
        response('b', { owner: 'Bo', function: 'service' }),
        response('d', { owner: 'Dag' }),
      ],
      links: [
        { kind: 'handoff', from: 'd', to: 'a' },
        { kind: 'handoff', from: 'a', to: 'a' },
        { kind: 'handoff', ends: { from: { in: 'cards', id: 'c4' }, to: { in: 'steps', id: 'a' } } },
      ],
    });
    expect(handoffsOf(snapshot, journeyStepsOf(snapshot))).toEqual([
      { from: 'a', to: 'b', reasons: [{ reason: 'function_changes', from: ['sales'], to: ['service'] }] },
      {
        from: 'd',
        to: 'a',
        reasons: [
          { reason: 'handoff_drawn', link: 'l1' },
          { reason: 'handoff_drawn', link: 'l3' },
        ],
      },
    ]);
  });
});
