import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { seededAuthor, seededDoc, seededRandom } from '../../testing/random.ts';
import { openBoard, textOf } from '../document/board.ts';
import { inspectBoard } from '../document/reads.ts';
import { META_TEXTS } from '../records/collections.ts';
import { type Snapshot, snapshotSchema } from '../records/snapshot-schema.ts';
import { CHANNEL_LIBRARY } from '../words/channels.ts';
import { LANE_SETS, laneSetSchema } from '../words/lane-sets.ts';
import { LANGUAGES, type Language } from '../words/language.ts';
import { blankTemplates } from './blank.ts';
import { journeyTemplates, templates } from './index.ts';
import { type InstantiateOptions, instantiate } from './instantiate.ts';
import type { JourneyTemplate, Template, TemplateStep } from './journey-template.ts';
import { thenAndNow } from './then-and-now.ts';

type Wish = Omit<InstantiateOptions, 'persona'>;

const instantiated = (template: Template, wish: Wish) => {
  const random = seededRandom(1);
  const board = openBoard(seededDoc(random));
  let updates = 0;
  board.doc.on('update', () => updates++);
  instantiate(board, seededAuthor(random, 'server'), template, { ...wish, persona: 'Kunde' });
  return { board, updates: () => updates };
};

const boardFrom = (template: Template, wish: Wish): Snapshot =>
  inspectBoard(instantiated(template, wish).board).snapshot;

const IN_EACH_LANGUAGE = <T extends { readonly id: string }>(from: readonly T[]) =>
  from.flatMap((template) => LANGUAGES.map((language) => [template.id, language, template] as const));

const laneTypesOf = ({ lanes }: Snapshot) => lanes.map((lane) => lane.type);

/** What a template says of a step's cards, as lane, kind and text. */
const cardsOf = (template: JourneyTemplate, step: TemplateStep, language: Language): string[] => {
  const index = template.steps.indexOf(step);
  const told: readonly (readonly [lane: string, kind: string, text: string | undefined])[] = [
    ['touchpoints', 'touchpoint', step.touchpoint.text[language]],
    ['expected_action', 'action', step.action[language]],
    ['company_response', 'response', step.response[language]],
    ['pains', 'pain', step.pain?.text[language]],
    ['opportunities', 'opportunity', step.opportunity?.[language]],
    ['backstage', 'process', step.backstage?.[language]],
    ...(step.content ?? []).map((piece) => ['content', 'content', piece.text[language]] as const),
    ...template.metrics
      .filter((metric) => metric.step === index)
      .map((metric) => ['metrics', 'metric', metric.text[language]] as const),
  ];
  return told.filter(([, , text]) => text !== undefined).map((card) => card.join(': '));
};

