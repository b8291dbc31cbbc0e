/** How we know, and how we measure. */
import { say, type Words } from './language.ts';

/** How well something is known, weakest first. */
export const EVIDENCE_LEVELS = ['assumption', 'anecdotal', 'observed', 'measured'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

export const EVIDENCE_LEVEL_WORDS: Words<EvidenceLevel> = {
  assumption: say('Assumption', 'Antagelse', 'Antagande'),
  anecdotal: say('Anecdotal', 'Enkelte udsagn', 'Enstaka utsagor'),
  observed: say('Observed', 'Observeret', 'Observerat'),
  measured: say('Measured', 'Målt', 'Uppmätt'),
};

export const EVIDENCE_TYPES = [
  'interview',
  'observation',
  'survey',
  'support_ticket',
  'review',
  'analytics',
  'sales_note',
  'experiment',
  'document',
  'workshop',
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

export const EVIDENCE_TYPE_WORDS: Words<EvidenceType> = {
  interview: say('Interview', 'Interview', 'Intervju'),
  observation: say('Observation', 'Observation', 'Observation'),
  survey: say('Survey', 'Spørgeskema', 'Enkät'),
  support_ticket: say('Support ticket', 'Supportsag', 'Supportärende'),
  review: say('Review', 'Anmeldelse', 'Omdöme'),
  analytics: say('Analytics', 'Brugsdata', 'Användningsdata'),
  sales_note: say('Sales note', 'Salgsnotat', 'Säljanteckning'),
  experiment: say('Experiment', 'Eksperiment', 'Experiment'),
  document: say('Document', 'Dokument', 'Dokument'),
  workshop: say('Workshop', 'Workshop', 'Workshop'),
};

export const INSIGHT_TYPES = ['pain', 'gain', 'need', 'job', 'observation', 'quote'] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];

export const INSIGHT_TYPE_WORDS: Words<InsightType> = {
  pain: say('Pain point', 'Smertepunkt', 'Smärtpunkt'),
  gain: say('Gain', 'Gevinst', 'Nytta'),
  need: say('Need', 'Behov', 'Behov'),
  job: say('Job to be done', 'Opgave, der skal løses', 'Uppgift att lösa'),
  observation: say('Observation', 'Observation', 'Observation'),
  quote: say('Quote', 'Citat', 'Citat'),
};

export const METRIC_TYPES = ['NPS', 'CSAT', 'CES', 'RATIO', 'TIME', 'COUNT', 'OTHER'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

export const METRIC_TYPE_WORDS: Words<MetricType> = {
  NPS: say('Recommendation (NPS)', 'Anbefaling (NPS)', 'Rekommendation (NPS)'),
  CSAT: say('Satisfaction (CSAT)', 'Tilfredshed (CSAT)', 'Nöjdhet (CSAT)'),
  CES: say('Effort (CES)', 'Besvær (CES)', 'Ansträngning (CES)'),
  RATIO: say('Share', 'Andel', 'Andel'),
  TIME: say('Time', 'Tid', 'Tid'),
  COUNT: say('Count', 'Antal', 'Antal'),
  OTHER: say('Other', 'Andet', 'Annat'),
};

/** Which way a metric should go. */
export const COMPARISONS = ['at_least', 'at_most', 'equal'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const COMPARISON_WORDS: Words<Comparison> = {
  at_least: say('At least', 'Mindst', 'Minst'),
  at_most: say('At most', 'Højst', 'Högst'),
  equal: say('Exactly', 'Præcis', 'Exakt'),
};
