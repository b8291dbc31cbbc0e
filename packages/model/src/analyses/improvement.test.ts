import { describe, expect, test } from 'vitest';
import { sketch } from '../../testing/sketch.ts';
import { assumptionRatio } from './assumption-ratio.ts';
import { freshness } from './freshness.ts';
import { loopHealth } from './loop-health.ts';
import { opportunityPriority } from './opportunity-priority.ts';

describe('assumption ratio', () => {
  const ratio = assumptionRatio(
    sketch({
      lanes: [{ id: 'top' }, { id: 'low' }],
      steps: [
        { id: 'light', importanceCustomer: 3 },
        { id: 'heavy', importanceCustomer: 4 },
        { id: 'heaviest', importanceCustomer: 5 },
      ],
      cards: [
        { kind: 'pain', step: 'heavy', lane: 'low', evidenceLevel: 'assumption' },
        { kind: 'note', step: 'heavy', lane: 'top', evidenceLevel: 'assumption' },
        { kind: 'assumption', step: 'heaviest', lane: 'top' },
        { kind: 'assumption', step: 'heaviest', lane: 'top', evidenceLevel: 'measured' },
        { kind: 'quote', step: 'light', lane: 'top', evidenceLevel: 'assumption' },
        { kind: 'note', step: 'light', lane: 'low' },
        { kind: 'note', evidenceLevel: 'observed' },
        { kind: 'note' },
      ],
    }),
  );

  test('[A16] counts assumptions of all cards, and of those of which somebody has said', () => {
    expect(ratio.whole).toEqual({ assumptions: 4, cards: 8, unsaid: 2, shareOfAll: 0.5, shareOfSaid: 0.666666667 });
    expect(ratio.lanes.map(({ lane, assumptions, cards }) => [lane, assumptions, cards])).toEqual([
      ['top', 3, 4],
      ['low', 1, 2],
    ]);
    expect(ratio.phases[0]).toMatchObject({ assumptions: 4, cards: 6, unsaid: 1, shareOfSaid: 0.8 });
    expect(ratio.phases[1]).toMatchObject({ cards: 0, shareOfAll: null, shareOfSaid: null });
  });

  test('[A16] those in heavy steps are to be tested first, the heaviest before all', () => {
    expect(ratio.testFirst.map(({ card, step, weight }) => [card, step, weight])).toEqual([
      ['c3', 'heaviest', 5],
      ['c2', 'heavy', 4],
      ['c1', 'heavy', 4],
    ]);
  });
});

describe('opportunity priority', () => {
  test('[A17] ranks by impact times confidence by effort, then by votes', () => {
    const opportunity = (
      impact: number | null,
      confidence: number | null,
      effort: number | null,
      votes: number | null,
    ) => ({ kind: 'opportunity', step: null, votes, details: { impact, confidence, effort } }) as const;
    const { ranked, unranked, matrix } = opportunityPriority(
      sketch({
        cards: [
          opportunity(4, 2, 4, null),
          opportunity(2, 1, 1, 0),
          opportunity(1, 2, 1, 7),
          opportunity(5, 5, 1, 0),
          opportunity(5, null, 1, 1),
          opportunity(null, 3, null, 9),
        ],
      }),
    );
    expect(ranked.map(({ opportunity: id, score }) => [id, score])).toEqual([
      ['c4', 25],
      ['c3', 2],
      ['c2', 2],
      ['c1', 2],
    ]);
    expect(unranked.map(({ opportunity: id, reasons }) => [id, reasons])).toEqual([
      ['c6', ['no_impact', 'no_effort']],
      ['c5', ['no_confidence']],
    ]);
    expect(matrix).toContainEqual({ impact: 5, effort: 1, opportunities: ['c4', 'c5'] });
    expect(matrix.flatMap(({ opportunities }) => opportunities)).toHaveLength(5);
  });
});

