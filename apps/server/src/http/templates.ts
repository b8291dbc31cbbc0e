import { type TemplateSummary, templateListSchema } from '@samrejse/model/api';
import { LANGUAGES, type Language } from '@samrejse/model/enumerations';
import { journeyTemplates } from '@samrejse/model/templates';
import { blankTemplates } from '@samrejse/model/templates/blank';
import type { BlankTemplate, JourneyTemplate } from '@samrejse/model/templates/journey-template';
import { Hono } from 'hono';
import * as v from 'valibot';
import { languageOf } from './language.ts';
import { describe, parse } from './parse.ts';

const querySchema = v.object({ language: v.optional(v.picklist(LANGUAGES)) });

const summaryOf = (template: JourneyTemplate | BlankTemplate, language: Language): TemplateSummary => {
  const steps = 'steps' in template ? template.steps : null;
  return {
    id: template.id,
    name: template.name[language],
    scenario: 'scenario' in template ? template.scenario[language] : '',
    blank: steps === null,
    loop: template.loop,
    phases: template.phases.map((phase, i) => ({
      name: phase.name[language],
      period: phase.period,
      // A blank begins with one step a phase.
      steps: steps === null ? 1 : steps.filter((step) => step.phase === i).length,
    })),
    curve: steps?.map((step) => step.actual) ?? [],
  };
};

export const templateRoutes = () =>
  new Hono().get(
    '/',
    describe('Templates to start from', 200, templateListSchema),
    parse('query', querySchema),
    (c) => {
      const language = c.req.valid('query').language ?? languageOf(c.req.header('accept-language'));
      return c.json([...journeyTemplates, ...blankTemplates].map((template) => summaryOf(template, language)));
    },
  );
