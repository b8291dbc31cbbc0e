import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sketch } from '../../testing/sketch.ts';
import { conformance } from './conformance.ts';
import { foldText } from './fold-text.ts';
import { longestCommon, longestRising } from './longest-common.ts';
import { personaOverlap } from './persona-overlap.ts';

describe('persona overlap', () => {
  const touchpoint = (step: string, text: string, rest: object = {}) =>
    ({ kind: 'touchpoint', step, text, channel: 'website', ...rest }) as const;

  test('[A14] compares steps and touchpoints, and says where ways part and meet again', () => {
    const { pairs } = personaOverlap(
      sketch({
        personas: [{ id: 'p' }, { id: 'q' }],
        steps: [
          { id: 'see' },
          { id: 'read', personas: ['p'] },
          { id: 'ask', personas: ['q'] },
          { id: 'buy' },
          { id: 'return', personas: ['q'] },
        ],
        cards: [
          touchpoint('see', 'Ad'),
          touchpoint('see', 'Poster', { personas: ['q'] }),
          touchpoint('read', 'Article'),
          touchpoint('ask', 'article!'),
          touchpoint('buy', 'Shop'),
        ],
      }),
    );
    // Steps: 2 of 5. Touchpoints: ad, article, shop in the same order, of q's four.
    expect(pairs).toEqual([
      {
        first: 'p',
        second: 'q',
        steps: 0.4,
        touchpoints: 0.75,
        divergences: [
          { reason: 'ways_part', step: 'read', onlyFirst: ['read'], onlySecond: ['ask'], rejoin: 'buy' },
          { reason: 'ways_part', step: 'return', onlyFirst: [], onlySecond: ['return'], rejoin: null },
        ],
        group: false,
      },
    ]);
  });

  test('[A14] hints at a group from 0.8 on, and not for personas without a way', () => {
    const steps = (own: number) =>
      Array.from({ length: 5 }, (_, i) => ({ id: `s${i}`, ...(i < own ? { personas: ['p'] } : {}) }));
    const personas = [{ id: 'p' }, { id: 'q' }];
    const groupOf = (own: number) => personaOverlap(sketch({ personas, steps: steps(own) })).pairs[0]?.group;
    expect([groupOf(0), groupOf(1), groupOf(2)]).toEqual([true, true, false]);
    expect(personaOverlap(sketch({ personas })).pairs).toMatchObject([
      { steps: null, touchpoints: null, group: false },
    ]);
  });
});

describe('conformance', () => {
  test('[A15] aligns by id, then by title; what is not there is missing, what is not planned ad hoc', () => {
    const planned = sketch({
      steps: [
        { id: 'same', title: 'Order' },
        { id: 'a', title: 'Pay online' },
        { id: 'b', title: 'Wait' },
        { id: 'c', title: 'Wait' },
        { id: 'd', title: 'Something else' },
        { id: 'e', title: '' },
      ],
    });
    const actual = sketch({
      steps: [
        { id: 'x', title: 'wait…', status: 'failing' },
        { id: 'same', title: 'Something else' },
        { id: 'y', title: 'PAY  online' },
        { id: 'late', title: 'Wait', status: 'completed' },
        { id: 'z', title: '' },
      ],
    });
    expect(conformance(planned, actual)).toEqual({
      steps: [
        { status: 'completed', planned: 'same', actual: 'same', alignedBy: 'id', reason: null },
        { status: 'completed', planned: 'a', actual: 'y', alignedBy: 'title', reason: null },
        { status: 'failing', planned: 'b', actual: 'x', alignedBy: 'title', reason: 'out_of_order' },
        { status: 'completed', planned: 'c', actual: 'late', alignedBy: 'title', reason: null },
        { status: 'missing', planned: 'd', actual: null, alignedBy: null, reason: null },
        { status: 'missing', planned: 'e', actual: null, alignedBy: null, reason: null },
        { status: 'adhoc', planned: null, actual: 'z', alignedBy: null, reason: null },
      ],
      counts: { completed: 3, missing: 2, failing: 1, adhoc: 1 },
      share: 0.5,
    });
  });

  test('[A15] a journey conforms to itself, and to none shares nothing', () => {
    const snapshot = sketch({ steps: [{ id: 'a', title: 'A' }, { id: 'b' }] });
    expect(conformance(snapshot, snapshot)).toMatchObject({ share: 1, counts: { completed: 2 } });
    expect(conformance(sketch({}), snapshot)).toMatchObject({ share: null, counts: { adhoc: 2 } });
  });

  test('[A15] texts are the same without case, marks and spacing, in any script', () => {
    expect([foldText('  Køb: ÅBENT!  nu '), foldText('ﬁne'), foldText('…'), foldText('北京 2')]).toEqual([
      'køb åbent nu',
      'fine',
      '',
      '北京 2',
    ]);
  });
});

describe('what runs in the same order', () => {
  test('[A15] the longest rise is the longest common subsequence with the sorted order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 30 }), (numbers) => {
        const rising = longestRising(numbers);
        const kept = numbers.filter((_, i) => rising.has(i));
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        const sorted = numbers.toSorted((a, b) => a - b);
        expect(kept.length).toBe(longestCommon(numbers.map(String), sorted.map(String)));
      }),
    );
  });

  test('[A14] the longest common subsequence of a known pair', () => {
    expect(longestCommon([...'ABCBDAB'], [...'BDCABA'])).toBe(4);
    expect([longestCommon([], ['a']), longestCommon(['a'], [])]).toEqual([0, 0]);
  });
});
