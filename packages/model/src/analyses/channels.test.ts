import { describe, expect, test } from 'vitest';
import { type SketchCard, sketch } from '../../testing/sketch.ts';
import { channelContinuity } from './channel-continuity.ts';
import { channelCoverage } from './channel-coverage.ts';
import { contentCoverage } from './content-coverage.ts';
import { painDensity } from './pain-density.ts';

const touchpoint = (step: string | null, channel: string | null, rest: Omit<SketchCard, 'kind'> = {}): SketchCard => ({
  kind: 'touchpoint',
  step,
  channel,
  ...rest,
});

const pain = (step: string | null, details: NonNullable<SketchCard['details']>, rest: object = {}): SketchCard => ({
  kind: 'pain',
  step,
  details,
  ...rest,
});

describe('pain density', () => {
  const density = painDensity(
    sketch({
      personas: [{ id: 'p' }, { id: 'q' }],
      steps: [{ id: 'one' }, { id: 'two', phase: 'after', personas: ['q'] }, { id: 'three', phase: 'after' }],
      cards: [
        pain('one', { severity: 'abandon', frequency: 3, category: 'price' }),
        pain('one', { severity: 'trivial', category: 'service' }, { channel: 'phone', personas: ['p'] }),
        pain('two', { severity: 'workaround', category: 'service' }),
        pain('two', { category: 'values' }),
        pain(null, { severity: 'workaround' }),
        touchpoint('one', 'email'),
        touchpoint('one', 'website'),
        touchpoint('one', 'email'),
      ],
    }),
  );
  const scores = <Row extends { readonly score: number | null }>(rows: readonly Row[], key: keyof Row) =>
    rows.map((row) => [row[key], row.score]);

  test('[A4] sums severity times frequency by step, phase, category and persona', () => {
    // 4·3 + 1·1 = 13 in the first step, 2·1 in the second; the inbox has 2 more.
    expect(density.whole).toEqual({ score: 17, pains: ['c1', 'c2', 'c3', 'c4', 'c5'], unrated: 1 });
    expect(scores(density.steps, 'step')).toEqual([
      ['one', 13],
      ['two', 2],
      ['three', 0],
    ]);
    expect(scores(density.phases, 'phase')).toEqual([
      ['before', 13],
      ['during', 0],
      ['after', 2],
    ]);
    // The pain of the second step is not p's, whose step it is not; p alone has the phone's.
    expect(scores(density.personas, 'persona')).toEqual([
      ['p', 15],
      ['q', 16],
    ]);
    expect([density.abandon, density.unplaced.score, density.uncategorised.score]).toEqual([['c1'], 2, 2]);
  });

  test('[A4] a pain without a channel hurts on all of its step', () => {
    expect(scores(density.channels, 'channel')).toEqual([
      ['email', 12],
      ['website', 12],
      ['phone', 1],
    ]);
  });

  test('[A4] categories come heaviest first with their cumulative share; one without a severity has no score', () => {
    expect(density.categories.map(({ category, score, cumulative }) => [category, score, cumulative])).toEqual([
      ['price', 12, 0.8],
      ['service', 3, 1],
      ['values', null, 1],
    ]);
  });
});

