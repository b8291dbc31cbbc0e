/**
 * The words of the field for every value of `enumerations.ts`, in three languages; the one place all apps read them
 * from. Here stand the words of the map itself: lanes, cards, touchpoints, feelings. Terms: Danish and Swedish service-design usage as agreed in the product's glossary. An adjective agrees with
 * the noun it is said of: ejet (et kontaktpunkt), egen (en kontaktpunkt).
 */
import {
  type CardKind,
  type Channel,
  type ChannelGroup,
  type ChannelMode,
  type Device,
  type FeelingKind,
  type Initiator,
  type LaneType,
  type Localized,
  type Period,
  type Quality,
  type Role,
  type Severity,
  type TouchpointOwner,
  VALENCES,
} from './enumerations.ts';
import { say, type Words } from './say.ts';

/** One card of a kind. */
export const CARD_KIND_WORDS: Words<CardKind> = {
  touchpoint: say('Touchpoint', 'Kontaktpunkt', 'Kontaktpunkt'),
  action: say('Action', 'Handling', 'Handling'),
  response: say('Our response', 'Vores svar', 'Vårt svar'),
  thought: say('Thought', 'Tanke', 'Tanke'),
  question: say('Question', 'Spørgsmål', 'Fråga'),
  quote: say('Quote', 'Citat', 'Citat'),
  need: say('Need', 'Behov', 'Behov'),
  goal: say('Goal', 'Mål', 'Mål'),
  pain: say('Pain point', 'Smertepunkt', 'Smärtpunkt'),
  gain: say('Gain', 'Gevinst', 'Nytta'),
  opportunity: say('Opportunity', 'Mulighed', 'Möjlighet'),
  idea: say('Idea', 'Idé', 'Idé'),
  solution: say('Solution', 'Løsning', 'Lösning'),
  content: say('Content', 'Indhold', 'Innehåll'),
  insight: say('Insight', 'Indsigt', 'Insikt'),
  evidence: say('Evidence', 'Belæg', 'Belägg'),
  assumption: say('Assumption', 'Antagelse', 'Antagande'),
  metric: say('Metric', 'Nøgletal', 'Nyckeltal'),
  process: say('Process', 'Proces', 'Process'),
  system: say('System', 'System', 'System'),
  image: say('Image', 'Billede', 'Bild'),
  note: say('Note', 'Note', 'Anteckning'),
};

/** What a lane is called until somebody names it. */
export const LANE_WORDS: Words<LaneType> = {
  touchpoints: say('Touchpoints', 'Kontaktpunkter', 'Kontaktpunkter'),
  actions: say('Actions', 'Handlinger', 'Handlingar'),
  expected_action: say('Expected action', 'Kundens handling', 'Kundens handling'),
  company_response: say('Our response', 'Vores svar', 'Vårt svar'),
  thoughts: say('Thoughts', 'Tanker', 'Tankar'),
  questions: say('Questions', 'Spørgsmål', 'Frågor'),
  needs: say('Needs', 'Behov', 'Behov'),
  goals: say('Goals', 'Mål', 'Mål'),
  information_need: say('Information need', 'Informationsbehov', 'Informationsbehov'),
  channel: say('Channel', 'Kanal', 'Kanal'),
  device: say('Device', 'Enhed', 'Enhet'),
  emotion: say('Feeling curve', 'Følelseskurve', 'Känslokurva'),
  engagement: say('Engagement', 'Engagement', 'Engagemang'),
  importance: say('Importance', 'Betydning', 'Betydelse'),
  trust: say('Trust', 'Tillid', 'Förtroende'),
  quotes: say('Quotes', 'Citater', 'Citat'),
  evidence_image: say('Storyboard', 'Storyboard', 'Bildmanus'),
  physical_evidence: say('Physical evidence', 'Fysiske beviser', 'Fysiska bevis'),
  frontstage: say('Frontstage', 'Frontstage', 'Frontstage'),
  backstage: say('Backstage', 'Backstage', 'Backstage'),
  support_process: say('Support processes', 'Støtteprocesser', 'Stödprocesser'),
  systems: say('Systems', 'Systemer', 'System'),
  separator_interaction: say('Line of interaction', 'Interaktionslinje', 'Interaktionslinje'),
  separator_visibility: say('Line of visibility', 'Synlighedslinje', 'Synlighetslinje'),
  separator_internal: say('Internal line', 'Intern linje', 'Intern linje'),
  pains: say('Pain points', 'Smertepunkter', 'Smärtpunkter'),
  gains: say('Gains', 'Gevinster', 'Nyttor'),
  opportunities: say('Opportunities', 'Muligheder', 'Möjligheter'),
  ideas: say('Ideas', 'Idéer', 'Idéer'),
  solutions: say('Solutions', 'Løsninger', 'Lösningar'),
  content: say('Content', 'Indhold', 'Innehåll'),
  metrics: say('Metrics', 'Nøgletal', 'Nyckeltal'),
  drop_off: say('Drop-off', 'Frafald', 'Avhopp'),
  moments: say('Moments of truth', 'Sandhedens øjeblikke', 'Sanningens ögonblick'),
  decision: say('Decision', 'Beslutning', 'Beslut'),
  actors: say('Actors', 'Aktører', 'Aktörer'),
  policy: say('Rules and policies', 'Regler og politikker', 'Regler och policyer'),
  duration: say('Duration', 'Varighed', 'Varaktighet'),
  text: say('Notes', 'Noter', 'Anteckningar'),
  image: say('Images', 'Billeder', 'Bilder'),
  nested_journey: say('Sub-journey', 'Delrejse', 'Delresa'),
};

