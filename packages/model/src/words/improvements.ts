/** What hurts, what may be done about it, by whom, and how far it has come. */
import { say, type Words } from './language.ts';

const IN_PROGRESS = say('In progress', 'I gang', 'Pågår');

const REJECTED = say('Rejected', 'Fravalgt', 'Bortvald');

const PLANNED = say('Planned', 'Planlagt', 'Planerad');

export const PAIN_CATEGORIES = ['awareness', 'values', 'product', 'price', 'purchase', 'service', 'resale'] as const;
export type PainCategory = (typeof PAIN_CATEGORIES)[number];

export const PAIN_CATEGORY_WORDS: Words<PainCategory> = {
  awareness: say('Awareness', 'Kendskab', 'Kännedom'),
  values: say('Values', 'Værdier', 'Värderingar'),
  product: say('Product', 'Produkt', 'Produkt'),
  price: say('Price', 'Pris', 'Pris'),
  purchase: say('Purchase experience', 'Købsoplevelse', 'Köpupplevelse'),
  service: say('Service', 'Service', 'Service'),
  resale: say('Repeat purchase', 'Gensalg', 'Återköp'),
};

export const SEVERITIES = ['trivial', 'workaround', 'abandon'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_WORDS: Words<Severity> = {
  trivial: say('Annoying', 'Irriterende', 'Irriterande'),
  workaround: say('Needs a way round', 'Kræver en omvej', 'Kräver en omväg'),
  abandon: say('Makes people leave', 'Får folk til at falde fra', 'Får folk att hoppa av'),
};

export const PAIN_STATUSES = ['open', 'known', 'in_work', 'solved'] as const;
export type PainStatus = (typeof PAIN_STATUSES)[number];

export const PAIN_STATUS_WORDS: Words<PainStatus> = {
  open: say('Open', 'Åbent', 'Öppen'),
  known: say('Known', 'Kendt', 'Känd'),
  in_work: IN_PROGRESS,
  solved: say('Solved', 'Løst', 'Löst'),
};

export const OPPORTUNITY_STATUSES = ['new', 'shortlisted', 'planned', 'in_work', 'done', 'rejected'] as const;
export type OpportunityStatus = (typeof OPPORTUNITY_STATUSES)[number];

export const OPPORTUNITY_STATUS_WORDS: Words<OpportunityStatus> = {
  new: say('New', 'Ny', 'Ny'),
  shortlisted: say('On the shortlist', 'På shortlisten', 'På kortlistan'),
  planned: PLANNED,
  in_work: IN_PROGRESS,
  done: say('Done', 'Gennemført', 'Genomförd'),
  rejected: REJECTED,
};

export const SOLUTION_STATUSES = ['planned', 'in_work', 'released', 'rejected'] as const;
export type SolutionStatus = (typeof SOLUTION_STATUSES)[number];

export const SOLUTION_STATUS_WORDS: Words<SolutionStatus> = {
  planned: PLANNED,
  in_work: IN_PROGRESS,
  released: say('Released', 'Lanceret', 'Lanserad'),
  rejected: REJECTED,
};

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PRIORITY_WORDS: Words<Priority> = {
  high: say('High', 'Høj', 'Hög'),
  medium: say('Medium', 'Mellem', 'Medel'),
  low: say('Low', 'Lav', 'Låg'),
};

/** The part of the company that answers for something. */
export const COMPANY_FUNCTIONS = [
  'marketing',
  'sales',
  'service',
  'product',
  'delivery',
  'finance',
  'it',
  'partner',
  'other',
] as const;
export type CompanyFunction = (typeof COMPANY_FUNCTIONS)[number];

export const COMPANY_FUNCTION_WORDS: Words<CompanyFunction> = {
  marketing: say('Marketing', 'Markedsføring', 'Marknadsföring'),
  sales: say('Sales', 'Salg', 'Försäljning'),
  service: say('Service', 'Service', 'Service'),
  product: say('Product', 'Produkt', 'Produkt'),
  delivery: say('Delivery', 'Levering', 'Leverans'),
  finance: say('Finance', 'Økonomi', 'Ekonomi'),
  it: say('IT', 'It', 'It'),
  partner: say('Partner', 'Partner', 'Partner'),
  other: say('Other', 'Andet', 'Annat'),
};

export const PERSONALISATIONS = ['none', 'segment', 'individual'] as const;
export type Personalisation = (typeof PERSONALISATIONS)[number];

export const PERSONALISATION_WORDS: Words<Personalisation> = {
  none: say('The same for everyone', 'Ens for alle', 'Lika för alla'),
  segment: say('By segment', 'Efter segment', 'Efter segment'),
  individual: say('For each person', 'Til den enkelte', 'För var och en'),
};

/** What content or an answer builds in the customer. */
export const EFFECTS = ['top_of_mind', 'qualified_awareness', 'trust', 'loyalty'] as const;
export type Effect = (typeof EFFECTS)[number];

export const EFFECT_WORDS: Words<Effect> = {
  top_of_mind: say('Top of mind', 'Top of mind', 'Top of mind'),
  qualified_awareness: say('Qualified awareness', 'Kvalificeret kendskab', 'Kvalificerad kännedom'),
  trust: say('Trust', 'Tillid', 'Förtroende'),
  loyalty: say('Loyalty', 'Loyalitet', 'Lojalitet'),
};
