/** A map as a whole: what it is, what it starts from, how far it has come. */
import { say, type Words } from './language.ts';

/** What a map is about and for. */
export const MAP_KINDS = [
  'journey_map',
  'experience_map',
  'service_blueprint',
  'journey_canvas',
  'exit_journey',
] as const;
export type MapKind = (typeof MAP_KINDS)[number];

const JOURNEY_CANVAS = say('Journey canvas', 'Kunderejse-canvas', 'Kundresecanvas');

export const SERVICE_BLUEPRINT = say('Service blueprint', 'Service blueprint', 'Service blueprint');

const EXIT_JOURNEY = say('Exit journey', 'Frafaldsrejse', 'Avhoppsresa');

export const MAP_KIND_WORDS: Words<MapKind> = {
  journey_map: say('Journey map', 'Kunderejsekort', 'Kundresekarta'),
  experience_map: say('Experience map', 'Oplevelseskort', 'Upplevelsekarta'),
  service_blueprint: SERVICE_BLUEPRINT,
  journey_canvas: JOURNEY_CANVAS,
  exit_journey: EXIT_JOURNEY,
};

/** Whether the map shows what is, what should be, or what is supposed. */
export const MAP_STATES = ['current', 'future', 'hypothesis', 'research'] as const;
export type MapState = (typeof MAP_STATES)[number];

export const MAP_STATE_WORDS: Words<MapState> = {
  current: say('As it is today', 'Som det er i dag', 'Som det är i dag'),
  future: say('As it should be', 'Som det bør være', 'Som det bör vara'),
  hypothesis: say('Hypothesis', 'Hypotese', 'Hypotes'),
  research: say('Based on research', 'Undersøgt', 'Undersökt'),
};

export const MAP_STATUSES = ['unmapped', 'draft', 'in_research', 'in_review', 'live', 'archived'] as const;
export type MapStatus = (typeof MAP_STATUSES)[number];

export const MAP_STATUS_WORDS: Words<MapStatus> = {
  unmapped: say('Not mapped yet', 'Ikke kortlagt endnu', 'Inte kartlagd än'),
  draft: say('Draft', 'Udkast', 'Utkast'),
  in_research: say('Being researched', 'Undersøges', 'Undersöks'),
  in_review: say('In review', 'Til gennemgang', 'Under granskning'),
  live: say('In use', 'I brug', 'I bruk'),
  archived: say('Archived', 'Arkiveret', 'Arkiverad'),
};

export const AUDIENCES = ['prospect', 'customer', 'both'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const AUDIENCE_WORDS: Words<Audience> = {
  prospect: say('Prospects', 'Kundeemner', 'Potentiella kunder'),
  customer: say('Existing customers', 'Nuværende kunder', 'Befintliga kunder'),
  both: say('Both', 'Begge', 'Båda'),
};

export const PHASE_MODELS = ['four', 'five', 'period3', 'six_loop', 'aidas', 'custom'] as const;
export type PhaseModel = (typeof PHASE_MODELS)[number];

const PHASE_PRESETS = {
  four: say('Four phases', 'Fire faser', 'Fyra faser'),
  five: say('Five phases', 'Fem faser', 'Fem faser'),
  period3: say('Before, during, after', 'Før, under, efter', 'Före, under, efter'),
  six_loop: say('Six-point loop', 'Sløjfe, seks punkter', 'Slinga med sex punkter'),
} as const;

export const PHASE_MODEL_WORDS: Words<PhaseModel> = {
  ...PHASE_PRESETS,
  aidas: say('AIDAS', 'AIDAS', 'AIDAS'),
  custom: say('Your own phases', 'Egne faser', 'Egna faser'),
};

/** Blank boards, by what they start from. */
export const BLANK_PRESETS = [
  'four',
  'five',
  'period3',
  'six_loop',
  'service_blueprint',
  'canvas',
  'exit_journey',
] as const;
export type BlankPreset = (typeof BLANK_PRESETS)[number];

export const BLANK_PRESET_WORDS: Words<BlankPreset> = {
  ...PHASE_PRESETS,
  service_blueprint: SERVICE_BLUEPRINT,
  canvas: JOURNEY_CANVAS,
  exit_journey: EXIT_JOURNEY,
};