export const PERIOD_WORDS: Words<Period> = {
  before: say('Before', 'Før', 'Före'),
  during: say('During', 'Under', 'Under'),
  after: say('After', 'Efter', 'Efter'),
};

export const CHANNEL_WORDS: Words<Channel> = {
  search: say('Search engine', 'Søgemaskine', 'Sökmotor'),
  website: say('Website', 'Hjemmeside', 'Webbplats'),
  landing_page: say('Landing page', 'Landingsside', 'Landningssida'),
  web_shop: say('Online shop', 'Webshop', 'Webbutik'),
  marketplace: say('Marketplace', 'Markedsplads', 'Marknadsplats'),
  app: say('Mobile app', 'Mobilapp', 'Mobilapp'),
  in_product: say('In the product', 'I produktet', 'I produkten'),
  self_service_portal: say('Self-service portal', 'Selvbetjening', 'Självbetjäning'),
  email: say('Email', 'E-mail', 'E-post'),
  newsletter: say('Newsletter', 'Nyhedsbrev', 'Nyhetsbrev'),
  sms: say('Text message', 'Sms', 'Sms'),
  push: say('Push message', 'Pushbesked', 'Pushnotis'),
  live_chat: say('Live chat', 'Livechat', 'Livechatt'),
  chatbot: say('Chatbot', 'Chatbot', 'Chattbot'),
  messenger: say('Messenger', 'Messenger', 'Messenger'),
  secure_mailbox: say('Secure mailbox', 'Digital post', 'Digital brevlåda'),
  video_meeting: say('Video meeting', 'Videomøde', 'Videomöte'),
  webinar: say('Webinar', 'Webinar', 'Webbinarium'),
  video: say('Video', 'Video', 'Video'),
  social_organic: say('Social media', 'Sociale medier', 'Sociala medier'),
  social_ad: say('Social ad', 'SoMe-annonce', 'Annons i sociala'),
  display_ad: say('Display ad', 'Bannerannonce', 'Bannerannons'),
  review_site: say('Review site', 'Anmeldelsesside', 'Omdömessajt'),
  forum: say('Forum', 'Forum', 'Forum'),
  phone: say('Phone', 'Telefon', 'Telefon'),
  letter: say('Letter', 'Brev', 'Brev'),
  print: say('Print', 'Tryksag', 'Trycksak'),
  out_of_home: say('Outdoor ad', 'Udendørsreklame', 'Utomhusreklam'),
  store: say('Shop', 'Butik', 'Butik'),
  service_desk: say('Front desk', 'Skranke', 'Informationsdisk'),
  branch: say('On site', 'På stedet', 'På plats'),
  meeting: say('Meeting', 'Møde', 'Möte'),
  home_visit: say('Visit to the customer', 'Besøg hos kunden', 'Besök hos kunden'),
  event: say('Event', 'Arrangement', 'Evenemang'),
  delivery: say('Delivery', 'Levering', 'Leverans'),
  parcel_locker: say('Parcel locker', 'Pakkeboks', 'Paketbox'),
  self_service_machine: say('Self-service machine', 'Automat', 'Automat'),
  product_itself: say('The product itself', 'Selve produktet', 'Själva produkten'),
  invoice: say('Invoice', 'Faktura', 'Faktura'),
  payment: say('Payment', 'Betaling', 'Betalning'),
  word_of_mouth: say('Word of mouth', 'Fra mund til mund', 'Från mun till mun'),
  unknown: say('Unknown channel', 'Ukendt kanal', 'Okänd kanal'),
};

