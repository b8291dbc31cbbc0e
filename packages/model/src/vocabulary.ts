/**
 * The words of the field for every value of `enumerations.ts`, in three languages; the one place all apps read them
 * from. Terms: Danish and Swedish service-design usage as agreed in the product's glossary.
 */
import type {
  CardKind,
  Channel,
  ChannelMode,
  Device,
  FeelingKind,
  LaneType,
  Localized,
  Milestone,
  PainCategory,
  Period,
  Role,
  Severity,
  TouchpointOwner,
} from './enumerations.ts';

const say = (en: string, da: string, sv: string): Localized => ({ en, da, sv });

export const CARD_KIND_WORDS: Readonly<Record<CardKind, Localized>> = {
  touchpoint: say('Touchpoint', 'Kontaktpunkt', 'Kontaktpunkt'),
  action: say('Expected action', 'Forventet handling', 'Förväntad handling'),
  response: say('Company response', 'Virksomhedens svar', 'Verksamhetens svar'),
  thought: say('Thought', 'Tanke', 'Tanke'),
  pain: say('Pain point', 'Smertepunkt', 'Smärtpunkt'),
  opportunity: say('Opportunity', 'Mulighed', 'Möjlighet'),
  note: say('Note', 'Note', 'Anteckning'),
};

export const LANE_WORDS: Readonly<Record<LaneType, Localized>> = {
  touchpoints: say('Touchpoints', 'Kontaktpunkter', 'Kontaktpunkter'),
  expected_action: say('Expected action', 'Forventet kundehandling', 'Förväntad kundhandling'),
  company_response: say('Company response', 'Virksomhedens svar', 'Verksamhetens svar'),
  thoughts: say('Thoughts', 'Tanker', 'Tankar'),
  emotion: say('Feelings', 'Følelseskurve', 'Känslokurva'),
  pains: say('Pain points', 'Smertepunkter', 'Smärtpunkter'),
  opportunities: say('Opportunities', 'Muligheder', 'Möjligheter'),
  backstage: say('Backstage', 'Bagscene', 'Backstage'),
  text: say('Notes', 'Noter', 'Anteckningar'),
};

export const PERIOD_WORDS: Readonly<Record<Period, Localized>> = {
  before: say('Before', 'Før', 'Före'),
  during: say('During', 'Under', 'Under'),
  after: say('After', 'Efter', 'Efter'),
};

export const CHANNEL_WORDS: Readonly<Record<Channel, Localized>> = {
  search: say('Search', 'Søgning', 'Sök'),
  website: say('Website', 'Hjemmeside', 'Webbplats'),
  landing_page: say('Landing page', 'Landingsside', 'Landningssida'),
  web_shop: say('Web shop', 'Webshop', 'Webbutik'),
  marketplace: say('Marketplace', 'Markedsplads', 'Marknadsplats'),
  app: say('Mobile app', 'Mobilapp', 'Mobilapp'),
  in_product: say('In the product', 'I produktet', 'I produkten'),
  self_service_portal: say('Self-service portal', 'Selvbetjening', 'Självbetjäning'),
  email: say('E-mail', 'E-mail', 'E-post'),
  newsletter: say('Newsletter', 'Nyhedsbrev', 'Nyhetsbrev'),
  sms: say('Text message', 'Sms', 'Sms'),
  push: say('Push message', 'Pushbesked', 'Pushavisering'),
  live_chat: say('Live chat', 'Livechat', 'Livechatt'),
  chatbot: say('Chatbot', 'Chatbot', 'Chattbot'),
  messenger: say('Messenger', 'Messenger', 'Messenger'),
  secure_mailbox: say('Secure mailbox', 'Digital post', 'Digital brevlåda'),
  video_meeting: say('Video meeting', 'Videomøde', 'Videomöte'),
  webinar: say('Webinar', 'Webinar', 'Webbinarium'),
  video: say('Video', 'Video', 'Video'),
  social_organic: say('Social media', 'Sociale medier', 'Sociala medier'),
  social_ad: say('Social ad', 'Annonce på sociale medier', 'Annons i sociala medier'),
  display_ad: say('Display ad', 'Bannerannonce', 'Bannerannons'),
  review_site: say('Review site', 'Anmeldelsesside', 'Omdömessajt'),
  forum: say('Forum', 'Forum', 'Forum'),
  phone: say('Phone', 'Telefon', 'Telefon'),
  letter: say('Letter', 'Brev', 'Brev'),
  print: say('Print', 'Tryksag', 'Trycksak'),
  out_of_home: say('Outdoor ad', 'Udendørsreklame', 'Utomhusreklam'),
  store: say('Shop', 'Butik', 'Butik'),
  service_desk: say('Service desk', 'Servicedisk', 'Servicedisk'),
  branch: say('Branch', 'Filial', 'Filial'),
  meeting: say('Meeting', 'Møde', 'Möte'),
  home_visit: say('Home visit', 'Besøg hos kunden', 'Hembesök'),
  event: say('Event', 'Arrangement', 'Evenemang'),
  delivery: say('Delivery', 'Levering', 'Leverans'),
  parcel_locker: say('Parcel locker', 'Pakkeboks', 'Paketbox'),
  self_service_machine: say('Self-service machine', 'Automat', 'Automat'),
  product_itself: say('The product itself', 'Selve produktet', 'Själva produkten'),
  invoice: say('Invoice', 'Faktura', 'Faktura'),
  payment: say('Payment', 'Betaling', 'Betalning'),
  word_of_mouth: say('Word of mouth', 'Mund til mund', 'Från mun till mun'),
  unknown: say('Unknown channel', 'Ukendt kanal', 'Okänd kanal'),
};

