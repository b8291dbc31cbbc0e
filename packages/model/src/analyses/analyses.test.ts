/** Rules that hold for every analysis on any board. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySketch } from '../../testing/any-sketch.ts';
import { runs } from '../../testing/runs.ts';
import { sketch } from '../../testing/sketch.ts';
import { lineOf, stepsOf } from '../journey/journey.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { ANALYSES, type Analysis, REASON_WORDS } from '../words/analyses.ts';
import { CARD_KINDS } from '../words/cards.ts';
import { LINK_KINDS } from '../words/steps.ts';
import { assumptionRatio } from './assumption-ratio.ts';
import { balance } from './balance.ts';
import { channelContinuity } from './channel-continuity.ts';
import { channelCoverage } from './channel-coverage.ts';
import { conformance } from './conformance.ts';
import { contentCoverage } from './content-coverage.ts';
import { dropOffFunnel } from './drop-off-funnel.ts';
import { emotionCurve } from './emotion-curve.ts';
import { experienceGap } from './experience-gap.ts';
import { freshness } from './freshness.ts';
import { informationMatch } from './information-match.ts';
import { journeyScore } from './journey-score.ts';
import { loopHealth } from './loop-health.ts';
import { momentsOfTruth } from './moments-of-truth.ts';
import { opportunityPriority } from './opportunity-priority.ts';
import { painDensity } from './pain-density.ts';
import { personaOverlap } from './persona-overlap.ts';
import { preContact } from './pre-contact.ts';
import { responseCompleteness } from './response-completeness.ts';

/** The same journey in reverse, without the step that came first. */
const counterpart = (snapshot: Snapshot): Snapshot => {
  const walked = stepsOf(lineOf(snapshot.phases, snapshot.steps)).map(({ step }) => step);
  const places = walked.map(({ place }) => place).toReversed();
  return { ...snapshot, steps: walked.map((step, i) => ({ ...step, place: places[i] ?? null })).slice(1) };
};

const ANALYSE: Readonly<Record<Analysis, (snapshot: Snapshot) => object>> = {
  emotion_curve: emotionCurve,
  journey_score: journeyScore,
  experience_gap: experienceGap,
  pain_density: painDensity,
  moments_of_truth: momentsOfTruth,
  channel_coverage: channelCoverage,
  channel_continuity: channelContinuity,
  content_coverage: contentCoverage,
  drop_off_funnel: dropOffFunnel,
  pre_contact: preContact,
  balance,
  response_completeness: responseCompleteness,
  information_match: informationMatch,
  persona_overlap: personaOverlap,
  conformance: (snapshot) => conformance(snapshot, counterpart(snapshot)),
  assumption_ratio: assumptionRatio,
  opportunity_priority: opportunityPriority,
  loop_health: loopHealth,
  freshness: (snapshot) => freshness(snapshot, Date.UTC(2026, 10, 25)),
};

const analyseAll = (snapshot: Snapshot) =>
  Object.fromEntries(ANALYSES.map((name) => [name, ANALYSE[name](snapshot)])) as Record<Analysis, object>;

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
};

/** Every word under `reason` or in a list of `reasons`. */
const reasonsIn = (value: unknown, under = ''): string[] => {
  if (typeof value === 'string') return under === 'reason' || under === 'reasons' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member) => reasonsIn(member, under));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => reasonsIn(member, key));
};

const reversed = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  cards: snapshot.cards.toReversed(),
  steps: snapshot.steps.toReversed(),
  feelings: snapshot.feelings.toReversed(),
});

