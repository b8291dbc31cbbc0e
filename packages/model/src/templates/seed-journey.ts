/** Writes a worked journey to a new board: its steps with their cards, feelings and links. */
import type { Author, Board } from '../document/board.ts';
import { addCard } from '../edits/cards.ts';
import { setFeeling } from '../edits/feelings.ts';
import { addLink } from '../edits/links.ts';
import { addPersona } from '../edits/personas.ts';
import { addStep } from '../edits/steps.ts';
import type { CardId, ChannelId, LaneId, PersonaId, PhaseId, StepId } from '../records/ids.ts';
import { CHANNEL_LIBRARY, type Channel } from '../words/channels.ts';
import type { LaneType } from '../words/lanes.ts';
import type { Language } from '../words/language.ts';
import type { JourneyTemplate, TemplateStep, TemplateTouchpoint } from './journey-template.ts';

export interface Seeding {
  readonly board: Board;
  readonly author: Author;
  readonly language: Language;
}

/** The cell in a lane where a card of one step goes, or the inbox if the board has no such lane. */
type Cells = (lane: LaneType) => { readonly step: StepId; readonly lane: LaneId } | 'inbox';

interface Seeded {
  readonly step: StepId;
  readonly pain: CardId | null;
}

/** A channel of the library has its key as its id. */
export const channelRef = (channel: Channel): ChannelId => channel as string as ChannelId;

const seedTouchpoint = ({ board, author, language }: Seeding, to: Cells, touchpoint: TemplateTouchpoint): void => {
  const { text, channel, mode, owner, device = null } = touchpoint;
  addCard(board, author, {
    to: to('touchpoints'),
    kind: 'touchpoint',
    text: text[language],
    fields: { channel: channelRef(channel) },
    details: { owner, device, mode: CHANNEL_LIBRARY.get(channel)?.mode === mode ? null : mode },
  });
};

/** Adds the cards of a step. Returns the card of its pain point, or null if it has none. */
const seedCards = (seeding: Seeding, to: Cells, step: TemplateStep): CardId | null => {
  const { board, author, language } = seeding;
  seedTouchpoint(seeding, to, step.touchpoint);
  addCard(board, author, { to: to('expected_action'), kind: 'action', text: step.action[language] });
  addCard(board, author, { to: to('company_response'), kind: 'response', text: step.response[language] });
  if (step.backstage !== undefined) {
    addCard(board, author, { to: to('backstage'), kind: 'process', text: step.backstage[language] });
  }
  for (const { text, ...details } of step.content ?? []) {
    const { channel } = step.touchpoint;
    addCard(board, author, {
      to: to('content'),
      kind: 'content',
      text: text[language],
      fields: { channel: channelRef(channel) },
      details,
    });
  }
  if (step.opportunity !== undefined) {
    addCard(board, author, { to: to('opportunities'), kind: 'opportunity', text: step.opportunity[language] });
  }
  if (step.pain === undefined) return null;
  const { text, category, severity } = step.pain;
  return addCard(board, author, {
    to: to('pains'),
    kind: 'pain',
    text: text[language],
    details: { category, severity },
  });
};

const seedFeelings = (
  { board, author, language }: Seeding,
  step: StepId,
  persona: PersonaId,
  template: TemplateStep,
): void => {
  const word = template.feeling[language];
  setFeeling(board, author, { step, persona, kind: 'actual' }, { valence: template.actual, word });
  setFeeling(board, author, { step, persona, kind: 'desired' }, { valence: template.desired });
};

const seedLinks = ({ board, author }: Seeding, template: JourneyTemplate, seeded: readonly Seeded[]): void => {
  for (const [i, { refersTo, recovers = [] }] of template.steps.entries()) {
    const here = seeded[i];
    if (here === undefined) continue;
    const to = { in: 'steps', id: here.step } as const;
    const back = refersTo === undefined ? undefined : seeded[refersTo];
    if (back !== undefined) addLink(board, author, { kind: 'refers_to', from: to, to: { in: 'steps', id: back.step } });
    for (const index of recovers) {
      const pain = seeded[index]?.pain ?? null;
      if (pain !== null) addLink(board, author, { kind: 'recovers', from: { in: 'cards', id: pain }, to });
    }
  }
};

const seedMetrics = (
  { board, author, language }: Seeding,
  template: JourneyTemplate,
  cells: readonly (Cells | undefined)[],
): void => {
  for (const { text, type, unit, step } of template.metrics) {
    addCard(board, author, {
      to: cells[step]?.('metrics') ?? 'inbox',
      kind: 'metric',
      text: text[language],
      details: { type, unit: unit?.[language] ?? '' },
    });
  }
};

/** Writes the steps of a template to a board that has its phases and lanes. A template has one lane of each type. */
export const seedJourney = (
  seeding: Seeding,
  template: JourneyTemplate,
  on: { readonly phases: readonly PhaseId[]; readonly lanes: ReadonlyMap<LaneType, LaneId> },
): void => {
  const { board, author, language } = seeding;
  const personas = template.personas.map(({ name, tagline }) =>
    addPersona(board, author, { name, tagline: tagline[language] }),
  );
  const seeded: Seeded[] = [];
  const cells: Cells[] = [];
  for (const { phase: index, persona: whose = 0, ...step } of template.steps) {
    const [phase, persona] = [on.phases[index], personas[whose]];
    if (phase === undefined || persona === undefined) continue;
    const id = addStep(board, author, {
      phase,
      title: step.title[language],
      milestones: [...step.milestones],
      dropOff: step.dropOff ?? null,
      // With a single persona, every step is theirs without saying so.
      personas: personas.length > 1 ? [persona] : [],
    });
    const to: Cells = (type) => {
      const lane = on.lanes.get(type);
      return lane === undefined ? 'inbox' : { step: id, lane };
    };
    cells.push(to);
    seeded.push({ step: id, pain: seedCards(seeding, to, { ...step, phase: index }) });
    seedFeelings(seeding, id, persona, { ...step, phase: index });
  }
  seedLinks(seeding, template, seeded);
  seedMetrics(seeding, template, cells);
};
