/** Makes a new board from a template. Documents are seeded here and nowhere else, and only the server calls it. */
import { type Author, type Board, beginBoard } from '../document/board.ts';
import { addCard } from '../edits/cards.ts';
import { addLane } from '../edits/lanes.ts';
import { addPersona } from '../edits/personas.ts';
import { addPhase } from '../edits/phases.ts';
import { setMeta } from '../edits/records.ts';
import { addStep } from '../edits/steps.ts';
import type { LaneId, PhaseId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { LaneSet } from '../words/lane-sets.ts';
import type { LaneType } from '../words/lanes.ts';
import type { Language } from '../words/language.ts';
import type { ComparisonTemplate, Template, TemplateLane } from './journey-template.ts';
import { lanesOf } from './lanes.ts';
import { channelRef, type Seeding, seedJourney } from './seed-journey.ts';

/** The map's own texts, by field. */
const mapTexts = (template: Template, language: Language, given: string | undefined): Record<string, string> => {
  const title = clip(given || template.name[language], TEXT_LIMITS.title);
  if (template.form === 'blank') return { title };
  const scenario = template.scenario[language];
  if (template.form === 'comparison') return { title, scenario };
  return { title, scenario, startTrigger: template.startTrigger[language], endEvent: template.endEvent[language] };
};

const seedMeta = (seeding: Seeding, template: Template, title: string | undefined): void => {
  const { board, author, language } = seeding;
  beginBoard(board, mapTexts(template, language, title));
  const { loop, phaseModel } = template;
  setMeta(board, author, {
    language,
    loop,
    phaseModel,
    state: 'current',
    kind: template.form === 'blank' ? template.kind : 'journey_map',
    customerType: template.form === 'blank' ? 'customer' : template.customerType,
    audience: template.form === 'journey' ? (template.audience ?? null) : null,
  });
};

interface PlacedLane {
  readonly type: LaneType;
  readonly id: LaneId;
}

const seedComparison = (
  { board, author, language }: Seeding,
  template: ComparisonTemplate,
  { phases, lanes }: { readonly phases: readonly PhaseId[]; readonly lanes: readonly PlacedLane[] },
): void => {
  for (const { phase: index, title, cards } of template.steps) {
    const phase = phases[index];
    if (phase === undefined) continue;
    const step = addStep(board, author, { phase, title: title[language] });
    for (const { lane: row, text, channel, owner, quality } of cards) {
      const lane = lanes[row]?.id;
      if (lane === undefined) continue;
      addCard(board, author, {
        to: { step, lane },
        kind: 'touchpoint',
        text: text[language],
        fields: { channel: channelRef(channel) },
        details: { owner, quality },
      });
    }
  }
};

const seedLanes = ({ board, author, language }: Seeding, lanes: readonly TemplateLane[]): PlacedLane[] =>
  lanes.map(({ type, name }) => ({ type, id: addLane(board, author, { type, name: name?.[language] ?? '' }) }));

const seedTemplate = (
  seeding: Seeding,
  template: Template,
  on: { readonly phases: readonly PhaseId[]; readonly lanes: readonly PlacedLane[] },
  persona: string,
): void => {
  const { board, author } = seeding;
  const { phases, lanes } = on;
  if (template.form === 'journey') {
    seedJourney(seeding, template, { phases, lanes: new Map(lanes.map(({ type, id }) => [type, id])) });
    return;
  }
  addPersona(board, author, { name: persona });
  if (template.form === 'comparison') {
    seedComparison(seeding, template, { phases, lanes });
    return;
  }
  // Each phase gets one nameless step, and the board one persona: the line and the curve have something to draw.
  for (const phase of phases) addStep(board, author, { phase, title: '' });
};

export interface InstantiateOptions {
  readonly language: Language;
  /** Replaces the template's name. */
  readonly title?: string | undefined;
  /** Replaces a blank's lanes. */
  readonly lanes?: LaneSet | undefined;
  /** What the first persona is called where the template names none. */
  readonly persona: string;
}

/** Fills an empty board from a template, in one transaction. */
export const instantiate = (board: Board, author: Author, template: Template, options: InstantiateOptions): void => {
  const { language, title, persona } = options;
  const seeding = { board, author, language };
  board.doc.transact(() => {
    seedMeta(seeding, template, title);
    const phases = template.phases.map(({ name, period, canonical = null }) =>
      addPhase(board, author, { name: name[language], period, canonical }),
    );
    const lanes = seedLanes(seeding, lanesOf(template, options.lanes));
    seedTemplate(seeding, template, { phases, lanes }, persona);
  }, author);
};
