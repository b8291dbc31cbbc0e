import { describe, expect, test } from 'vitest';
import { seededAuthor, seededDoc, seededRandom } from '../../testing/random.ts';
import { openBoard } from '../document/board.ts';
import { readSnapshot } from '../document/reads.ts';
import type { Snapshot } from '../records/snapshot-schema.ts';
import { type ExpectedAnalysis, expectedAnalyses } from '../templates/expected.ts';
import { journeyTemplates } from '../templates/index.ts';
import { instantiate } from '../templates/instantiate.ts';
import type { JourneyTemplate } from '../templates/journey-template.ts';
import { LANGUAGES, type Language } from '../words/language.ts';
import { balance } from './balance.ts';
import { channelContinuity } from './channel-continuity.ts';
import { channelCoverage } from './channel-coverage.ts';
import { emotionCurve } from './emotion-curve.ts';
import { experienceGap } from './experience-gap.ts';
import { painDensity } from './pain-density.ts';

const snapshotFrom = (template: JourneyTemplate, language: Language): Snapshot => {
  const random = seededRandom(1);
  const board = openBoard(seededDoc(random));
  instantiate(board, seededAuthor(random, 'anna'), template, { language, persona: 'Customer' });
  return readSnapshot(board);
};

const twoDecimals = (value: number | null): number => Number((value ?? Number.NaN).toFixed(2));

/** The results of the analyses in the form of the expected values, with steps by their English titles. */
const analyse = (snapshot: Snapshot, template: JourneyTemplate): ExpectedAnalysis => {
  const english = new Map(snapshot.steps.map(({ id }, i) => [id, template.steps[i]?.title.en ?? '']));
  const titles = (steps: readonly (typeof snapshot.steps)[number]['id'][] = []) =>
    steps.map((id) => english.get(id) ?? '');
  const [actual, desired] = [emotionCurve(snapshot), emotionCurve(snapshot, 'desired')];
  const { largest } = experienceGap(snapshot);
  const coverage = channelCoverage(snapshot);
  const pains = painDensity(snapshot);
  const { good, neutral, bad } = balance(snapshot).steps;
  return {
    steps: actual.points.length,
    phases: actual.phases.length,
    meanActual: twoDecimals(actual.mean),
    meanDesired: twoDecimals(desired.mean),
    good,
    neutral,
    bad,
    largestGap: largest?.gap ?? Number.NaN,
    largestGapSteps: titles(largest?.steps),
    lowestSteps: titles(actual.lowest?.steps),
    channels: coverage.channels.length,
    channelSwitches: channelContinuity(snapshot).switches.length,
    pains: pains.whole.pains.length,
    abandonPains: pains.abandon.length,
    online: coverage.mix.on,
    offline: coverage.mix.off,
    both: coverage.mix.both,
    curve: actual.points.map(({ value }) => value ?? Number.NaN),
    painCategory: Object.fromEntries(pains.categories.map((row) => [row.category, row.pains.length])),
  };
};

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(journeyTemplates)('[A22] $id comes to the expected values', (template) => {
    expect(analyse(snapshotFrom(template, language), template)).toEqual(expectedAnalyses[template.id]);
  });
});
