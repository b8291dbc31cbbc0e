import { type TemplateSummary, templateListSchema } from '@samrejse/model/api/http';
import { templates } from '@samrejse/model/templates';
import type { Template } from '@samrejse/model/templates/journey-template';
import { lanesOf } from '@samrejse/model/templates/lanes';
import { LANE_WORDS } from '@samrejse/model/words/lanes';
import { LANGUAGES, type Language } from '@samrejse/model/words/language';
import { Hono } from 'hono';
import * as v from 'valibot';
import { languageOf } from './language.ts';
import { describe, parse } from './parse.ts';

const querySchema = v.object({ language: v.optional(v.picklist(LANGUAGES)) });

/** How many steps a new board has in a phase. A blank board has one in each. */
const stepsOf = (template: Template, phase: number): number =>
  template.form === 'blank' ? 1 : template.steps.filter((step) => step.phase === phase).length;

const laneNamesOf = (template: Template, language: Language): string[] =>
  lanesOf(template)
    .filter(({ type }) => !type.startsWith('separator_'))
    .map(({ type, name }) => (name ?? LANE_WORDS[type])[language]);

const summaryOf = (template: Template, language: Language): TemplateSummary => ({
  id: template.id,
  name: template.name[language],
  scenario: template.form === 'blank' ? '' : template.scenario[language],
  blank: template.form === 'blank',
  loop: template.loop,
  phases: template.phases.map((phase, i) => ({
    name: phase.name[language],
    period: phase.period,
    steps: stepsOf(template, i),
  })),
  lanes: laneNamesOf(template, language),
  curve: template.form === 'journey' ? template.steps.map((step) => step.actual) : [],
});

export const templateRoutes = () =>
  new Hono().get(
    '/',
    describe('Templates to start from', 200, templateListSchema),
    parse('query', querySchema),
    (c) => {
      const language = c.req.valid('query').language ?? languageOf(c.req.header('accept-language'));
      return c.json(templates.map((template) => summaryOf(template, language)));
    },
  );