describe('every analysis', () => {
  test('[A21] leaves the snapshot as it is, says the same again, and gives plain data', () => {
    fc.assert(
      fc.property(anySketch, (parts) => {
        const results = analyseAll(deepFreeze(sketch(parts)));
        expect(analyseAll(sketch(parts))).toEqual(results);
        // Values that JSON cannot express (NaN, −0, undefined) would not come back.
        expect(JSON.parse(JSON.stringify(results))).toEqual(results);
      }),
      { numRuns: runs(100) },
    );
  });

  test('[A21] answers alike, however cards, steps and feelings are ordered in their arrays', () => {
    fc.assert(
      fc.property(anySketch, (parts) => {
        const snapshot = sketch(parts);
        expect(analyseAll(reversed(snapshot))).toEqual(analyseAll(snapshot));
      }),
      { numRuns: runs(100) },
    );
  });

  test('[A21] gives only reasons that there are words for, and of each word some board is the reason', () => {
    const given = new Set<string>();
    fc.assert(
      fc.property(anySketch, (parts) => {
        for (const reason of reasonsIn(analyseAll(sketch(parts)))) given.add(reason);
      }),
      { numRuns: runs(1_000) },
    );
    expect([...given].toSorted()).toEqual(Object.keys(REASON_WORDS).toSorted());
  });

  test('[A20] what nobody has said changes no number: a step without a feeling, a drop-off or a card', () => {
    fc.assert(
      fc.property(anySketch, (parts) => {
        const before = sketch(parts);
        const after = sketch({ ...parts, steps: [...(parts.steps ?? []), { id: 'silent', phase: 'three' }] });
        const numbers = (snapshot: Snapshot) => {
          const { bad, good, neutral } = balance(snapshot).steps;
          const { whole } = journeyScore(snapshot);
          const { ranked, largest } = experienceGap(snapshot);
          return {
            means: [emotionCurve(snapshot).mean, emotionCurve(snapshot, 'desired').mean],
            phases: emotionCurve(snapshot).phases,
            score: [whole.score, whole.peak, whole.known],
            gaps: [ranked, largest],
            pains: painDensity(snapshot).whole,
            counts: [bad, good, neutral],
            leaks: dropOffFunnel(snapshot).leaks.map(({ step: at, loss }) => [at, loss]),
            information: informationMatch(snapshot),
            assumptions: assumptionRatio(snapshot).whole,
          };
        };
        expect(numbers(after)).toEqual(numbers(before));
        expect(journeyScore(after).whole.peakEnd).toBeNull();
        expect(dropOffFunnel(after).end).toBeNull();
      }),
      { numRuns: runs(100) },
    );
  });

  test('[A20] of an empty board nothing is said but that it is empty', () => {
    for (const parts of [{}, { phases: [], personas: [], lanes: [] }]) {
      const results = analyseAll(sketch(parts));
      expect(results).toMatchObject({
        emotion_curve: { mean: null, lowest: null, points: [] },
        journey_score: { whole: { score: null, peakEnd: null } },
        experience_gap: { largest: null },
        channel_continuity: { share: null },
        drop_off_funnel: { end: null, leaks: [] },
        pre_contact: { share: null },
        response_completeness: { share: null },
        assumption_ratio: { whole: { shareOfAll: null, shareOfSaid: null } },
        loop_health: { afterShare: null },
        conformance: { share: null },
      });
    }
  });
});

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('hostile boards', () => {
  /** The kinds that some analysis looks at, and one at which none looks. */
  const READ = ['touchpoint', 'action', 'response', 'pain', 'content', 'opportunity', 'metric', 'note'] as const;
  const step = { id: 'one', actual: -1 };

  test.each(READ)('[A23] ten thousand cards of kind %s in one cell', (kind) => {
    const cards = many(10_000, (i) => ({
      kind,
      step: 'one',
      channel: kind === 'touchpoint' ? `own-${i}` : null,
      text: 'x',
    }));
    expect(() => analyseAll(sketch({ steps: [step], cards }))).not.toThrow();
  });

  test('[A23] twice the cards are read little more than twice as often', () => {
    const reads = (count: number): Record<Analysis, number> => {
      let read = 0;
      const counted = <T extends object>(card: T): T =>
        new Proxy(card, {
          get: (target, field) => {
            read++;
            return Reflect.get(target, field) as unknown;
          },
        });
      const cards = many(count, (i) => ({
        kind: CARD_KINDS[i % CARD_KINDS.length] ?? 'note',
        step: 'one',
        text: `${i}`,
      }));
      const plain = sketch({ steps: [step], cards, personas: many(10, (i) => ({ id: `p${i}` })) });
      const snapshot = { ...plain, cards: plain.cards.map(counted) };
      const counts = ANALYSES.map((name) => {
        read = 0;
        ANALYSE[name](snapshot);
        return [name, read];
      });
      return Object.fromEntries(counts) as Record<Analysis, number>;
    };
    const [once, twice] = [reads(2_000), reads(4_000)];
    for (const name of ANALYSES) expect(twice[name]).toBeLessThanOrEqual(2.5 * once[name]);
  });

  test('[A23] ten thousand pains on ten thousand channels, for a thousand personas', () => {
    const cards = many(20_000, (i) => ({
      kind: i % 2 === 0 ? ('pain' as const) : ('touchpoint' as const),
      step: 'one',
      channel: i % 2 === 0 ? null : `own-${i}`,
      details: {},
    }));
    const personas = many(1_000, (i) => ({ id: `p${i}`, preferredChannels: many(30, (j) => `own-${j}`) }));
    expect(() => analyseAll(sketch({ steps: [step], cards, personas }))).not.toThrow();
  });

  test('[A23] five thousand steps, all parallel in two groups, each with a phase of its own', () => {
    const phases = many(5_000, (i) => ({ id: `ph${i}`, period: 'after' as const }));
    const steps = many(5_000, (i) => ({
      id: `s${i}`,
      phase: `ph${i}`,
      parallelGroup: i < 2_500 ? 'a' : 'b',
      title: 'x',
    }));
    const cards = many(5_000, (i) => ({ kind: 'touchpoint' as const, step: `s${i}`, channel: 'email', text: `${i}` }));
    const personas = many(100, (i) => ({ id: `p${i}` }));
    expect(() => analyseAll(sketch({ phases, steps, cards, personas }))).not.toThrow();
  });

  test('[A23] links in circles, to themselves and to nothing', () => {
    const steps = many(50, (i) => ({ id: `s${i}` }));
    const links = LINK_KINDS.flatMap((kind) => [
      ...steps.map(({ id }, i) => ({ kind, from: id, to: `s${(i + 1) % 50}` })),
      { kind, from: 's0', to: 's0' },
      { kind, from: 'gone', to: 's1' },
      { kind, ends: { from: { in: 'cards', id: 'gone' }, to: { in: 'cards', id: 'c1' } } },
      { kind, ends: null },
    ]).map((link, i) => ({ ...link, id: `l${i}` }));
    const results = analyseAll(sketch({ steps, links, cards: [{ kind: 'touchpoint' }] }));
    expect(results.loop_health).toMatchObject({ reasons: ['no_step_after', 'no_return_metric'] });
  });
});
