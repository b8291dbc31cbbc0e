import type { Agenda } from '../agenda.ts';
import { discuss, OPEN, pause } from './parts.ts';

const REST = {
  title: { en: 'Break', da: 'Pause', sv: 'Paus' },
  instruction: {
    en: 'Get up and get some air.',
    da: 'Rejs jer, og få noget luft.',
    sv: 'Res er upp och ta lite luft.',
  },
  minutes: 15,
  lanes: [],
};

/** From a map to a content plan in a day of six hours, breaks included. */
export const contentDay: Agenda = {
  id: 'content-day',
  name: { en: 'A day on content', da: 'En dag om indhold', sv: 'En dag om innehåll' },
  laneSet: 'content',
  items: [
    {
      kind: 'arrange',
      title: { en: 'The journey', da: 'Rejsen', sv: 'Resan' },
      instruction: {
        en: 'Walk the journey in order. Add the touchpoints that are missing, each with its channel, and move what stands wrong.',
        da: 'Gå rejsen igennem i rækkefølge. Tilføj de kontaktpunkter, der mangler, hver med sin kanal, og flyt det, der står forkert.',
        sv: 'Gå igenom resan i ordning. Lägg till de kontaktpunkter som saknas, var och en med sin kanal, och flytta det som står fel.',
      },
      minutes: 75,
      lanes: ['touchpoints', 'channel'],
      rights: ['add', 'edit-own', 'move', 'comment'],
      ...OPEN,
    },
    pause(REST),
    discuss({
      title: { en: 'Needs', da: 'Behov', sv: 'Behov' },
      instruction: {
        en: 'Say for each step what the customer needs to know, and whether they get to know it today.',
        da: 'Sig for hvert trin, hvad kunden har brug for at vide, og om kunden får det at vide i dag.',
        sv: 'Säg för varje steg vad kunden behöver veta och om kunden får veta det i dag.',
      },
      minutes: 60,
      lanes: ['information_need'],
    }),
    pause({
      title: { en: 'Lunch', da: 'Frokost', sv: 'Lunch' },
      instruction: {
        en: 'Eat together, and talk about something else.',
        da: 'Spis sammen, og tal om noget andet.',
        sv: 'Ät tillsammans och prata om något annat.',
      },
      minutes: 45,
      lanes: [],
    }),
    {
      kind: 'write',
      title: { en: 'Content for each cell', da: 'Indhold til hver celle', sv: 'Innehåll till varje ruta' },
      instruction: {
        en: 'Write a card for each piece of content: what it should make the customer understand, in which form, on which channel. Say what exists already.',
        da: 'Skriv et kort for hvert stykke indhold: hvad kunden skal forstå af det, i hvilken form, på hvilken kanal. Sig, hvad der findes i forvejen.',
        sv: 'Skriv ett kort för varje innehållsdel: vad kunden ska förstå av den, i vilken form, på vilken kanal. Säg vad som redan finns.',
      },
      minutes: 75,
      lanes: ['content'],
      rights: ['add', 'edit-own', 'comment'],
      ...OPEN,
    },
    pause(REST),
    {
      kind: 'vote',
      title: { en: 'Gaps', da: 'Huller', sv: 'Luckor' },
      instruction: {
        en: 'Look for steps with a need and no content, and write a card for each. Then give your five dots to what is needed first.',
        da: 'Led efter trin med et behov og intet indhold, og skriv et kort for hvert. Giv så dine fem prikker til det, der skal bruges først.',
        sv: 'Leta efter steg med ett behov och inget innehåll och skriv ett kort för varje. Ge sedan dina fem prickar till det som behövs först.',
      },
      minutes: 45,
      lanes: ['information_need', 'content'],
      rights: ['add', 'edit-own', 'comment', 'vote'],
      ...OPEN,
      ballot: { dots: 5, perCard: 1, anonymous: false },
    },
    {
      kind: 'discuss',
      title: { en: 'Owners', da: 'Ansvarlige', sv: 'Ansvariga' },
      instruction: {
        en: 'Give each chosen piece an owner and a date. What nobody takes on goes back to ideas.',
        da: 'Giv hvert valgt stykke en ansvarlig og en dato. Det, ingen tager på sig, bliver til en idé igen.',
        sv: 'Ge varje utvald del en ansvarig och ett datum. Det ingen tar på sig blir en idé igen.',
      },
      minutes: 30,
      lanes: ['content'],
      rights: ['edit-all', 'comment'],
      ...OPEN,
    },
  ],
};
