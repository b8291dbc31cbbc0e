import type { CardKind } from './enumerations.ts';
import { say, type Words } from './say.ts';

/** Several cards of a kind; one is in `CARD_KIND_WORDS`. */
export const CARD_KIND_PLURALS: Words<CardKind> = {
  touchpoint: say('Touchpoints', 'Kontaktpunkter', 'Kontaktpunkter'),
  action: say('Actions', 'Handlinger', 'Handlingar'),
  response: say('Company responses', 'Virksomhedens svar', 'Verksamhetens reaktioner'),
  thought: say('Thoughts', 'Tanker', 'Tankar'),
  question: say('Questions', 'Spørgsmål', 'Frågor'),
  quote: say('Quotes', 'Citater', 'Citat'),
  need: say('Needs', 'Behov', 'Behov'),
  goal: say('Goals', 'Målsætninger', 'Mål'),
  pain: say('Pain points', 'Smertepunkter', 'Smärtpunkter'),
  gain: say('Gains', 'Gevinster', 'Vinster'),
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

/** What the button that adds a card of a kind says. Whole phrases, because the article goes by each noun's gender. */
export const ADD_CARD_WORDS: Words<CardKind> = {
  touchpoint: say('Add a touchpoint', 'Tilføj et kontaktpunkt', 'Lägg till en kontaktpunkt'),
  action: say('Add an action', 'Tilføj en handling', 'Lägg till en handling'),
  response: say('Add a company response', 'Tilføj et svar fra virksomheden', 'Lägg till en reaktion från verksamheten'),
  thought: say('Add a thought', 'Tilføj en tanke', 'Lägg till en tanke'),
  question: say('Add a question', 'Tilføj et spørgsmål', 'Lägg till en fråga'),
  quote: say('Add a quote', 'Tilføj et citat', 'Lägg till ett citat'),
  need: say('Add a need', 'Tilføj et behov', 'Lägg till ett behov'),
  goal: say('Add a goal', 'Tilføj en målsætning', 'Lägg till ett mål'),
  pain: say('Add a pain point', 'Tilføj et smertepunkt', 'Lägg till en smärtpunkt'),
  gain: say('Add a gain', 'Tilføj en gevinst', 'Lägg till en vinst'),
  opportunity: say('Add an opportunity', 'Tilføj en mulighed', 'Lägg till en möjlighet'),
  idea: say('Add an idea', 'Tilføj en idé', 'Lägg till en idé'),
  solution: say('Add a solution', 'Tilføj en løsning', 'Lägg till en lösning'),
  content: say('Add content', 'Tilføj indhold', 'Lägg till innehåll'),
  insight: say('Add an insight', 'Tilføj en indsigt', 'Lägg till en insikt'),
  evidence: say('Add evidence', 'Tilføj et belæg', 'Lägg till ett belägg'),
  assumption: say('Add an assumption', 'Tilføj en antagelse', 'Lägg till ett antagande'),
  metric: say('Add a metric', 'Tilføj et nøgletal', 'Lägg till ett nyckeltal'),
  process: say('Add a process', 'Tilføj en proces', 'Lägg till en process'),
  system: say('Add a system', 'Tilføj et system', 'Lägg till ett system'),
  image: say('Add an image', 'Tilføj et billede', 'Lägg till en bild'),
  note: say('Add a note', 'Tilføj en note', 'Lägg till en anteckning'),
};
