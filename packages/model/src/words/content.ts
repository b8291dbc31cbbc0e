/** Content: what it is, and what it should bring the customer to know. */
import { say, type Words } from './language.ts';

/** Rungs of the awareness ladder: problem, loss, kinds of solution, provider; then expand and advocate. */
export const AWARENESS_GOALS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] as const;
export type AwarenessGoal = (typeof AWARENESS_GOALS)[number];

export const AWARENESS_GOAL_WORDS: Words<AwarenessGoal> = {
  A1: say('The problem', 'Problemet', 'Problemet'),
  A2: say('The loss', 'Tabet', 'Förlusten'),
  A3: say('The solution', 'Løsningen', 'Lösningen'),
  A4: say('The supplier', 'Leverandøren', 'Leverantören'),
  A5: say('More out of it', 'Mere ud af det', 'Få ut mer'),
  A6: say('The recommendation', 'Anbefalingen', 'Rekommendationen'),
};

/** What has been understood when the goal is reached, in one sentence. */
export const AWARENESS_GOAL_SENTENCES: Words<AwarenessGoal> = {
  A1: say(
    'The symptoms come from a concrete problem.',
    'Symptomerne kommer af et konkret problem.',
    'Symptomen kommer av ett konkret problem.',
  ),
  A2: say(
    'The problem must be solved, or something is lost.',
    'Problemet skal løses, ellers går noget tabt.',
    'Problemet måste lösas, annars går något förlorat.',
  ),
  A3: say(
    'There are several kinds of product that solve the problem.',
    'Der findes flere slags produkter, som løser problemet.',
    'Det finns flera slags produkter som löser problemet.',
  ),
  A4: say('We offer such a product.', 'Vi tilbyder sådan et produkt.', 'Vi erbjuder en sådan produkt.'),
  A5: say(
    'There is more to get out of what one already has.',
    'Man kan få mere ud af det, man allerede har.',
    'Man kan få ut mer av det man redan har.',
  ),
  A6: say(
    'This is what to say when recommending us to others.',
    'Det kan man sige, når man anbefaler os til andre.',
    'Det här kan man säga när man rekommenderar oss för andra.',
  ),
};

export const CONTENT_FORMATS = [
  'article',
  'guide',
  'ebook',
  'comparison_test',
  'customer_story',
  'product_facts',
  'calculator',
  'ad',
  'social_post',
  'email',
  'newsletter',
  'webinar',
  'video',
  'demo',
  'price_page',
  'faq',
  'support_article',
  'tip',
  'peer_group',
  'loyalty_offer',
  'referral_kit',
  'event_talk',
  'letter',
  'script',
] as const;
export type ContentFormat = (typeof CONTENT_FORMATS)[number];

export const CONTENT_FORMAT_WORDS: Words<ContentFormat> = {
  article: say('Article', 'Artikel', 'Artikel'),
  guide: say('Guide', 'Guide', 'Guide'),
  ebook: say('E-book', 'E-bog', 'E-bok'),
  comparison_test: say('Comparison test', 'Sammenlignende test', 'Jämförande test'),
  customer_story: say('Customer story', 'Kundehistorie', 'Kundberättelse'),
  product_facts: say('Product facts', 'Produktfakta', 'Produktfakta'),
  calculator: say('Calculator', 'Beregner', 'Kalkylator'),
  ad: say('Ad', 'Annonce', 'Annons'),
  social_post: say('Social media post', 'SoMe-opslag', 'Inlägg i sociala'),
  email: say('Email', 'E-mail', 'E-post'),
  newsletter: say('Newsletter', 'Nyhedsbrev', 'Nyhetsbrev'),
  webinar: say('Webinar', 'Webinar', 'Webbinarium'),
  video: say('Video', 'Video', 'Video'),
  demo: say('Demo', 'Demo', 'Demo'),
  price_page: say('Price page', 'Prisside', 'Prissida'),
  faq: say('Questions and answers', 'Spørgsmål og svar', 'Frågor och svar'),
  support_article: say('Support article', 'Supportartikel', 'Supportartikel'),
  tip: say('Tip', 'Tip', 'Tips'),
  peer_group: say('Peer group', 'Erfagruppe', 'Erfarenhetsgrupp'),
  loyalty_offer: say('Loyalty offer', 'Loyalitetstilbud', 'Lojalitetserbjudande'),
  referral_kit: say('Referral kit', 'Anbefalingspakke', 'Rekommendationspaket'),
  event_talk: say('Talk at an event', 'Oplæg', 'Föredrag'),
  letter: say('Letter', 'Brev', 'Brev'),
  script: say('Script', 'Manuskript', 'Manus'),
};

export const APPEALS = ['emotional', 'rational', 'both'] as const;
export type Appeal = (typeof APPEALS)[number];

export const APPEAL_WORDS: Words<Appeal> = {
  emotional: say('Emotional', 'Følelsesmæssig', 'Känslomässig'),
  rational: say('Rational', 'Rationel', 'Rationell'),
  both: say('Both', 'Begge dele', 'Båda'),
};

export const CONTENT_STATUSES = ['idea', 'planned', 'in_work', 'live', 'outdated'] as const;
export type ContentStatus = (typeof CONTENT_STATUSES)[number];

export const CONTENT_STATUS_WORDS: Words<ContentStatus> = {
  idea: say('Idea', 'Idé', 'Idé'),
  planned: say('Planned', 'Planlagt', 'Planerat'),
  in_work: say('In progress', 'I gang', 'Pågår'),
  live: say('Published', 'Udgivet', 'Publicerat'),
  outdated: say('Outdated', 'Forældet', 'Föråldrat'),
};
