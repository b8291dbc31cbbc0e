/** Words for what hurts, what may be done about it, by whom, and how far it has come. */
import type {
  CompanyFunction,
  Effect,
  OpportunityStatus,
  PainCategory,
  PainStatus,
  Personalisation,
  Priority,
  SolutionStatus,
} from './enumerations.ts';
import { say, type Words } from './say.ts';

const IN_PROGRESS = say('In progress', 'I gang', 'Pågår');
const REJECTED = say('Rejected', 'Fravalgt', 'Bortvald');
const PLANNED = say('Planned', 'Planlagt', 'Planerad');

export const PAIN_CATEGORY_WORDS: Words<PainCategory> = {
  awareness: say('Awareness', 'Kendskab', 'Kännedom'),
  values: say('Values', 'Værdier', 'Värderingar'),
  product: say('Product', 'Produkt', 'Produkt'),
  price: say('Price', 'Pris', 'Pris'),
  purchase: say('Purchase experience', 'Købsoplevelse', 'Köpupplevelse'),
  service: say('Service', 'Service', 'Service'),
  resale: say('Repeat purchase', 'Gensalg', 'Återköp'),
};

export const PAIN_STATUS_WORDS: Words<PainStatus> = {
  open: say('Open', 'Åbent', 'Öppen'),
  known: say('Known', 'Kendt', 'Känd'),
  in_work: IN_PROGRESS,
  solved: say('Solved', 'Løst', 'Löst'),
};

export const OPPORTUNITY_STATUS_WORDS: Words<OpportunityStatus> = {
  new: say('New', 'Ny', 'Ny'),
  shortlisted: say('On the shortlist', 'På shortlisten', 'På kortlistan'),
  planned: PLANNED,
  in_work: IN_PROGRESS,
  done: say('Done', 'Gennemført', 'Genomförd'),
  rejected: REJECTED,
};

export const SOLUTION_STATUS_WORDS: Words<SolutionStatus> = {
  planned: PLANNED,
  in_work: IN_PROGRESS,
  released: say('Released', 'Lanceret', 'Lanserad'),
  rejected: REJECTED,
};

export const PRIORITY_WORDS: Words<Priority> = {
  high: say('High', 'Høj', 'Hög'),
  medium: say('Medium', 'Mellem', 'Medel'),
  low: say('Low', 'Lav', 'Låg'),
};

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

export const PERSONALISATION_WORDS: Words<Personalisation> = {
  none: say('The same for everyone', 'Ens for alle', 'Lika för alla'),
  segment: say('By segment', 'Efter segment', 'Efter segment'),
  individual: say('For each person', 'Til den enkelte', 'För var och en'),
};

export const EFFECT_WORDS: Words<Effect> = {
  top_of_mind: say('Top of mind', 'Top of mind', 'Top of mind'),
  qualified_awareness: say('Qualified awareness', 'Kvalificeret kendskab', 'Kvalificerad kännedom'),
  trust: say('Trust', 'Tillid', 'Förtroende'),
  loyalty: say('Loyalty', 'Loyalitet', 'Lojalitet'),
};
