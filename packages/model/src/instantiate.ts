/** A new board from a template: the only place where a document is seeded, and only the server calls it. */
import * as Y from 'yjs';
import type { Author, Board } from './board.ts';
import { addCard, addLane, addPersona, addPhase, addStep, setFeeling } from './edits.ts';
import { BASIC_LANES, type LaneType, type Language } from './enumerations.ts';
import type { LaneId, PersonaId, StepId } from './ids.ts';
import { clip, TEXT_LIMITS } from './limits.ts';
import { SCHEMA_VERSION } from './records.ts';
import type { BlankTemplate, JourneyTemplate, TemplateStep } from './templates/journey-template.ts';

interface Seeding {
  readonly board: Board;
  readonly author: Author;
  readonly language: Language;
  readonly lanes: ReadonlyMap<LaneType, LaneId>;
}

const seedMeta = (
  board: Board,
  meta: { title: string; loop: boolean; language: Language; texts: Record<string, string> },
) => {
  board.meta.set('schemaVersion', SCHEMA_VERSION);
  board.meta.set('loop', meta.loop);
  board.meta.set('language', meta.language);
  board.meta.set('title', new Y.Text(clip(meta.title, TEXT_LIMITS.title)));
  for (const field of ['scenario', 'startTrigger', 'endEvent'])
    board.meta.set(field, new Y.Text(meta.texts[field] ?? ''));
};

const seedCards = ({ board, author, language, lanes }: Seeding, step: StepId, template: TemplateStep) => {
  const { text: touchpoint, channel, owner, device } = template.touchpoint;
  const to = (lane: LaneType) => {
    const id = lanes.get(lane);
    return id === undefined ? ('inbox' as const) : { step, lane: id };
  };
  addCard(board, author, {
    to: to('touchpoints'),
    kind: 'touchpoint',
    text: touchpoint[language],
    details: { channel, owner, device: device ?? null },
  });
  addCard(board, author, { to: to('expected_action'), kind: 'action', text: template.action[language] });
  addCard(board, author, { to: to('company_response'), kind: 'response', text: template.response[language] });
  if (template.pain !== undefined) {
    const { text, category, severity } = template.pain;
    addCard(board, author, { to: to('pains'), kind: 'pain', text: text[language], details: { category, severity } });
  }
  if (template.opportunity !== undefined) {
    addCard(board, author, { to: to('opportunities'), kind: 'opportunity', text: template.opportunity[language] });
  }
  if (template.backstage !== undefined) {
    addCard(board, author, { to: to('backstage'), kind: 'note', text: template.backstage[language] });
  }
};

const seedJourney = (
  seeding: Seeding,
  template: JourneyTemplate,
  phases: readonly Parameters<typeof addStep>[2]['phase'][],
) => {
  const { board, author, language } = seeding;
  const personas: PersonaId[] = template.personas.map((p) =>
    addPersona(board, author, { name: p.name, tagline: p.tagline[language] }),
  );
  const steps: StepId[] = [];
  for (const step of template.steps) {
    const phase = phases[step.phase];
    if (phase === undefined) continue;
    const id = addStep(board, author, {
      phase,
      title: step.title[language],
      milestones: [...step.milestones],
      dropOff: step.dropOff ?? null,
      refersTo: step.refersTo === undefined ? null : (steps[step.refersTo] ?? null),
    });
    steps.push(id);
    seedCards(seeding, id, step);
    const persona = personas[step.persona ?? 0];
    if (persona === undefined) continue;
    const word = step.feeling[language];
    setFeeling(board, author, { step: id, persona, kind: 'actual' }, { valence: step.actual, word });
    setFeeling(board, author, { step: id, persona, kind: 'desired' }, { valence: step.desired });
  }
};

/** Fills an empty board from a template, in one transaction. `title` replaces the template's name. */
export const instantiate = (
  board: Board,
  author: Author,
  template: JourneyTemplate | BlankTemplate,
  options: { readonly language: Language; readonly title?: string | undefined; readonly persona: string },
): void => {
  const { language } = options;
  board.doc.transact(() => {
    const worked = 'steps' in template;
    seedMeta(board, {
      title: options.title || template.name[language],
      loop: template.loop,
      language,
      texts: worked
        ? {
            scenario: template.scenario[language],
            startTrigger: template.startTrigger[language],
            endEvent: template.endEvent[language],
          }
        : {},
    });
    const backstage = worked && template.steps.some((s) => s.backstage !== undefined);
    const types: LaneType[] = backstage ? [...BASIC_LANES, 'backstage'] : [...BASIC_LANES];
    const lanes = new Map(types.map((type) => [type, addLane(board, author, { type })]));
    const phases = template.phases.map((p) => addPhase(board, author, { name: p.name[language], period: p.period }));
    if (worked) seedJourney({ board, author, language, lanes }, template, phases);
    // A blank journey starts with one nameless step a phase and one persona, so that there is a line and a curve to begin.
    else {
      addPersona(board, author, { name: options.persona });
      for (const phase of phases) addStep(board, author, { phase, title: '' });
    }
  }, author);
};
