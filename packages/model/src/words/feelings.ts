/** Feelings of the customer: of which kind, in which word, how good. */
import { type Localized, say, type Words } from './language.ts';

/** What the customer feels today, what we want them to feel, and how far they trust us. */
export const FEELING_KINDS = ['actual', 'desired', 'trust'] as const;
export type FeelingKind = (typeof FEELING_KINDS)[number];

export const FEELING_KIND_WORDS: Words<FeelingKind> = {
  actual: say('Actual', 'Faktisk', 'Faktisk'),
  desired: say('Desired', 'Ønsket', 'Önskad'),
  trust: say('Trust', 'Tillid', 'Förtroende'),
};

/** Words to pick a feeling from; any other word may be typed. Plutchik's eight first, then those of service. */
export const FEELINGS = [
  'joy',
  'trust',
  'fear',
  'surprise',
  'sadness',
  'disgust',
  'anger',
  'anticipation',
  'curious',
  'hopeful',
  'confident',
  'relieved',
  'proud',
  'grateful',
  'confused',
  'uncertain',
  'impatient',
  'anxious',
  'annoyed',
  'frustrated',
  'powerless',
  'lonely',
  'bored',
  'disappointed',
] as const;
export type FeelingWord = (typeof FEELINGS)[number];

/**
 * Feelings from the customer's own mouth: each is an adjective that ends "I am …", "Jeg er …", "Jag är …", in lower
 * case and common gender, also where the list names the feeling itself (joy is "glad"). They read the same in a list
 * and in a sentence.
 */
export const FEELING_WORDS: Words<FeelingWord> = {
  joy: say('happy', 'glad', 'glad'),
  trust: say('trusting', 'tryg', 'trygg'),
  fear: say('afraid', 'bange', 'rädd'),
  surprise: say('surprised', 'overrasket', 'överraskad'),
  sadness: say('sad', 'ked af det', 'ledsen'),
  disgust: say('disgusted', 'frastødt', 'äcklad'),
  anger: say('angry', 'vred', 'arg'),
  anticipation: say('excited', 'spændt', 'förväntansfull'),
  curious: say('curious', 'nysgerrig', 'nyfiken'),
  hopeful: say('hopeful', 'håbefuld', 'hoppfull'),
  confident: say('confident', 'sikker', 'säker'),
  relieved: say('relieved', 'lettet', 'lättad'),
  proud: say('proud', 'stolt', 'stolt'),
  grateful: say('grateful', 'taknemmelig', 'tacksam'),
  confused: say('confused', 'forvirret', 'förvirrad'),
  uncertain: say('uncertain', 'usikker', 'osäker'),
  impatient: say('impatient', 'utålmodig', 'otålig'),
  anxious: say('anxious', 'urolig', 'orolig'),
  annoyed: say('annoyed', 'irriteret', 'irriterad'),
  frustrated: say('frustrated', 'frustreret', 'frustrerad'),
  powerless: say('powerless', 'magtesløs', 'maktlös'),
  lonely: say('lonely', 'ensom', 'ensam'),
  bored: say('bored', 'træt af det', 'uttråkad'),
  disappointed: say('disappointed', 'skuffet', 'besviken'),
};

/** −2 very dissatisfied to +2 very satisfied. Missing is missing, never 0. */
export const VALENCES = [-2, -1, 0, 1, 2] as const;

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
