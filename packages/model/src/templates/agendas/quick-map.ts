import type { Agenda } from '../agenda.ts';
import { arrange, discuss, feelings, OPEN, writeSealed } from './parts.ts';

export const quickMap: Agenda = {
  id: 'quick-map',
  name: {
    en: 'A quick map in half an hour',
    da: 'En hurtig kunderejse på en halv time',
    sv: 'En snabb karta på en halvtimme',
  },
  laneSet: 'basic',
  items: [
    discuss({
      title: { en: 'Set the scene', da: 'Rammen', sv: 'Ramarna' },
      instruction: {
        en: 'Agree on one customer, one situation, and where the journey begins and ends.',
        da: 'Bliv enige om én kunde, én situation, og hvor rejsen begynder og slutter.',
        sv: 'Kom överens om en kund, en situation och var resan börjar och slutar.',
      },
      minutes: 3,
      lanes: [],
    }),
    writeSealed(
      {
        title: { en: 'Touchpoints', da: 'Kontaktpunkter', sv: 'Kontaktpunkter' },
        instruction: {
          en: 'Write every place where the customer meets us or hears of us, on the net and off it, good and bad. One to a card.',
          da: 'Skriv alle de steder, hvor kunden møder os eller hører om os, på nettet og uden for det, gode og dårlige. Ét på hvert kort.',
          sv: 'Skriv alla ställen där kunden möter oss eller hör talas om oss, på nätet och utanför, bra och dåliga. Ett per kort.',
        },
        minutes: 8,
        lanes: ['touchpoints'],
      },
      'signed',
    ),
    arrange({
      title: { en: 'Order', da: 'Rækkefølge', sv: 'Ordningsföljd' },
      instruction: {
        en: 'Put the cards in the order the customer reaches them. Put duplicates together, and say what is missing.',
        da: 'Læg kortene i den rækkefølge, kunden møder dem. Læg ens kort sammen, og sig, hvad der mangler.',
        sv: 'Lägg korten i den ordning kunden möter dem. Lägg likadana kort ihop och säg vad som saknas.',
      },
      minutes: 5,
      lanes: ['touchpoints'],
    }),
    feelings({
      title: { en: 'Feelings', da: 'Følelser', sv: 'Känslor' },
      instruction: {
        en: 'Say for each step how the customer feels today. Leave out what you do not know.',
        da: 'Sig for hvert trin, hvordan kunden har det i dag. Spring over det, du ikke ved.',
        sv: 'Säg för varje steg hur kunden känner sig i dag. Hoppa över det du inte vet.',
      },
      minutes: 5,
      lanes: ['emotion'],
    }),
    writeSealed(
      {
        title: { en: 'Three pain points', da: 'Tre smertepunkter', sv: 'Tre smärtpunkter' },
        instruction: {
          en: 'Write the three things that hurt the customer most: what happens, and what it costs them.',
          da: 'Skriv de tre ting, der gør mest ondt på kunden: hvad der sker, og hvad det koster kunden.',
          sv: 'Skriv de tre saker som gör mest ont för kunden: vad som händer och vad det kostar kunden.',
        },
        minutes: 4,
        lanes: ['pains'],
      },
      'unsigned',
    ),
    {
      kind: 'vote',
      title: { en: 'Vote and next step', da: 'Afstemning og næste skridt', sv: 'Omröstning och nästa steg' },
      instruction: {
        en: 'Give your three dots to what we should deal with first. Then agree who does what next.',
        da: 'Giv dine tre prikker til det, vi skal tage fat på først. Bliv så enige om, hvem der gør hvad bagefter.',
        sv: 'Ge dina tre prickar till det vi ska ta itu med först. Kom sedan överens om vem som gör vad härnäst.',
      },
      minutes: 5,
      lanes: ['pains'],
      rights: ['vote', 'comment'],
      ...OPEN,
      ballot: { dots: 3, perCard: 2, anonymous: true },
    },
  ],
};
