/** Phases of a journey. */
import { say, type Words } from './language.ts';

/** What a phase is in the models of the field, whatever the team calls it. */
export const CANONICAL_PHASES = [
  'attention',
  'consideration',
  'decision',
  'evaluation',
  'recognition',
  'retention',
  'delight',
  'custom',
] as const;
export type CanonicalPhase = (typeof CANONICAL_PHASES)[number];

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

/** Where a phase lies relative to the purchase (or the service) itself. */
export const PERIODS = ['before', 'during', 'after'] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_WORDS: Words<Period> = {
  before: say('Before', 'Før', 'Före'),
  during: say('During', 'Under', 'Under'),
  after: say('After', 'Efter', 'Efter'),
};
