import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { seededAuthor, seededDoc, seededRandom } from '../testing/random.ts';
import { openBoard } from './board.ts';
import { BASIC_LANES, LANGUAGES, type Language } from './enumerations.ts';
import { instantiate } from './instantiate.ts';
import { readSnapshot } from './reads.ts';
import { type Snapshot, snapshotSchema } from './snapshot-schema.ts';
import { blankTemplates } from './templates/blank.ts';
import { journeyTemplates } from './templates/index.ts';
import type { BlankTemplate, JourneyTemplate, TemplateStep } from './templates/journey-template.ts';

const boardFrom = (template: JourneyTemplate | BlankTemplate, language: Language, title?: string): Snapshot => {
  const random = seededRandom(1);
  const board = openBoard(seededDoc(random));
  let updates = 0;
  board.doc.on('update', () => updates++);
  instantiate(board, seededAuthor(random, 'server'), template, { language, title, persona: 'Kunde' });
  expect(updates).toBe(1);
  return v.parse(snapshotSchema, readSnapshot(board));
};

const IN_EACH_LANGUAGE = <T extends { readonly id: string }>(templates: readonly T[]) =>
  templates.flatMap((template) => LANGUAGES.map((language) => [template.id, language, template] as const));

/** What a template says of a step's cards, by the lane they belong in. */
const cardsOf = (step: TemplateStep, language: Language): Record<string, string | undefined> => ({
  touchpoints: step.touchpoint.text[language],
  expected_action: step.action[language],
  company_response: step.response[language],
  pains: step.pain?.text[language],
  opportunities: step.opportunity?.[language],
  backstage: step.backstage?.[language],
});

describe('boards from templates', () => {
  test.each(IN_EACH_LANGUAGE(journeyTemplates))(
    '[V2] %s in %s has the phases and steps of its template',
    (_, language, template) => {
      const { phases, steps, ...board } = boardFrom(template, language);
      expect(board).toMatchObject({
        title: template.name[language],
        scenario: template.scenario[language],
        startTrigger: template.startTrigger[language],
        endEvent: template.endEvent[language],
        loop: template.loop,
        language,
      });
      expect(phases.map((p) => [p.name, p.period])).toEqual(template.phases.map((p) => [p.name[language], p.period]));
      const byPhase = template.phases.flatMap((_phase, i) => template.steps.filter((s) => s.phase === i));
      expect(steps.map((s) => s.title)).toEqual(byPhase.map((s) => s.title[language]));
      expect(steps.map((s) => s.milestones)).toEqual(byPhase.map((s) => s.milestones));
      expect(steps.map((s) => s.dropOff)).toEqual(byPhase.map((s) => s.dropOff ?? null));
      const titleOf = (id: string | null) => steps.find((s) => s.id === id)?.title;
      expect(steps.map((s) => titleOf(s.refersTo))).toEqual(
        byPhase.map((s) => (s.refersTo === undefined ? undefined : template.steps[s.refersTo]?.title[language])),
      );
    },
  );

  test.each(IN_EACH_LANGUAGE(journeyTemplates))(
    '[V2] %s in %s has the cards and feelings of its template',
    (_, language, template) => {
      const { steps, lanes, cards, feelings, personas } = boardFrom(template, language);
      expect(personas.map((p) => p.name)).toEqual(template.personas.map((p) => p.name));
      for (const step of template.steps) {
        const id = steps.find((s) => s.title === step.title[language])?.id;
        const texts = Object.entries(cardsOf(step, language)).filter(([, text]) => text !== undefined);
        const shown = cards
          .filter((c) => c.place?.step === id)
          .map((c) => [lanes.find((l) => l.id === c.place?.lane)?.type, c.text]);
        expect(shown.toSorted()).toEqual(texts.toSorted());
        const persona = personas[step.persona ?? 0]?.id;
        expect(feelings.filter((f) => f.step === id)).toMatchObject([
          { persona, kind: 'actual', valence: step.actual, word: step.feeling[language] },
          { persona, kind: 'desired', valence: step.desired },
        ]);
      }
      expect(cards.every((c) => c.place?.step !== null)).toBe(true);
      expect(feelings).toHaveLength(2 * template.steps.length);
      const channels = cards.filter((c) => c.kind === 'touchpoint').map((c) => c.details.channel);
      expect(channels.toSorted()).toEqual(template.steps.map((s) => s.touchpoint.channel).toSorted());
    },
  );

  test.each(IN_EACH_LANGUAGE(blankTemplates))(
    '[V3] the blank %s in %s has its phases, a nameless step in each, and one persona',
    (_, language, template) => {
      const board = boardFrom(template, language);
      expect(board.phases.map((p) => p.name)).toEqual(template.phases.map((p) => p.name[language]));
      expect(board.steps.map((s) => [s.title, s.place?.phase])).toEqual(board.phases.map((p) => ['', p.id]));
      expect(board.lanes.map((l) => l.type)).toEqual(BASIC_LANES);
      expect(board.personas.map((p) => p.name)).toEqual(['Kunde']);
      expect([board.cards, board.feelings]).toEqual([[], []]);
    },
  );

  test('[V4] a title that is given replaces the template’s name, an empty one does not', () => {
    const [blank] = blankTemplates;
    if (blank === undefined) throw new Error('no blank template');
    expect(boardFrom(blank, 'da', 'Vores rejse').title).toBe('Vores rejse');
    expect(boardFrom(blank, 'da', '').title).toBe(blank.name.da);
    expect(boardFrom(blank, 'da', 'x'.repeat(500)).title).toHaveLength(200);
  });
});
