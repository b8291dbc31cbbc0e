import { describe, expect, test } from 'vitest';
import { sketch } from '../../testing/sketch.ts';
import { dropOffFunnel } from './drop-off-funnel.ts';
import { informationMatch } from './information-match.ts';
import { preContact } from './pre-contact.ts';
import { responseCompleteness } from './response-completeness.ts';

describe('drop-off funnel', () => {
  test('[A9] multiplies what is left, and puts the biggest loss first with the pains beside it', () => {
    const { steps, leaks, end, unknown } = dropOffFunnel(
      sketch({
        steps: [
          { id: 'one', dropOff: 0.1 },
          { id: 'two', dropOff: 0.5, reach: 0.8 },
          { id: 'three', dropOff: 0.6 },
          { id: 'four', dropOff: 0 },
        ],
        cards: [
          { kind: 'pain', step: 'two' },
          { kind: 'pain', step: 'four' },
        ],
      }),
    );
    // 100, 90, 45, 18: 45 lost in the second is more than 60 % of 45 in the third.
    expect(steps.map(({ reach, reachAtMost }) => [reach, reachAtMost])).toEqual([
      [100, 100],
      [90, 90],
      [45, 45],
      [18, 18],
    ]);
    expect(steps.map(({ measured }) => measured)).toEqual([null, 80, null, null]);
    expect(leaks).toEqual([
      { step: 'two', dropOff: 0.5, loss: 45, exact: true, pains: ['c1'] },
      { step: 'three', dropOff: 0.6, loss: 27, exact: true, pains: [] },
      { step: 'one', dropOff: 0.1, loss: 10, exact: true, pains: [] },
    ]);
    expect([end, unknown]).toEqual([18, 0]);
  });

  test('[A9] after an unknown drop-off nobody knows the reach, only what it is at most', () => {
    const { steps, leaks, end, unknown } = dropOffFunnel(
      sketch({ steps: [{ id: 'one', dropOff: 0.2 }, { id: 'two' }, { id: 'three', dropOff: 0.5 }, { id: 'four' }] }),
    );
    expect(steps.map(({ reach, reachAtMost }) => [reach, reachAtMost])).toEqual([
      [100, 100],
      [80, 80],
      [null, 80],
      [null, 40],
    ]);
    expect(leaks.map(({ step, loss, exact }) => [step, loss, exact])).toEqual([
      ['three', 40, false],
      ['one', 20, true],
    ]);
    expect([end, unknown]).toEqual([null, 2]);
  });
});

describe('pre-contact share', () => {
  const steps = (contact: number | null, commit: number | null) =>
    [0, 1, 2, 3, 4].map((i) => ({
      id: `s${i}`,
      milestones: [...(i === contact ? ['first_contact'] : []), ...(i === commit ? ['commit'] : [])],
    }));

  test('[A10] is the steps before the first contact of those up to the commitment', () => {
    const share = (contact: number | null, commit: number | null) =>
      preContact(sketch({ steps: steps(contact, commit) })).share;
    expect([share(2, 3), share(0, 3), share(3, 3), share(4, 1)]).toEqual([0.5, 0, 0.75, 1]);
    expect([share(null, 3), share(2, null)]).toEqual([null, null]);
    expect(preContact(sketch({ steps: steps(null, null) })).reasons).toEqual(['no_first_contact', 'no_commit']);
  });

  test('[A10] lists what the customer has met and learned before', () => {
    const { knows, stepsBefore, stepsToCommit } = preContact(
      sketch({
        steps: [
          { id: 'seek', informationNeed: 'general', informationMet: true },
          { id: 'compare', informationNeed: 'comparative', informationMet: false },
          { id: 'call', milestones: ['first_contact'] },
        ],
        cards: [
          { kind: 'touchpoint', step: 'seek' },
          { kind: 'content', step: 'seek', details: { goal: 'A2' } },
          { kind: 'content', step: 'seek', details: { goal: 'A1' } },
          { kind: 'content', step: 'call', details: { goal: 'A4' } },
        ],
      }),
    );
    expect([stepsBefore, stepsToCommit]).toEqual([2, null]);
    expect(knows).toEqual([
      { step: 'seek', touchpoints: ['c1'], content: ['c2', 'c3'], goals: ['A1', 'A2'], learned: 'general' },
      { step: 'compare', touchpoints: [], content: [], goals: [], learned: null },
    ]);
  });
});

describe('response completeness', () => {
  test('[A12] a step is complete with an action and a response that say something', () => {
    expect(
      responseCompleteness(
        sketch({
          steps: [{ id: 'both' }, { id: 'half' }, { id: 'blank' }],
          cards: [
            { kind: 'action', step: 'both', text: 'calls' },
            { kind: 'response', step: 'both', text: 'answers', details: { owner: 'Anna' } },
            { kind: 'response', step: 'half', text: 'waits', details: { owner: ' ' } },
            { kind: 'action', step: 'blank', text: ' ' },
            { kind: 'response', step: 'blank' },
            { kind: 'response', text: 'nowhere' },
          ],
        }),
      ),
    ).toEqual({
      share: 0.333333333,
      complete: 1,
      steps: 3,
      incomplete: [
        { step: 'half', reasons: ['no_action'] },
        { step: 'blank', reasons: ['no_action', 'no_response'] },
      ],
      withoutOwner: [{ reason: 'no_owner', step: 'half', response: 'c3' }],
    });
    expect(responseCompleteness(sketch({})).share).toBeNull();
  });
});

describe('information match', () => {
  test('[A13] a need is unmet only where somebody has said so', () => {
    expect(
      informationMatch(
        sketch({
          steps: [
            { id: 'unmet', informationNeed: 'price_terms', informationMet: false },
            { id: 'met', informationNeed: 'general', informationMet: true },
            { id: 'unsaid', informationNeed: 'status' },
            { id: 'none', informationNeed: 'none', informationMet: false },
            { id: 'no-need', informationMet: false },
          ],
        }),
      ),
    ).toEqual({ unmet: [{ reason: 'need_unmet', step: 'unmet', need: 'price_terms' }], met: 1, unsaid: 1 });
  });
});
