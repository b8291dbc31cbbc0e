import type { FeelingWord } from './enumerations.ts';
import { say, type Words } from './say.ts';

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
