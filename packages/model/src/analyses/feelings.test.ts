import { describe, expect, test } from 'vitest';
import { sketch } from '../../testing/sketch.ts';
import { balance } from './balance.ts';
import { emotionCurve } from './emotion-curve.ts';
import { experienceGap } from './experience-gap.ts';
import { journeyScore } from './journey-score.ts';

const two = [{ id: 'p' }, { id: 'q' }];

describe('emotion curve', () => {
  test('[A1] what is agreed goes before the mean of the votes, and the spread is of the votes', () => {
    const curve = emotionCurve(
      sketch({
        steps: [{ id: 'one' }, { id: 'two' }, { id: 'three' }],
        feelings: [
          { step: 'one', voter: 'anna', valence: -1 },
          { step: 'one', voter: 'bo', valence: 1 },
          { step: 'one', voter: 'cecilie', valence: 2 },
          { step: 'one', voter: 'dag', valence: 2 },
          { step: 'two', valence: -2 },
          { step: 'two', voter: 'anna', valence: 0 },
          { step: 'two', voter: 'bo', valence: 1 },
        ],
      }),
    );
    // (−1 + 1 + 2 + 2) / 4 = 1; squares of −2, 0, 1, 1 are 6, /4 = 1.5.
    expect(curve.personas[0]?.points.map(({ valence }) => valence)).toEqual([
      { value: 1, basis: 'votes', votes: 4, spread: 1.224744871 },
      { value: -2, basis: 'agreed', votes: 2, spread: 0.5 },
      null,
    ]);
    expect(curve.points.map(({ value }) => value)).toEqual([1, -2, null]);
    expect(curve).toMatchObject({ mean: -0.5, lowest: { value: -2, steps: ['two'] } });
  });

  test('[A1] one vote has no spread, and a step means what its own personas feel', () => {
    const curve = emotionCurve(
      sketch({
        personas: two,
        steps: [{ id: 'both' }, { id: 'qs', personas: ['q'] }, { id: 'later', phase: 'after' }],
        feelings: [
          { step: 'both', valence: 2 },
          { step: 'both', persona: 'q', voter: 'anna', valence: -1 },
          { step: 'qs', valence: 2 },
          { step: 'qs', persona: 'q', valence: -2 },
        ],
      }),
    );
    expect(curve.personas).toMatchObject([
      {
        persona: 'p',
        points: [
          { step: 'both', valence: { value: 2 } },
          { step: 'later', valence: null },
        ],
      },
      { persona: 'q', points: [{ valence: { value: -1, spread: null } }, { step: 'qs' }, { step: 'later' }] },
    ]);
    expect(curve.points.map(({ value }) => value)).toEqual([0.5, -2, null]);
    expect(curve.phases).toEqual([
      { phase: 'before', mean: -0.75 },
      { phase: 'during', mean: null },
      { phase: 'after', mean: null },
    ]);
  });

  test('[A1] desired and trust are curves of their own', () => {
    const snapshot = sketch({
      steps: [{ id: 'one', actual: -1, desired: 2 }],
      feelings: [{ step: 'one', kind: 'trust', valence: 1 }],
    });
    expect([emotionCurve(snapshot, 'desired').mean, emotionCurve(snapshot, 'trust').mean]).toEqual([2, 1]);
  });
});

describe('journey score', () => {
  test('[A2] weighs each step, and remembers the last of the strongest feelings and the end', () => {
    const { whole, periods } = journeyScore(
      sketch({
        steps: [
          { id: 'one', actual: 2, importanceCustomer: 1 },
          { id: 'two', actual: -2, importanceCustomer: 5 },
          { id: 'three' },
          { id: 'four', actual: 1, phase: 'after' },
        ],
      }),
    );
    // (1·2 + 5·−2 + 3·1) / 9; peak −2 is the later of two as strong; (−2 + 1) / 2.
    expect(whole).toEqual({
      score: -0.555555556,
      peakEnd: -0.5,
      peak: { step: 'two', value: -2 },
      end: { step: 'four', value: 1 },
      known: 3,
      steps: 4,
    });
    expect(periods.before).toMatchObject({ score: -1.333333333, peak: { step: 'two' }, end: null, peakEnd: null });
    expect(periods.during).toEqual({ score: null, peakEnd: null, peak: null, end: null, known: 0, steps: 0 });
    expect(periods.after).toMatchObject({ score: 1, peakEnd: 1 });
  });
});