describe('channel coverage', () => {
  test('[A6] counts touchpoints by channel and phase, with the mean of the valences there are', () => {
    const coverage = channelCoverage(
      sketch({
        steps: [{ id: 'one', actual: -1 }, { id: 'two' }, { id: 'three', phase: 'after' }],
        cards: [
          touchpoint('three', 'mine'),
          touchpoint('one', 'email'),
          touchpoint('one', 'ours', { valence: 2 }),
          touchpoint('two', 'email'),
          touchpoint('two', null, { details: { mode: 'off' } }),
          touchpoint('two', 'unheard-of'),
          touchpoint(null, 'phone'),
        ],
        channels: [
          { id: 'ours', standsFor: 'email', mode: 'both' },
          { id: 'mine', group: 'own_digital' },
        ],
      }),
    );
    expect(coverage.channels).toEqual([
      { channel: 'email', group: 'digital_dialogue', touchpoints: 3 },
      { channel: 'unheard-of', group: null, touchpoints: 1 },
      { channel: 'mine', group: 'own_digital', touchpoints: 1 },
    ]);
    expect(coverage.cells).toEqual([
      { channel: 'email', phase: 'before', touchpoints: ['c2', 'c3', 'c4'], valence: 0.5 },
      { channel: 'unheard-of', phase: 'before', touchpoints: ['c6'], valence: null },
      { channel: 'mine', phase: 'after', touchpoints: ['c1'], valence: null },
    ]);
    expect(coverage).toMatchObject({
      mix: { on: 0, off: 1, both: 3, unsaid: 2 },
      withoutChannel: ['c5'],
      unplaced: ['c7'],
    });
  });

  test('[A6] names the phases a persona walks through without the channel they prefer', () => {
    const { gaps } = channelCoverage(
      sketch({
        personas: [
          { id: 'p', preferredChannels: ['phone', 'email'] },
          { id: 'q', preferredChannels: ['phone'] },
        ],
        steps: [{ id: 'one' }, { id: 'two', phase: 'after' }, { id: 'ps', phase: 'during', personas: ['p'] }],
        cards: [
          touchpoint('one', 'phone', { personas: ['p'] }),
          touchpoint('two', 'phone'),
          touchpoint('ps', 'phone'),
          touchpoint('ps', 'email'),
        ],
      }),
    );
    expect(gaps).toEqual([
      { reason: 'preferred_channel_missing', persona: 'p', channel: 'email', phases: ['before', 'after'] },
      { reason: 'preferred_channel_missing', persona: 'q', channel: 'phone', phases: ['before'] },
    ]);
  });
});

describe('channel continuity', () => {
  test('[A7] the share is of the switches of which somebody has said', () => {
    const steps = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => ({ id }));
    const channels = ['email', 'phone', 'phone', 'email', 'store', 'web_shop', null];
    const snapshot = sketch({
      steps,
      cards: steps.flatMap(({ id }, i) =>
        [touchpoint(id, channels[i] ?? null), touchpoint(id, 'forum')].slice(0, i === 6 ? 1 : 2),
      ),
      links: [
        { kind: 'channel_switch', from: 'a', to: 'b', contextCarried: true },
        { kind: 'channel_switch', from: 'd', to: 'c', contextCarried: true },
        { kind: 'channel_switch', from: 'c', to: 'd', contextCarried: false },
        { kind: 'channel_switch', from: 'd', to: 'e' },
        { kind: 'channel_switch', from: 'c', to: 'd', contextCarried: true },
        { kind: 'flow', from: 'e', to: 'f', contextCarried: true },
      ],
    });
    expect(channelContinuity(snapshot)).toEqual({
      switches: [
        { reason: 'context_carried', from: 'a', to: 'b', fromChannel: 'email', toChannel: 'phone', links: ['l1'] },
        {
          reason: 'context_lost',
          from: 'c',
          to: 'd',
          fromChannel: 'phone',
          toChannel: 'email',
          links: ['l2', 'l3', 'l5'],
        },
        { reason: 'context_unsaid', from: 'd', to: 'e', fromChannel: 'email', toChannel: 'store', links: ['l4'] },
        { reason: 'context_unsaid', from: 'e', to: 'f', fromChannel: 'store', toChannel: 'web_shop', links: [] },
      ],
      share: 0.5,
      carried: 1,
      lost: 1,
      unsaid: 2,
      unknownPassages: 1,
    });
  });

  test('[A7] parallel steps do not follow each other, and each follows the step before', () => {
    const { switches } = channelContinuity(
      sketch({
        personas: [{ id: 'p' }, { id: 'q' }],
        steps: [
          { id: 'in' },
          { id: 'ps', parallelGroup: 'fork', personas: ['p'] },
          { id: 'qs', parallelGroup: 'fork', personas: ['q'] },
          { id: 'p-only', personas: ['p'] },
        ],
        cards: [
          touchpoint('in', 'email'),
          touchpoint('ps', 'phone'),
          touchpoint('qs', 'store'),
          touchpoint('p-only', 'app'),
        ],
      }),
    );
    expect(switches.map(({ from, to }) => [from, to])).toEqual([
      ['in', 'ps'],
      ['in', 'qs'],
      ['ps', 'p-only'],
    ]);
  });
});

