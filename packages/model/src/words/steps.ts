/** A step: what it is, what happens at it, and what leads from it. */
import { say, type Words } from './language.ts';

export const STEP_KINDS = ['touchpoint', 'action', 'decision', 'wait'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const STEP_KIND_WORDS: Words<StepKind> = {
  touchpoint: say('Touchpoint', 'Kontaktpunkt', 'Kontaktpunkt'),
  action: say('Action', 'Handling', 'Handling'),
  decision: say('Decision', 'Beslutning', 'Beslut'),
  wait: say('Waiting', 'Ventetid', 'Väntetid'),
};

/** How a step of a planned journey went in an actual one, as in CJML (SINTEF's Customer Journey Modelling Language). */
export const STEP_STATUSES = ['completed', 'missing', 'failing', 'adhoc'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** CJML's completed, missing, failing and ad hoc, as people say them. */
export const STEP_STATUS_WORDS: Words<StepStatus> = {
  completed: say('Went as planned', 'Gik som planlagt', 'Gick som planerat'),
  missing: say('Did not happen', 'Skete ikke', 'Hände inte'),
  failing: say('Failed', 'Gik galt', 'Gick fel'),
  adhoc: say('Was not planned', 'Var ikke planlagt', 'Var inte planerat'),
};

export const MILESTONES = [
  'first_contact',
  'commit',
  'first_use',
  'mot',
  'zmot',
  'fmot',
  'smot',
  'umot',
  'recovery',
  'exit_risk',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** The zero, first, second and ultimate moments of truth are named by what the customer does in them. */
export const MILESTONE_WORDS: Words<Milestone> = {
  first_contact: say('First contact', 'Første kontakt', 'Första kontakten'),
  commit: say('Purchase or commitment', 'Køb eller tilsagn', 'Köp eller åtagande'),
  first_use: say('First use', 'Første brug', 'Första användningen'),
  mot: say('Moment of truth', 'Sandhedens øjeblik', 'Sanningens ögonblick'),
  zmot: say('Research online', 'Research på nettet', 'Research på nätet'),
  fmot: say('Meeting the product', 'Mødet med produktet', 'Mötet med produkten'),
  smot: say('Using the product', 'Brugen af produktet', 'Att använda produkten'),
  umot: say('Sharing the experience', 'Deling af oplevelsen', 'Delning av upplevelsen'),
  recovery: say('Put right', 'Gjort godt igen', 'Gottgjort'),
  exit_risk: say('May leave here', 'Kan falde fra her', 'Kan hoppa av här'),
};

export const INFORMATION_NEEDS = [
  'none',
  'general',
  'comparative',
  'specific',
  'price_terms',
  'how_to',
  'status',
  'problem_help',
] as const;
export type InformationNeed = (typeof INFORMATION_NEEDS)[number];

export const INFORMATION_NEED_WORDS: Words<InformationNeed> = {
  none: say('No need', 'Intet behov', 'Inget behov'),
  general: say('General information', 'Generel information', 'Allmän information'),
  comparative: say('Comparison', 'Sammenligning', 'Jämförelse'),
  specific: say('Specific information', 'Specifik information', 'Specifik information'),
  price_terms: say('Price and terms', 'Pris og vilkår', 'Pris och villkor'),
  how_to: say('How to do it', 'Sådan gør man', 'Så gör man'),
  status: say('Status', 'Status', 'Status'),
  problem_help: say('Help with a problem', 'Hjælp til et problem', 'Hjälp med ett problem'),
};

export const LINK_KINDS = [
  'flow',
  'channel_switch',
  'loop',
  'cause',
  'dependency',
  'handoff',
  'refers_to',
  'recovers',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const LINK_KIND_WORDS: Words<LinkKind> = {
  flow: say('Flow', 'Forløb', 'Flöde'),
  channel_switch: say('Channel switch', 'Kanalskift', 'Kanalbyte'),
  loop: say('Loop', 'Sløjfe', 'Slinga'),
  cause: say('Cause', 'Årsag', 'Orsak'),
  dependency: say('Dependency', 'Afhængighed', 'Beroende'),
  handoff: say('Handover', 'Overdragelse', 'Överlämning'),
  refers_to: say('Recommendation', 'Anbefaling', 'Rekommendation'),
  recovers: say('Puts right', 'Gør godt igen', 'Gottgör'),
};
