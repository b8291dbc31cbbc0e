/** Words for a map as a whole: what it is, what it starts from, how far it has come. */
import type {
  Audience,
  BlankPreset,
  CanonicalPhase,
  LaneSet,
  Language,
  MapKind,
  MapState,
  MapStatus,
  PhaseModel,
} from './enumerations.ts';
import { say, type Words } from './say.ts';

const JOURNEY_CANVAS = say('Journey canvas', 'Kunderejse-canvas', 'Kundresecanvas');
const SERVICE_BLUEPRINT = say('Service blueprint', 'Service blueprint', 'Service blueprint');
const EXIT_JOURNEY = say('Exit journey', 'Frafaldsrejse', 'Avhoppsresa');

export const MAP_KIND_WORDS: Words<MapKind> = {
  journey_map: say('Journey map', 'Kunderejsekort', 'Kundresekarta'),
  experience_map: say('Experience map', 'Oplevelseskort', 'Upplevelsekarta'),
  service_blueprint: SERVICE_BLUEPRINT,
  journey_canvas: JOURNEY_CANVAS,
  exit_journey: EXIT_JOURNEY,
};

export const MAP_STATE_WORDS: Words<MapState> = {
  current: say('As it is today', 'Som det er i dag', 'Som det är i dag'),
  future: say('As it should be', 'Som det bør være', 'Som det bör vara'),
  hypothesis: say('Hypothesis', 'Hypotese', 'Hypotes'),
  research: say('Based on research', 'Undersøgt', 'Undersökt'),
};

export const MAP_STATUS_WORDS: Words<MapStatus> = {
  unmapped: say('Not mapped yet', 'Ikke kortlagt endnu', 'Inte kartlagd än'),
  draft: say('Draft', 'Udkast', 'Utkast'),
  in_research: say('Being researched', 'Undersøges', 'Undersöks'),
  in_review: say('In review', 'Til gennemgang', 'Under granskning'),
  live: say('In use', 'I brug', 'I bruk'),
  archived: say('Archived', 'Arkiveret', 'Arkiverad'),
};

export const AUDIENCE_WORDS: Words<Audience> = {
  prospect: say('Prospects', 'Kundeemner', 'Potentiella kunder'),
  customer: say('Existing customers', 'Nuværende kunder', 'Befintliga kunder'),
  both: say('Both', 'Begge', 'Båda'),
};

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

export const BLANK_PRESET_WORDS: Words<BlankPreset> = {
  ...PHASE_PRESETS,
  service_blueprint: SERVICE_BLUEPRINT,
  canvas: JOURNEY_CANVAS,
  exit_journey: EXIT_JOURNEY,
};

export const CANONICAL_PHASE_WORDS: Words<CanonicalPhase> = {
  attention: say('Attention', 'Opmærksomhed', 'Uppmärksamhet'),
  consideration: say('Consideration', 'Overvejelse', 'Övervägande'),
  decision: say('Decision', 'Beslutning', 'Beslut'),
  evaluation: say('Evaluation', 'Evaluering', 'Utvärdering'),
  recognition: say('Recognition', 'Erkendelse', 'Insikt'),
  retention: say('Retention', 'Fastholdelse', 'Lojalitet'),
  delight: say('Delight', 'Begejstring', 'Entusiasm'),
  custom: say('Your own phase', 'Egen fase', 'Egen fas'),
};

export const LANE_SET_WORDS: Words<LaneSet> = {
  basic: say('Basic', 'Grundlæggende', 'Grundläggande'),
  content: say('Content', 'Indhold', 'Innehåll'),
  blueprint: SERVICE_BLUEPRINT,
  management: say('Management', 'Ledelse', 'Ledning'),
};

/** The languages as a reader of each language names them; a menu to switch language names each in itself instead. */
export const LANGUAGE_WORDS: Words<Language> = {
  en: say('English', 'Engelsk', 'Engelska'),
  da: say('Danish', 'Dansk', 'Danska'),
  sv: say('Swedish', 'Svensk', 'Svenska'),
};