export const CHANNEL_GROUP_WORDS: Words<ChannelGroup> = {
  own_digital: say('Own digital channels', 'Egne digitale kanaler', 'Egna digitala kanaler'),
  digital_dialogue: say('Digital dialogue', 'Digital dialog', 'Digital dialog'),
  social_and_paid: say('Social and paid', 'Sociale og betalte', 'Sociala och köpta'),
  physical_and_other: say('Physical and other', 'Fysiske og andre', 'Fysiska och andra'),
};

export const CHANNEL_MODE_WORDS: Words<ChannelMode> = {
  on: say('Online', 'Online', 'Online'),
  off: say('Offline', 'Offline', 'Offline'),
  both: say('On- and offline', 'On- og offline', 'On- och offline'),
};

export const DEVICE_WORDS: Words<Device> = {
  phone: say('Mobile phone', 'Mobil', 'Mobil'),
  tablet: say('Tablet', 'Tablet', 'Surfplatta'),
  laptop: say('Laptop', 'Bærbar computer', 'Bärbar dator'),
  desktop: say('Desktop computer', 'Stationær computer', 'Stationär dator'),
  tv: say('TV', 'Tv', 'Tv'),
  watch: say('Smartwatch', 'Smartwatch', 'Smartklocka'),
  kiosk: say('Kiosk', 'Infostander', 'Infokiosk'),
  none: say('No device', 'Ingen enhed', 'Ingen enhet'),
};

export const OWNER_WORDS: Words<TouchpointOwner> = {
  owned: say('Owned', 'Ejet', 'Egen'),
  paid: say('Paid', 'Betalt', 'Köpt'),
  earned: say('Earned (others speak)', 'Andres omtale', 'Andras ord'),
  partner: say('A partner’s', 'En partners', 'En partners'),
  customer: say('The customer’s own', 'Kundens eget', 'Kundens egen'),
};

export const INITIATOR_WORDS: Words<Initiator> = {
  customer: say('The customer', 'Kunden', 'Kunden'),
  company: say('The company', 'Virksomheden', 'Verksamheten'),
  third_party: say('A third party', 'En tredjepart', 'En tredje part'),
  system: say('A system', 'Et system', 'Ett system'),
};

export const QUALITY_WORDS: Words<Quality> = {
  good: say('Good', 'Godt', 'Bra'),
  neutral: say('Neutral', 'Neutralt', 'Neutral'),
  bad: say('Bad', 'Dårligt', 'Dålig'),
};

export const SEVERITY_WORDS: Words<Severity> = {
  trivial: say('Annoying', 'Irriterende', 'Irriterande'),
  workaround: say('Needs a way round', 'Kræver en omvej', 'Kräver en omväg'),
  abandon: say('Makes people leave', 'Får folk til at falde fra', 'Får folk att hoppa av'),
};

export const FEELING_KIND_WORDS: Words<FeelingKind> = {
  actual: say('Actual', 'Faktisk', 'Faktisk'),
  desired: say('Desired', 'Ønsket', 'Önskad'),
  trust: say('Trust', 'Tillid', 'Förtroende'),
};

export const ROLE_WORDS: Words<Role> = {
  facilitator: say('Facilitator', 'Facilitator', 'Facilitator'),
  participant: say('Participant', 'Deltager', 'Deltagare'),
  viewer: say('Viewer', 'Læser', 'Läsare'),
};

export const VALENCE_WORDS: Words<(typeof VALENCES)[number]> = {
  [-2]: say('Very dissatisfied', 'Meget utilfreds', 'Mycket missnöjd'),
  [-1]: say('Dissatisfied', 'Utilfreds', 'Missnöjd'),
  0: say('Neutral', 'Neutral', 'Neutral'),
  1: say('Satisfied', 'Tilfreds', 'Nöjd'),
  2: say('Very satisfied', 'Meget tilfreds', 'Mycket nöjd'),
};

/** The word for a valence between −2 and +2; the nearest where it lies between two. */
export const valenceWord = (valence: number): Localized => {
  const index = Math.round(Math.max(-2, Math.min(2, valence))) + 2;
  return VALENCE_WORDS[VALENCES[index] ?? 0];
};

/** The name of the persona a blank board starts with. */
export const FIRST_PERSONA: Localized = say('Customer', 'Kunde', 'Kund');