export const CHANNEL_MODE_WORDS: Readonly<Record<ChannelMode, Localized>> = {
  on: say('Online', 'Online', 'Online'),
  off: say('Offline', 'Offline', 'Offline'),
  both: say('On- and offline', 'On- og offline', 'On- och offline'),
};

export const DEVICE_WORDS: Readonly<Record<Device, Localized>> = {
  phone: say('Phone', 'Telefon', 'Telefon'),
  tablet: say('Tablet', 'Tablet', 'Surfplatta'),
  laptop: say('Laptop', 'Bærbar', 'Bärbar dator'),
  desktop: say('Desktop computer', 'Stationær computer', 'Stationär dator'),
  tv: say('TV', 'Tv', 'Tv'),
  watch: say('Watch', 'Ur', 'Klocka'),
  kiosk: say('Kiosk', 'Infostander', 'Infokiosk'),
  none: say('No device', 'Ingen enhed', 'Ingen enhet'),
};

export const OWNER_WORDS: Readonly<Record<TouchpointOwner, Localized>> = {
  owned: say('Owned', 'Ejet', 'Ägd'),
  paid: say('Paid', 'Betalt', 'Betald'),
  earned: say('Earned', 'Fortjent', 'Förtjänad'),
  partner: say('Partner', 'Partner', 'Partner'),
  customer: say("Customer's own", 'Kundens egen', 'Kundens egen'),
};

export const PAIN_CATEGORY_WORDS: Readonly<Record<PainCategory, Localized>> = {
  awareness: say('Awareness', 'Kendskab', 'Kännedom'),
  values: say('Values', 'Værdier', 'Värderingar'),
  product: say('Product', 'Produkt', 'Produkt'),
  price: say('Price', 'Pris', 'Pris'),
  purchase: say('Purchase experience', 'Købsoplevelse', 'Köpupplevelse'),
  service: say('Service', 'Service', 'Service'),
  resale: say('Resale', 'Gensalg', 'Återköp'),
};

export const SEVERITY_WORDS: Readonly<Record<Severity, Localized>> = {
  trivial: say('Annoying', 'Irriterende', 'Irriterande'),
  workaround: say('Needs a way round', 'Kræver en omvej', 'Kräver en omväg'),
  abandon: say('Makes people leave', 'Får folk til at gå', 'Får folk att lämna'),
};

export const MILESTONE_WORDS: Readonly<Record<Milestone, Localized>> = {
  first_contact: say('First contact', 'Første kontakt', 'Första kontakt'),
  commit: say('Commitment', 'Købet', 'Köpet'),
  first_use: say('First use', 'Første brug', 'Första användning'),
  mot: say('Moment of truth', 'Sandhedens øjeblik', 'Sanningens ögonblick'),
  zmot: say('Research online', 'Research på nettet', 'Research på nätet'),
  fmot: say('Meeting the product', 'Mødet med produktet', 'Mötet med produkten'),
  smot: say('Using the product', 'Brugen af produktet', 'Användningen av produkten'),
  umot: say('Sharing the experience', 'Deling af oplevelsen', 'Delning av upplevelsen'),
  recovery: say('Recovery', 'Genopretning', 'Återhämtning'),
  exit_risk: say('May leave here', 'Kan falde fra her', 'Kan lämna här'),
};

export const FEELING_KIND_WORDS: Readonly<Record<FeelingKind, Localized>> = {
  actual: say('Actual', 'Faktisk', 'Faktisk'),
  desired: say('Desired', 'Ønsket', 'Önskad'),
};

export const ROLE_WORDS: Readonly<Record<Role, Localized>> = {
  facilitator: say('Facilitator', 'Facilitator', 'Facilitator'),
  participant: say('Participant', 'Deltager', 'Deltagare'),
  viewer: say('Viewer', 'Læser', 'Läsare'),
};

/** Words for −2, −1, 0, +1, +2, in that order. */
const VALENCE_WORDS: readonly Localized[] = [
  say('Very unsatisfied', 'Meget utilfreds', 'Mycket missnöjd'),
  say('Unsatisfied', 'Utilfreds', 'Missnöjd'),
  say('Neutral', 'Neutral', 'Neutral'),
  say('Satisfied', 'Tilfreds', 'Nöjd'),
  say('Very satisfied', 'Meget tilfreds', 'Mycket nöjd'),
];

/** The word for a valence between −2 and +2; the nearest where it lies between two. */
export const valenceWord = (valence: number): Localized => {
  const index = Math.round(Math.max(-2, Math.min(2, valence))) + 2;
  return VALENCE_WORDS[index] ?? say('Neutral', 'Neutral', 'Neutral');
};

/** The name of the persona a blank board starts with. */
export const FIRST_PERSONA: Localized = say('Customer', 'Kunde', 'Kund');
