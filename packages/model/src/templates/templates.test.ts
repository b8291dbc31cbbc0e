import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sessionCommandSchema } from '../session/session.ts';
import { LANE_SETS } from '../words/lane-sets.ts';
import { LANE_CARD_KIND } from '../words/lanes.ts';
import { LANGUAGES, type Localized } from '../words/language.ts';
import { BLANK_PRESETS } from '../words/maps.ts';
import { agendaMinutes, agendaSchema } from './agenda.ts';
import { blankTemplates } from './blank.ts';
import { expectedAnalyses } from './expected.ts';
import { agendas, findTemplate, journeyTemplates, templates } from './index.ts';
import type { JourneyTemplate } from './journey-template.ts';

/** Words that are the same in English and Danish, or in English and Swedish: names of measures and loan words. */
const SAME_IN_TWO_LANGUAGES = new Set('NPS,CES,App,Chat,Invitation,glad,Service blueprint,Lunch'.split(','));

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

describe('every text of the templates', () => {
  const texts = [...templates, ...agendas].flatMap((template) => localizedTexts(template, template.id));

  it('[V6] is there in every language, without blanks around it', () => {
    const faulty = texts.filter(({ text }) =>
      LANGUAGES.some((language) => !text[language] || text[language] !== text[language].trim()),
    );
    expect(texts.length).toBeGreaterThan(700);
    expect(faulty).toEqual([]);
  });

  it('[V6] is translated, save for the words the languages share', () => {
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

  it('[V7] has every blank preset', () => {
    expect(blankTemplates.map((template) => template.id)).toEqual([...BLANK_PRESETS]);
  });

  it('[V7] starts a blueprint with five lanes and the three lines between them, and other maps with the basic set', () => {
    for (const { kind, lanes } of blankTemplates) {
      const types = lanes.map((lane) => lane.type);
      if (kind === 'service_blueprint') expect(types).toEqual([...LANE_SETS.blueprint]);
      else if (kind !== 'journey_canvas') expect(types).toEqual([...LANE_SETS.basic]);
    }
    const lines = LANE_SETS.blueprint.filter((type) => type.startsWith('separator_'));
    expect([LANE_SETS.blueprint.length - lines.length, lines.length]).toEqual([5, 3]);
  });

  it('[V7] has only zones on a canvas, where anything can be written', () => {
    const zones = blankTemplates.find((template) => template.id === 'canvas')?.lanes ?? [];
    expect(zones.length).toBeGreaterThan(3);
    expect(zones.map((zone) => LANE_CARD_KIND[zone.type])).not.toContain(null);
  });

  it('gives no id twice', () => {
    expect(new Set(templates.map((template) => template.id)).size).toBe(templates.length);
  });

  it.each([...templates])('finds $id by its id', (template) => {
    expect(findTemplate(template.id)).toBe(template);
  });

  it('finds nothing by another id', () => {
    expect(findTemplate('no-such-template')).toBeUndefined();
  });
});

describe('agendas', () => {
  it.each([...agendas])('[V10] $id fits the schema of agendas', (agenda) => {
    expect(v.parse(agendaSchema, agenda)).toEqual(agenda);
  });

  it('[V10] take the time they say', () => {
    expect(agendas.map((agenda) => [agenda.id, agendaMinutes(agenda)])).toEqual([
      ['quick-map', 30],
      ['two-hours', 120],
      ['content-day', 360],
    ]);
    const minutes = agendas.map((agenda) => agenda.items.map((item) => item.minutes));
    expect(minutes.slice(0, 2)).toEqual([
      [3, 8, 5, 5, 4, 5],
      [10, 20, 15, 20, 5, 15, 15, 15, 5],
    ]);
  });

  it.each([...agendas])('[V10] $id is made of items a session can run, in every language', ({ items }) => {
    for (const { title, minutes } of items) {
      for (const language of LANGUAGES) {
        const command = { command: 'start', title: title[language], minutes };
        expect(v.parse(sessionCommandSchema, command)).toEqual(command);
      }
    }
  });

  it.each([...agendas])('[V10] $id looks at lanes that its board has', ({ laneSet, items }) => {
    const lanes: readonly string[] = LANE_SETS[laneSet];
    for (const item of items) for (const lane of item.lanes) expect(lanes).toContain(lane);
  });

  it('[V10] an item that seals and never reveals, or votes without a ballot, is none', () => {
    const [agenda] = agendas;
    const change = (kind: string, fields: object) =>
      v.is(agendaSchema, {
        ...agenda,
        items: agenda?.items.map((item) => (item.kind === kind ? { ...item, ...fields } : item)),
      });
    expect(change('write', {})).toBe(true);
    expect(change('write', { reveal: null })).toBe(false);
    expect(change('write', { rights: ['comment'] })).toBe(false);
    expect(change('vote', { ballot: null })).toBe(false);
    expect(change('vote', { rights: ['comment'] })).toBe(false);
    expect(change('discuss', { rights: ['shout'] })).toBe(false);
  });
});

describe.each([...journeyTemplates])('$id', (template: JourneyTemplate) => {
  const { steps, phases, personas } = template;

  it('[V2] points only at phases and personas it has, and back to earlier steps', () => {
    for (const [index, step] of steps.entries()) {
      expect(phases[step.phase]).toBeDefined();
      expect(personas[step.persona ?? 0]).toBeDefined();
      if (step.refersTo !== undefined) {
        expect(steps[step.refersTo]).toBeDefined();
        expect(step.refersTo).toBeLessThan(index);
      }
      for (const earlier of step.recovers ?? []) {
        expect(steps[earlier]?.pain).toBeDefined();
        expect(earlier).toBeLessThan(index);
      }
    }
    for (const metric of template.metrics) expect(steps[metric.step]).toBeDefined();
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
