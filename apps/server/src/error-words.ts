import type { ErrorCode } from '@samrejse/model/api/http';
import type { SessionRefusal } from '@samrejse/model/session/session';
import type { Language } from '@samrejse/model/words/enumerations';

type Words = Readonly<Record<ErrorCode, string>> & {
  readonly fields: (names: string) => string;
  readonly session: Readonly<Record<SessionRefusal, string>>;
};

/** What people read when something is refused: words they can act on. */
export const ERROR_WORDS = {
  en: {
    'bad-request': 'The request could not be read. Check that it is JSON and has all its fields.',
    fields: (names) => `Please check: ${names}.`,
    unauthorised: 'This link does not open the board. Ask the facilitator for a new one.',
    forbidden: 'Your link does not allow this. Ask the facilitator for a link that does.',
    'not-found': 'There is nothing here. Check the address.',
    'unknown-template': 'There is no such template. Choose one from the list.',
    conflict: 'This was sent before with other content. Send it again as a new request.',
    'session-refused': 'The session cannot do this now.',
    'board-full': 'The board is full. Start a new board, or ask the facilitator to tidy up.',
    'too-large': 'This is too large. Send less at once.',
    'too-fast': 'That was too much at once. Wait a moment and try again.',
    'not-saving': 'The board cannot be saved right now. Try again in a moment.',
    session: {
      'already-running': 'A step is under way. End it before you start the next.',
      'not-running': 'Nothing is running that could be paused.',
      'not-paused': 'Nothing is paused that could go on.',
      'no-step': 'No step is under way. Start one first.',
      'too-long': 'A step may last four hours at most.',
    },
    'board-damaged': 'This board is damaged and closed. Tell whoever runs the server: its log says what is wrong.',
    internal: 'Something went wrong on the server. Try again; if it stays so, tell whoever runs it.',
  },
  da: {
    'bad-request': 'Forespørgslen kunne ikke læses. Tjek, at den er JSON og har alle sine felter.',
    fields: (names) => `Tjek venligst: ${names}.`,
    unauthorised: 'Linket åbner ikke tavlen. Bed facilitatoren om et nyt.',
    forbidden: 'Dit link giver ikke lov til det. Bed facilitatoren om et link, der gør.',
    'not-found': 'Her er ikke noget. Tjek adressen.',
    'unknown-template': 'Den skabelon findes ikke. Vælg en fra listen.',
    conflict: 'Det er sendt før med et andet indhold. Send det igen som en ny forespørgsel.',
    'session-refused': 'Sessionen kan ikke gøre det nu.',
    'board-full': 'Tavlen er fuld. Start en ny, eller bed facilitatoren om at rydde op.',
    'too-large': 'Det fylder for meget. Send mindre ad gangen.',
    'too-fast': 'Det var for meget på én gang. Vent et øjeblik, og prøv igen.',
    'not-saving': 'Tavlen kan ikke gemmes lige nu. Prøv igen om et øjeblik.',
    session: {
      'already-running': 'Et trin er i gang. Afslut det, før du starter det næste.',
      'not-running': 'Der kører ikke noget, der kan sættes på pause.',
      'not-paused': 'Der er ikke noget på pause, der kan fortsætte.',
      'no-step': 'Der er intet trin i gang. Start et først.',
      'too-long': 'Et trin kan højst vare fire timer.',
    },
    'board-damaged':
      'Tavlen er beskadiget og lukket. Sig det til den, der driver serveren: dens log siger, hvad der er galt.',
    internal: 'Noget gik galt på serveren. Prøv igen; bliver det ved, så sig det til den, der driver den.',
  },
  sv: {
    'bad-request': 'Begäran kunde inte läsas. Kontrollera att den är JSON och har alla sina fält.',
    fields: (names) => `Kontrollera: ${names}.`,
    unauthorised: 'Länken öppnar inte tavlan. Be facilitatorn om en ny.',
    forbidden: 'Din länk ger inte lov till detta. Be facilitatorn om en länk som gör det.',
    'not-found': 'Här finns ingenting. Kontrollera adressen.',
    'unknown-template': 'Den mallen finns inte. Välj en i listan.',
    conflict: 'Detta har skickats förut med annat innehåll. Skicka det igen som en ny begäran.',
    'session-refused': 'Sessionen kan inte göra det nu.',
    'board-full': 'Tavlan är full. Börja en ny, eller be facilitatorn att städa.',
    'too-large': 'Det är för stort. Skicka mindre åt gången.',
    'too-fast': 'Det var för mycket på en gång. Vänta en stund och försök igen.',
    'not-saving': 'Tavlan kan inte sparas just nu. Försök igen om en stund.',
    session: {
      'already-running': 'Ett steg pågår. Avsluta det innan du startar nästa.',
      'not-running': 'Inget pågår som kan pausas.',
      'not-paused': 'Inget är pausat som kan fortsätta.',
      'no-step': 'Inget steg pågår. Starta ett först.',
      'too-long': 'Ett steg får vara högst fyra timmar.',
    },
    'board-damaged':
      'Tavlan är skadad och stängd. Säg det till den som driver servern: dess logg säger vad som är fel.',
    internal: 'Något gick fel på servern. Försök igen; om det fortsätter, säg till den som driver den.',
  },
} as const satisfies Record<Language, Words>;
