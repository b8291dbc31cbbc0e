import type { ErrorCode } from '@samrejse/model/api/http';
import type { Language } from '@samrejse/model/words/language';

type Words = Readonly<Record<ErrorCode, string>> & {
  readonly fields: (names: string) => string;
};

/** What people read when something is refused: words they can act on. A refused session command has its own words. */
export const ERROR_WORDS = {
  en: {
    'bad-request': 'The request could not be read. Check that it is JSON and has all its fields.',
    fields: (names) => `Check: ${names}.`,
    unauthorised: 'This link does not work. Ask the facilitator for a new one.',
    forbidden: 'Your link does not allow this. Ask the facilitator for a link that does.',
    'not-found': 'This page does not exist. Check the address.',
    'unknown-template': 'There is no such template. Choose one from the list.',
    conflict: 'This was sent before with other content. Send it again as a new request.',
    'session-refused': 'That is not possible right now.',
    'board-full': 'The board is full. Start a new board, or ask the facilitator to tidy up.',
    'too-large': 'This is too large. Send less at once.',
    'too-fast': 'That was too much at once. Wait a moment and try again.',
    'not-saving': 'The board cannot be saved right now. Try again in a moment.',
    'board-damaged': 'This board is damaged and closed. Tell whoever runs the server: its log says what is wrong.',
    internal: 'Something went wrong on the server. Try again; if it keeps happening, tell whoever runs it.',
  },
  da: {
    'bad-request': 'Forespørgslen kunne ikke læses. Tjek, at den er JSON og har alle sine felter.',
    fields: (names) => `Tjek: ${names}.`,
    unauthorised: 'Linket virker ikke. Bed facilitatoren om et nyt.',
    forbidden: 'Dit link giver ikke lov til det. Bed facilitatoren om et link, der gør.',
    'not-found': 'Siden findes ikke. Tjek adressen.',
    'unknown-template': 'Den skabelon findes ikke. Vælg en fra listen.',
    conflict: 'Det er sendt før med et andet indhold. Send det igen som en ny forespørgsel.',
    'session-refused': 'Det kan ikke lade sig gøre lige nu.',
    'board-full': 'Tavlen er fuld. Start en ny, eller bed facilitatoren om at rydde op.',
    'too-large': 'Det fylder for meget. Send mindre ad gangen.',
    'too-fast': 'Det var for meget på én gang. Vent et øjeblik, og prøv igen.',
    'not-saving': 'Tavlen kan ikke gemmes lige nu. Prøv igen om et øjeblik.',
    'board-damaged':
      'Tavlen er beskadiget og lukket. Sig det til den, der driver serveren: dens log siger, hvad der er galt.',
    internal: 'Noget gik galt på serveren. Prøv igen; bliver det ved, så sig det til den, der driver den.',
  },
  sv: {
    'bad-request': 'Begäran kunde inte läsas. Kontrollera att den är JSON och har alla sina fält.',
    fields: (names) => `Kontrollera: ${names}.`,
    unauthorised: 'Länken fungerar inte. Be facilitatorn om en ny.',
    forbidden: 'Din länk tillåter inte det här. Be facilitatorn om en länk som gör det.',
    'not-found': 'Sidan finns inte. Kontrollera adressen.',
    'unknown-template': 'Den mallen finns inte. Välj en i listan.',
    conflict: 'Detta har skickats förut med annat innehåll. Skicka det igen som en ny begäran.',
    'session-refused': 'Det går inte just nu.',
    'board-full': 'Tavlan är full. Börja en ny, eller be facilitatorn att städa.',
    'too-large': 'Det är för stort. Skicka mindre åt gången.',
    'too-fast': 'Det var för mycket på en gång. Vänta en stund och försök igen.',
    'not-saving': 'Tavlan kan inte sparas just nu. Försök igen om en stund.',
    'board-damaged':
      'Tavlan är skadad och stängd. Säg det till den som driver servern: dess logg säger vad som är fel.',
    internal: 'Något gick fel på servern. Försök igen; om det fortsätter, säg till den som driver den.',
  },
} as const satisfies Record<Language, Words>;