describe('content coverage', () => {
  const content = (step: string | null, channel: string | null, details: object): SketchCard => ({
    kind: 'content',
    step,
    channel,
    details: { ...details },
  });
  const steps = [{ id: 'seek' }, { id: 'buy', milestones: ['commit'], phase: 'during' }, { id: 'use', phase: 'after' }];
  const phases = [
    { id: 'before', period: 'before', canonical: 'consideration' },
    { id: 'during', period: 'during' },
    { id: 'after', period: 'after' },
  ] as const;
  const coverage = contentCoverage(
    sketch({
      phases,
      steps,
      cards: [
        touchpoint('seek', 'website'),
        touchpoint('use', 'email'),
        touchpoint('buy', 'store'),
        content('seek', 'website', { goal: 'A1', status: 'live', appeal: 'emotional' }),
        content('seek', 'phone', { goal: 'A6', status: 'live' }),
        content('use', 'email', { goal: 'A2', status: 'planned', appeal: 'rational' }),
        content('buy', 'store', { goal: 'A4' }),
        content('use', null, { goal: 'A5', status: 'live' }),
        content(null, 'email', { goal: 'A3', status: 'live' }),
        content('buy', 'store', { goal: 'A6' }),
      ],
    }),
  );

  test('[A8] a cell with touchpoints and no live content is missing it', () => {
    expect(coverage.cells.map(({ phase, channel, live, other }) => [phase, channel, live, other])).toEqual([
      ['before', 'website', ['c4'], []],
      ['during', 'store', [], ['c7', 'c10']],
      ['after', 'email', [], ['c6']],
    ]);
    expect(coverage.missing.map(({ step, reason }) => [step, reason])).toEqual([
      ['buy', 'no_live_content'],
      ['use', 'no_live_content'],
    ]);
  });

  test('[A8] each goal of the ladder belongs on its side of the commitment', () => {
    const rows = coverage.ladder.map(({ goal, reason, live, content: pieces, misplaced }) => [
      goal,
      reason,
      live,
      pieces,
      misplaced,
    ]);
    expect(rows).toEqual([
      ['A1', 'goal_met', true, ['c4'], []],
      ['A2', 'goal_missing', false, [], ['c6']],
      ['A3', 'goal_missing', false, [], []],
      ['A4', 'goal_met', false, ['c7'], []],
      ['A5', 'goal_met', true, ['c8'], []],
      ['A6', 'goal_missing', false, [], ['c5', 'c10']],
    ]);
    const uncommitted = contentCoverage(
      sketch({ steps: [{ id: 'one' }], cards: [content('one', null, { goal: 'A1' })] }),
    );
    expect(uncommitted.ladder.map(({ reason }) => reason).slice(0, 2)).toEqual(['no_commit', 'goal_missing']);
  });

  test('[A8] tells the appeal of consideration, and orphans with the reason', () => {
    expect(coverage.appeal).toEqual({ emotional: 1, rational: 0, both: 0, unsaid: 1, reason: 'only_emotional' });
    expect(coverage.orphans).toEqual([
      { card: 'c5', reason: 'channel_without_touchpoint' },
      { card: 'c8', reason: 'content_without_channel' },
      { card: 'c9', reason: 'content_without_step' },
    ]);
    expect(contentCoverage(sketch({ steps })).appeal).toBeNull();
    expect(contentCoverage(sketch({ phases, steps })).appeal).toMatchObject({ reason: null });
  });
});