describe('a board from any template', () => {
  test.each(IN_EACH_LANGUAGE(templates))('[V8] %s in %s is made whole, in one update', (_, language, template) => {
    const { board, updates } = instantiated(template, { language });
    const { snapshot, repairs } = inspectBoard(board);
    expect(updates()).toBe(1);
    expect(repairs).toEqual([]);
    // Parsing drops what the schema does not know.
    expect(v.parse(snapshotSchema, snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({ schemaVersion: 2, state: 'current', language, phaseModel: template.phaseModel });
    for (const field of META_TEXTS) expect(textOf(board, { in: 'meta', field })).not.toBeNull();
  });

  test.each(IN_EACH_LANGUAGE(templates))(
    '[V8] %s in %s says something on every card, and all stand in a cell',
    (_, language, template) => {
      const { title, cards, phases, steps, lanes, personas } = boardFrom(template, { language });
      expect([title, ...phases.map((p) => p.name), ...personas.map((p) => p.name)]).not.toContain('');
      expect(cards.map((card) => card.text)).not.toContain('');
      if (template.form !== 'blank') expect(steps.map((step) => step.title)).not.toContain('');
      const lanesById = new Map<string | null, string>(lanes.map((lane) => [lane.id, lane.type]));
      for (const { place } of cards) expect([place?.step, lanesById.get(place?.lane ?? null)]).not.toContain(undefined);
    },
  );

  test('[V4] a title that is given replaces the template’s name, an empty one does not', () => {
    const [blank] = blankTemplates;
    if (blank === undefined) throw new Error('no blank template');
    expect(boardFrom(blank, { language: 'da', title: 'Vores rejse' }).title).toBe('Vores rejse');
    expect(boardFrom(blank, { language: 'da', title: '' }).title).toBe(blank.name.da);
    expect(boardFrom(blank, { language: 'da', title: 'x'.repeat(500) }).title).toHaveLength(200);
  });
});

describe('a board from a worked journey', () => {
  test.each(IN_EACH_LANGUAGE(journeyTemplates))('[V2] %s in %s has its phases and steps', (_, language, template) => {
    const { phases, steps, ...board } = boardFrom(template, { language });
    expect(board).toMatchObject({
      title: template.name[language],
      kind: 'journey_map',
      customerType: template.customerType,
      audience: template.audience ?? null,
      scenario: template.scenario[language],
      startTrigger: template.startTrigger[language],
      endEvent: template.endEvent[language],
      loop: template.loop,
    });
    expect(phases.map((p) => [p.name, p.period, p.canonical])).toEqual(
      template.phases.map((p) => [p.name[language], p.period, p.canonical ?? null]),
    );
    expect(steps.map((s) => [s.title, phases.findIndex((p) => p.id === s.place?.phase), s.dropOff])).toEqual(
      template.steps.map((s) => [s.title[language], s.phase, s.dropOff ?? null]),
    );
    expect(steps.map((s) => s.milestones)).toEqual(template.steps.map((s) => s.milestones.toSorted()));
  });

  test.each(IN_EACH_LANGUAGE(journeyTemplates))(
    '[V2] %s in %s has its cards, each in its lane',
    (_, language, template) => {
      const { steps, lanes, cards } = boardFrom(template, { language });
      for (const [i, step] of template.steps.entries()) {
        const shown = cards
          .filter((card) => card.place?.step === steps[i]?.id)
          .map((card) => `${lanes.find((lane) => lane.id === card.place?.lane)?.type}: ${card.kind}: ${card.text}`);
        expect(shown.toSorted()).toEqual(cardsOf(template, step, language).toSorted());
      }
    },
  );

  test.each(IN_EACH_LANGUAGE(journeyTemplates))('[V2] %s in %s says what its cards are', (_, language, template) => {
    const { cards, steps } = boardFrom(template, { language });
    const at = (i: number, kind: string) => cards.filter((c) => c.kind === kind && c.place?.step === steps[i]?.id);
    for (const [i, { touchpoint, pain, content = [] }] of template.steps.entries()) {
      const { channel, owner, device = null, mode } = touchpoint;
      expect(at(i, 'touchpoint')).toMatchObject([{ channel, details: { owner, device } }]);
      for (const card of at(i, 'touchpoint')) {
        if (card.kind === 'touchpoint') expect(card.details.mode ?? CHANNEL_LIBRARY.get(channel)?.mode).toBe(mode);
      }
      const { category, severity } = pain ?? {};
      expect(at(i, 'pain')).toMatchObject(pain === undefined ? [] : [{ details: { category, severity } }]);
      expect(at(i, 'content')).toMatchObject(content.map(({ text: _text, ...details }) => ({ channel, details })));
      const measured = template.metrics.filter((metric) => metric.step === i);
      expect(at(i, 'metric')).toMatchObject(
        measured.map(({ type, unit }) => ({ details: { type, unit: unit?.[language] ?? '' } })),
      );
    }
  });

  test.each(IN_EACH_LANGUAGE(journeyTemplates))(
    '[V2] %s in %s has its personas and what they feel',
    (_, language, template) => {
      const { personas, steps, feelings } = boardFrom(template, { language });
      expect(personas.map((p) => [p.name, p.tagline])).toEqual(
        template.personas.map((p) => [p.name, p.tagline[language]]),
      );
      for (const [i, step] of template.steps.entries()) {
        const persona = personas[step.persona ?? 0]?.id;
        const shared = { persona, voter: null };
        expect(feelings.filter((f) => f.step === steps[i]?.id)).toMatchObject([
          { ...shared, kind: 'actual', valence: step.actual, word: step.feeling[language] },
          { ...shared, kind: 'desired', valence: step.desired },
        ]);
        expect(steps[i]?.personas).toEqual(personas.length > 1 ? [persona] : []);
      }
      expect(feelings).toHaveLength(2 * template.steps.length);
    },
  );

  test.each(IN_EACH_LANGUAGE(journeyTemplates))(
    '[V2] %s in %s is linked back, and to what it makes good',
    (_, language, template) => {
      const { links, steps, cards } = boardFrom(template, { language });
      const titleOf = (id: string) => steps.find((s) => s.id === id)?.title ?? cards.find((c) => c.id === id)?.text;
      const expected = template.steps.flatMap(({ title, refersTo, recovers = [] }) => [
        ...(refersTo === undefined ? [] : [['refers_to', title[language], template.steps[refersTo]?.title[language]]]),
        ...recovers.map((i) => ['recovers', template.steps[i]?.pain?.text[language], title[language]]),
      ]);
      expect(links.map(({ kind, ends }) => [kind, titleOf(ends?.from.id ?? ''), titleOf(ends?.to.id ?? '')])).toEqual(
        expected,
      );
    },
  );

  test('[V2] it has the basic lanes, and of the others those it has something to say in', () => {
    for (const template of journeyTemplates) {
      const { lanes, cards } = boardFrom(template, { language: 'en' });
      const types = lanes.map((lane) => lane.type);
      const further = lanes.filter((lane) => !LANE_SETS.basic.some((type) => type === lane.type));
      expect(types.filter((type) => LANE_SETS.basic.some((basic) => basic === type))).toEqual([...LANE_SETS.basic]);
      for (const lane of further) {
        expect(lane.type === 'separator_visibility' || cards.some((card) => card.place?.lane === lane.id)).toBe(true);
      }
    }
  });
});

describe('a blank board', () => {
  test.each(IN_EACH_LANGUAGE(blankTemplates))(
    '[V3] %s in %s has its phases, a nameless step in each, its lanes and one persona',
    (_, language, template) => {
      const board = boardFrom(template, { language });
      expect(board).toMatchObject({ title: template.name[language], kind: template.kind, loop: template.loop });
      expect(board.phases.map((p) => p.name)).toEqual(template.phases.map((p) => p.name[language]));
      expect(board.steps.map((s) => [s.title, s.place?.phase])).toEqual(board.phases.map((p) => ['', p.id]));
      expect(laneTypesOf(board)).toEqual(template.lanes.map((lane) => lane.type));
      expect(board.personas.map((p) => p.name)).toEqual(['Kunde']);
      expect([board.cards, board.feelings, board.links]).toEqual([[], [], []]);
    },
  );

  test.each(Object.entries(LANE_SETS))('[V3] begins with the %s lanes where that is wished', (lanes, types) => {
    const [blank] = blankTemplates;
    if (blank === undefined) throw new Error('no blank template');
    expect(laneTypesOf(boardFrom(blank, { language: 'da', lanes: v.parse(laneSetSchema, lanes) }))).toEqual([...types]);
  });

  test('[V3] of another template the lanes are its own', () => {
    for (const template of templates.filter(({ form }) => form !== 'blank')) {
      const types = laneTypesOf(boardFrom(template, { language: 'da' }));
      expect(laneTypesOf(boardFrom(template, { language: 'da', lanes: 'management' }))).toEqual(types);
    }
  });
});

describe('then and now', () => {
  test.each(LANGUAGES)(
    '[V9] in %s has six touchpoints then and fifteen now, good and bad, on and off the net',
    (language) => {
      const { lanes, cards } = boardFrom(thenAndNow, { language });
      const [then = [], now = [], questions = []] = lanes.map((lane) =>
        cards.filter((card) => card.place?.lane === lane.id),
      );
      expect([then.length, now.length, questions.length]).toEqual([6, 15, 0]);
      expect(lanes.map((lane) => lane.name)).toEqual(thenAndNow.lanes.map((lane) => lane.name?.[language]));
      const qualities = now.map((card) => (card.kind === 'touchpoint' ? card.details.quality : null));
      expect([...new Set(qualities)].toSorted()).toEqual(['bad', 'good', 'neutral']);
      const modes = now.map((card) => CHANNEL_LIBRARY.get(card.channel ?? '')?.mode);
      expect(modes).toEqual(expect.arrayContaining(['on', 'off']));
    },
  );
});
