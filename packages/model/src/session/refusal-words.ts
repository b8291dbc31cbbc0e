/** Why a session command was refused, as people read it on the board and in the answers of the server. */
import { say, type Words } from '../words/language.ts';
import type { SessionRefusal } from './session.ts';

export const SESSION_REFUSAL_WORDS: Words<SessionRefusal> = {
  'already-running': say(
    'An item is already running. End it first.',
    'Et programpunkt er allerede i gang. Afslut det først.',
    'En programpunkt pågår redan. Avsluta den först.',
  ),
  'not-running': say('No item is running.', 'Der er ikke noget programpunkt i gang.', 'Ingen programpunkt pågår.'),
  'not-paused': say('The item is not paused.', 'Programpunktet er ikke på pause.', 'Programpunkten är inte pausad.'),
  'no-item': say(
    'There is no item to change.',
    'Der er ikke noget programpunkt at ændre.',
    'Det finns ingen programpunkt att ändra.',
  ),
  'too-long': say(
    'An item can last four hours at most.',
    'Et programpunkt kan højst vare fire timer.',
    'En programpunkt kan vara högst fyra timmar.',
  ),
};
