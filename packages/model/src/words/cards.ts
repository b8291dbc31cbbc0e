import type { CardKind } from './enumerations.ts';
import { say, type Words } from './say.ts';

/** Several cards of a kind; one is in `CARD_KIND_WORDS`. */
export const CARD_KIND_PLURALS: Words<CardKind> = {
  touchpoint: say('Touchpoints', 'Kontaktpunkter', 'Kontaktpunkter'),
  action: say('Actions', 'Handlinger', 'Handlingar'),
  response: say('Our responses', 'Vores svar', 'Våra svar'),
  thought: say('Thoughts', 'Tanker', 'Tankar'),
  question: say('Questions', 'Spørgsmål', 'Frågor'),
  quote: say('Quotes', 'Citater', 'Citat'),
  need: say('Needs', 'Behov', 'Behov'),
  goal: say('Goals', 'Mål', 'Mål'),
  pain: say('Pain points', 'Smertepunkter', 'Smärtpunkter'),
  gain: say('Gains', 'Gevinster', 'Nyttor'),
  opportunity: say('Opportunities', 'Muligheder', 'Möjligheter'),
  idea: say('Ideas', 'Idéer', 'Idéer'),
  solution: say('Solutions', 'Løsninger', 'Lösningar'),
  content: say('Content', 'Indhold', 'Innehåll'),
  insight: say('Insights', 'Indsigter', 'Insikter'),
  evidence: say('Evidence', 'Belæg', 'Belägg'),
  assumption: say('Assumptions', 'Antagelser', 'Antaganden'),
  metric: say('Metrics', 'Nøgletal', 'Nyckeltal'),
  process: say('Processes', 'Processer', 'Processer'),
  system: say('Systems', 'Systemer', 'System'),
  image: say('Images', 'Billeder', 'Bilder'),
  note: say('Notes', 'Noter', 'Anteckningar'),
};

/** What the button that adds a card of a kind says. Danish and Swedish buttons carry no article. */
export const ADD_CARD_WORDS: Words<CardKind> = {
  touchpoint: say('Add a touchpoint', 'Tilføj kontaktpunkt', 'Lägg till kontaktpunkt'),
  action: say('Add an action', 'Tilføj handling', 'Lägg till handling'),
  response: say('Add a response', 'Tilføj svar', 'Lägg till svar'),
  thought: say('Add a thought', 'Tilføj tanke', 'Lägg till tanke'),
  question: say('Add a question', 'Tilføj spørgsmål', 'Lägg till fråga'),
  quote: say('Add a quote', 'Tilføj citat', 'Lägg till citat'),
  need: say('Add a need', 'Tilføj behov', 'Lägg till behov'),
  goal: say('Add a goal', 'Tilføj mål', 'Lägg till mål'),
  pain: say('Add a pain point', 'Tilføj smertepunkt', 'Lägg till smärtpunkt'),
  gain: say('Add a gain', 'Tilføj gevinst', 'Lägg till nytta'),
  opportunity: say('Add an opportunity', 'Tilføj mulighed', 'Lägg till möjlighet'),
  idea: say('Add an idea', 'Tilføj idé', 'Lägg till idé'),
  solution: say('Add a solution', 'Tilføj løsning', 'Lägg till lösning'),
  content: say('Add content', 'Tilføj indhold', 'Lägg till innehåll'),
  insight: say('Add an insight', 'Tilføj indsigt', 'Lägg till insikt'),
  evidence: say('Add evidence', 'Tilføj belæg', 'Lägg till belägg'),
  assumption: say('Add an assumption', 'Tilføj antagelse', 'Lägg till antagande'),
  metric: say('Add a metric', 'Tilføj nøgletal', 'Lägg till nyckeltal'),
  process: say('Add a process', 'Tilføj proces', 'Lägg till process'),
  system: say('Add a system', 'Tilføj system', 'Lägg till system'),
  image: say('Add an image', 'Tilføj billede', 'Lägg till bild'),
  note: say('Add a note', 'Tilføj note', 'Lägg till anteckning'),
};