describe('loop health', () => {
  const steps = [{ id: 'seek' }, { id: 'use', phase: 'after' }, { id: 'tell', phase: 'after' }];
  const metric = (step: string | null, details: object) => ({ kind: 'metric', step, details: { ...details } }) as const;

  test('[A18] tells referrals that lead back from those that do not, and reads the last value of a metric', () => {
    const health = loopHealth(
      sketch({
        meta: { loop: true },
        steps,
        cards: [
          metric('tell', {
            type: 'NPS',
            target: 40,
            comparison: 'at_least',
            points: { '2026-02-01': 38, '2026-11-01': 41, '2025-12-31': 50 },
          }),
          metric('use', { type: 'RATIO', points: { '2026-01-01': 0.2 }, target: 0.3 }),
          metric('use', { target: 1, comparison: 'at_most' }),
          metric('use', { points: { '2026-01-01': 3 }, target: 3, comparison: 'at_least' }),
          metric('use', { points: { '2026-01-01': 3 }, target: 2, comparison: 'at_most' }),
          metric('seek', { type: 'COUNT' }),
          metric(null, { type: 'COUNT' }),
        ],
        links: [
          { kind: 'refers_to', from: 'tell', to: 'seek' },
          { kind: 'loop', from: 'seek', to: 'use' },
          { kind: 'refers_to', from: 'tell', to: 'gone' },
          { kind: 'flow', from: 'tell', to: 'seek' },
        ],
      }),
    );
    expect(health).toEqual({
      loop: true,
      referrals: [
        { link: 'l1', kind: 'refers_to', from: 'tell', to: 'seek', back: true },
        { link: 'l2', kind: 'loop', from: 'seek', to: 'use', back: false },
      ],
      afterShare: 0.666666667,
      returnMetrics: [
        { card: 'c1', type: 'NPS', latest: { day: '2026-11-01', value: 41 }, target: 40, met: true },
        { card: 'c2', type: 'RATIO', latest: { day: '2026-01-01', value: 0.2 }, target: 0.3, met: null },
        { card: 'c3', type: null, latest: null, target: 1, met: null },
        { card: 'c4', type: null, latest: { day: '2026-01-01', value: 3 }, target: 3, met: true },
        { card: 'c5', type: null, latest: { day: '2026-01-01', value: 3 }, target: 2, met: false },
      ],
      reasons: [],
    });
  });

  test('[A18] says what the loop lacks', () => {
    const broken = loopHealth(sketch({ steps: [{ id: 'seek' }], links: [{ kind: 'loop', from: 'seek', to: 'seek' }] }));
    expect(broken).toMatchObject({ afterShare: 0, reasons: ['no_referral', 'no_step_after', 'no_return_metric'] });
    expect(loopHealth(sketch({})).afterShare).toBeNull();
  });
});

describe('freshness', () => {
  const now = Date.UTC(2026, 10, 25, 18);
  const at = (lastReviewed: string | null, reviewEveryDays: number | null) =>
    freshness(sketch({ meta: { lastReviewed, reviewEveryDays } }), now);

  test('[A19] is the days since the last review by the days between two', () => {
    expect(at('2026-11-05', 30)).toEqual({
      reason: 'fresh',
      daysSinceReview: 20,
      everyDays: 30,
      age: 0.666666667,
      daysLeft: 10,
    });
    expect(at('2026-10-26', 30)).toMatchObject({ reason: 'stale', age: 1, daysLeft: 0 });
    expect(at('2026-09-26', 30)).toMatchObject({ reason: 'stale', age: 2, daysLeft: -30 });
    expect(at('2027-01-01', 30)).toMatchObject({ reason: 'fresh', daysSinceReview: 0 });
    // No such day: it counts as 3 March.
    expect(at('2026-02-31', 300)).toMatchObject({ daysSinceReview: 267 });
  });

  test('[A19] without a rhythm or a review there is nothing to be late by', () => {
    expect(at('2026-11-24', null)).toEqual({ reason: 'no_review_rhythm', daysSinceReview: 1 });
    expect(at(null, null)).toEqual({ reason: 'no_review_rhythm', daysSinceReview: null });
    expect(at(null, 7)).toEqual({ reason: 'never_reviewed', everyDays: 7 });
  });
});