describe('gap', () => {
  test('[A3] ranks by weighted gap, names the widest, and knows what is over-delivered', () => {
    const { steps, ranked, largest } = experienceGap(
      sketch({
        steps: [
          { id: 'wide', actual: -1, desired: 2, importanceCustomer: 1 },
          { id: 'heavy', actual: 0, desired: 1, importanceCustomer: 5 },
          { id: 'even', actual: 1, desired: 1 },
          { id: 'too-good', actual: 1.9, desired: 0.9 },
          { id: 'blind', desired: 1 },
          { id: 'empty' },
        ],
      }),
    );
    expect(ranked.map(({ step, gap, weighted }) => [step, gap, weighted])).toEqual([
      ['heavy', 1, 5],
      ['wide', 3, 3],
      ['even', 0, 0],
      ['too-good', -1, -3],
    ]);
    expect(ranked.map(({ overDelivered }) => overDelivered)).toEqual([false, false, false, true]);
    expect(largest).toEqual({ gap: 3, steps: ['wide'] });
    expect(steps.slice(4)).toEqual([
      { state: 'unknown', step: 'blind', reasons: ['no_actual_feeling'] },
      { state: 'unknown', step: 'empty', reasons: ['no_actual_feeling', 'no_desired_feeling'] },
    ]);
  });

  test('[A3] says where the wish and the feeling are those of different personas', () => {
    const snapshot = sketch({
      personas: two,
      steps: [
        { id: 'one', actual: -1 },
        { id: 'two', actual: -1, desired: 1 },
        { id: 'three', actual: 0, desired: 1 },
      ],
      feelings: [
        { step: 'one', persona: 'q', kind: 'desired', valence: 2 },
        { step: 'three', persona: 'q', valence: -2 },
      ],
    });
    expect(experienceGap(snapshot).steps).toMatchObject([
      { gap: 3, comparable: false },
      { gap: 2, comparable: true },
      { gap: 2, comparable: false },
    ]);
  });
});

describe('balance', () => {
  test('[A11] counts good, neutral, bad and unknown, of steps and of touchpoints', () => {
    const { steps, touchpoints, warnings } = balance(
      sketch({
        steps: [
          { id: 'one', actual: 1 },
          { id: 'two', actual: 0, phase: 'during' },
          { id: 'three', actual: -0.1, phase: 'after' },
          { id: 'four', phase: 'after' },
        ],
        cards: [
          { kind: 'touchpoint', step: 'one', channel: 'email' },
          { kind: 'touchpoint', step: 'one', channel: 'email', valence: -1 },
          { kind: 'touchpoint', step: 'one', channel: 'phone', valence: -1, details: { quality: 'neutral' } },
          { kind: 'touchpoint', step: 'four' },
        ],
      }),
    );
    expect(steps).toEqual({ good: 1, neutral: 1, bad: 1, unknown: 1 });
    expect(touchpoints).toEqual({ good: 1, neutral: 1, bad: 1, unknown: 1 });
    expect(warnings).toEqual([]);
  });

  test('[A11] warns where nothing is bad, all is online, or a period is empty', () => {
    const rosy = sketch({
      steps: [{ id: 'one', actual: 1 }],
      cards: [{ kind: 'touchpoint', step: 'one', channel: 'email' }],
    });
    expect(balance(rosy).warnings).toEqual([
      { reason: 'no_bad_step' },
      { reason: 'all_online' },
      { reason: 'empty_period', period: 'during' },
      { reason: 'empty_period', period: 'after' },
    ]);
    // On a map without feelings nobody can say that nothing is bad.
    const silent = sketch({ steps: ['before', 'during', 'after'].map((phase) => ({ id: `in-${phase}`, phase })) });
    expect(balance(silent).warnings).toEqual([{ reason: 'no_feelings' }]);
  });
});
