import type { Agenda } from '../agenda.ts';
import { arrange, discuss, feelings, OPEN, pause, writeSealed } from './parts.ts';

export const twoHours: Agenda = {
  id: 'two-hours',
  name: {
    en: 'A whole journey in two hours',
    da: 'En hel rejse på to timer',
    sv: 'En hel resa på två timmar',
  },
  laneSet: 'basic',
  items: [
    discuss({
      title: { en: 'Set the scene', da: 'Rammen', sv: 'Ramarna' },
      instruction: {
        en: 'Meet the customer: who they are, what they are after, what sets them off and when they are done. Check the phases.',
        da: 'Mød kunderne: hvem de er, hvad de vil, hvad der sætter dem i gang, og hvornår de er færdige. Gennemgå faserne.',
        sv: 'Möt kunderna: vilka de är, vad de vill, vad som sätter dem i gång och när de är klara. Gå igenom faserna.',
      },
      minutes: 10,
      lanes: [],
    }),
    writeSealed(
      {
        title: { en: 'Touchpoints', da: 'Kontaktpunkter', sv: 'Kontaktpunkter' },
        instruction: {
          en: 'Write every place where the customer meets us or hears of us, those we do not own too. One to a card, with its channel.',
          da: 'Skriv alle de steder, hvor kunden møder os eller hører om os, også dem, vi ikke ejer. Ét på hvert kort, med kanal.',
          sv: 'Skriv alla ställen där kunden möter oss eller hör talas om oss, även dem vi inte äger. Ett per kort, med kanal.',
        },
        minutes: 20,
        lanes: ['touchpoints'],
      },
      'signed',
    ),
    arrange({
      title: { en: 'Order', da: 'Rækkefølge', sv: 'Ordningsföljd' },
      instruction: {
        en: 'Put the cards in the order the customer reaches them, and say where two roads part.',
        da: 'Læg kortene i den rækkefølge, kunden møder dem, og sig, hvor to veje skilles.',
        sv: 'Lägg korten i den ordning kunden möter dem och säg var två vägar skiljs.',
      },
      minutes: 15,
      lanes: ['touchpoints'],
    }),
    feelings({
      title: { en: 'Feelings', da: 'Følelser', sv: 'Känslor' },
      instruction: {
        en: 'Say for each step how the customer feels today, and in which word. Talk where you disagree most.',
        da: 'Sig for hvert trin, hvordan kunden har det i dag, og med hvilket ord. Tal sammen, hvor I er mest uenige.',
        sv: 'Säg för varje steg hur kunden känner sig i dag, och med vilket ord. Prata där ni är mest oense.',
      },
      minutes: 20,
      lanes: ['emotion'],
    }),
    pause({
      title: { en: 'Break', da: 'Pause', sv: 'Paus' },
      instruction: {
        en: 'Get up and look at something far away.',
        da: 'Rejs jer, og se på noget langt væk.',
        sv: 'Res er upp och titta på något långt borta.',
      },
      minutes: 5,
      lanes: [],
    }),
    writeSealed(
      {
        title: { en: 'Pain points', da: 'Smertepunkter', sv: 'Smärtpunkter' },
        instruction: {
          en: 'Write what goes wrong, where, and how bad it is: annoying, needs a way round, or makes people leave.',
          da: 'Skriv, hvad der går galt, hvor, og hvor slemt det er: irriterende, kræver en omvej, eller får folk til at falde fra.',
          sv: 'Skriv vad som går fel, var, och hur illa det är: irriterande, kräver en omväg eller får folk att hoppa av.',
        },
        minutes: 15,
        lanes: ['pains'],
      },
      'unsigned',
    ),
    feelings({
      title: { en: 'The experience we want', da: 'Den ønskede oplevelse', sv: 'Den önskade upplevelsen' },
      instruction: {
        en: 'Say for each step how the customer should feel. Not every step has to delight; choose where it matters.',
        da: 'Sig for hvert trin, hvordan kunden bør have det. Ikke alle trin skal begejstre; vælg dem, hvor det betyder noget.',
        sv: 'Säg för varje steg hur kunden bör känna sig. Alla steg behöver inte glädja; välj dem där det spelar roll.',
      },
      minutes: 15,
      lanes: ['emotion'],
    }),
    {
      kind: 'vote',
      title: { en: 'Opportunities and vote', da: 'Muligheder og afstemning', sv: 'Möjligheter och omröstning' },
      instruction: {
        en: 'Turn the biggest gaps into opportunities: how might we …? Then give your five dots to those worth the most.',
        da: 'Gør de største gab til muligheder: hvordan kan vi …? Giv så dine fem prikker til dem, der er mest værd.',
        sv: 'Gör de största gapen till möjligheter: hur kan vi …? Ge sedan dina fem prickar till dem som är mest värda.',
      },
      minutes: 15,
      lanes: ['opportunities'],
      rights: ['add', 'edit-own', 'comment', 'vote'],
      ...OPEN,
      ballot: { dots: 5, perCard: 2, anonymous: true },
    },
    discuss({
      title: {
        en: 'Owners and review date',
        da: 'Ansvarlige og dato for gennemgang',
        sv: 'Ansvariga och nästa genomgång',
      },
      instruction: {
        en: 'Give each chosen opportunity an owner, and set the day you review the journey again.',
        da: 'Giv hver valgt mulighed en ansvarlig, og fastsæt den dag, I gennemgår rejsen igen.',
        sv: 'Ge varje vald möjlighet en ansvarig och bestäm vilken dag ni går igenom resan igen.',
      },
      minutes: 5,
      lanes: ['opportunities'],
    }),
  ],
};
