import { describe, expect, it } from 'vitest';
import { BLANK_PRESETS, LANGUAGES, type Localized } from '../enumerations.ts';
import { blankTemplates } from './blank.ts';
import { type ExpectedAnalysis, expectedAnalyses } from './expected.ts';
import { findTemplate, journeyTemplates } from './index.ts';
import type { JourneyTemplate, TemplateStep } from './journey-template.ts';

/** Words that are the same in English and Danish, or in English and Swedish: names of measures and loan words. */
const SAME_IN_TWO_LANGUAGES = new Set(['NPS', 'CES', 'App', 'Chat', 'Mail', 'Invitation', 'neutral', 'glad', 'loyal']);

const isLocalized = (value: object): value is Localized => LANGUAGES.some((language) => language in value);

/** Every text in the data with the way to it. */
const localizedTexts = (value: unknown, path: string): { path: string; text: Localized }[] => {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (isLocalized(value)) {
    return [{ path, text: value }];
  }
  return Object.entries(value).flatMap(([key, child]) => localizedTexts(child, `${path}.${key}`));
};

const countBy = <Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> => {
  const counts: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

const meanToTwoDecimals = (values: readonly number[]): number =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2));

const titlesWhere = (steps: readonly TemplateStep[], holds: (step: TemplateStep) => boolean): string[] =>
  steps.filter(holds).map((step) => step.title.en);

const analyse = ({ steps, phases }: JourneyTemplate): ExpectedAnalysis => {
  const curve = steps.map((step) => step.actual);
  const gap = (step: TemplateStep): number => step.desired - step.actual;
  const largestGap = Math.max(...steps.map(gap));
  const lowest = Math.min(...curve);
  const channels = steps.map((step) => step.touchpoint.channel);
  const modes = countBy(steps.map((step) => step.touchpoint.mode));
  const pains = steps.flatMap((step) => (step.pain ? [step.pain] : []));
  return {
    steps: steps.length,
    phases: phases.length,
    meanActual: meanToTwoDecimals(curve),
    meanDesired: meanToTwoDecimals(steps.map((step) => step.desired)),
    good: curve.filter((valence) => valence > 0).length,
    neutral: curve.filter((valence) => valence === 0).length,
    bad: curve.filter((valence) => valence < 0).length,
    largestGap,
    largestGapSteps: titlesWhere(steps, (step) => gap(step) === largestGap),
    lowestSteps: titlesWhere(steps, (step) => step.actual === lowest),
    channels: new Set(channels).size,
    channelSwitches: channels.filter((channel, index) => index > 0 && channel !== channels[index - 1]).length,
    pains: pains.length,
    abandonPains: pains.filter((pain) => pain.severity === 'abandon').length,
    online: modes.on ?? 0,
    offline: modes.off ?? 0,
    both: modes.both ?? 0,
    curve,
    painCategory: countBy(pains.map((pain) => pain.category)),
  };
};

describe('every text of the templates', () => {
  const texts = [...journeyTemplates, ...blankTemplates].flatMap((template) => localizedTexts(template, template.id));

  it('is there in every language, without blanks around it', () => {
    const faulty = texts.filter(({ text }) =>
      LANGUAGES.some((language) => !text[language] || text[language] !== text[language].trim()),
    );
    expect(texts.length).toBeGreaterThan(500);
    expect(faulty).toEqual([]);
  });

  it('is translated, save for the words the languages share', () => {
    const untranslated = texts.filter(
      ({ text }) => (text.da === text.en || text.sv === text.en) && !SAME_IN_TWO_LANGUAGES.has(text.en),
    );
    expect(untranslated).toEqual([]);
  });
});

describe('the set of templates', () => {
  it('has an expected analysis for each journey and no other', () => {
    expect(journeyTemplates.map((template) => template.id)).toEqual(Object.keys(expectedAnalyses));
  });

  it('has every blank preset', () => {
    expect(blankTemplates.map((template) => template.id)).toEqual([...BLANK_PRESETS]);
  });

  it.each([...journeyTemplates, ...blankTemplates])('finds $id by its id', (template) => {
    expect(findTemplate(template.id)).toBe(template);
  });

  it('finds nothing by another id', () => {
    expect(findTemplate('no-such-template')).toBeUndefined();
  });
});

describe.each([...journeyTemplates])('$id', (template: JourneyTemplate) => {
  const { steps, phases, personas } = template;

  it('comes to the expected analysis', () => {
    expect(analyse(template)).toEqual(expectedAnalyses[template.id]);
  });

  it('points only at phases and personas it has, and back to earlier steps', () => {
    for (const [index, step] of steps.entries()) {
      expect(phases[step.phase]).toBeDefined();
      expect(personas[step.persona ?? 0]).toBeDefined();
      if (step.refersTo !== undefined) {
        expect(steps[step.refersTo]).toBeDefined();
        expect(step.refersTo).toBeLessThan(index);
      }
    }
  });

  it('walks through its phases in order and leaves none out', () => {
    const order = steps.map((step) => step.phase);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(phases.length);
  });

  it('has valences from −2 to 2 in whole numbers, and shares from 0 to 1', () => {
    for (const step of steps) {
      expect([-2, -1, 0, 1, 2]).toContain(step.actual);
      expect([-2, -1, 0, 1, 2]).toContain(step.desired);
      expect(step.dropOff ?? 0).toBeGreaterThanOrEqual(0);
      expect(step.dropOff ?? 0).toBeLessThan(1);
    }
  });
});
