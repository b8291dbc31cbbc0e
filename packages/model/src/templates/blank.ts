import type { BlankTemplate } from './journey-template.ts';

/** Phases and nothing in them: starting points to rename, add to and split. */
export const blankTemplates: readonly BlankTemplate[] = [
  {
    id: 'four',
    name: { en: 'Four phases', da: 'Fire faser', sv: 'Fyra faser' },
    loop: false,
    phases: [
      { name: { en: 'Attention', da: 'Opmærksomhed', sv: 'Uppmärksamhet' }, period: 'before' },
      { name: { en: 'Consideration', da: 'Overvejelse', sv: 'Övervägande' }, period: 'before' },
      { name: { en: 'Decision', da: 'Beslutning', sv: 'Beslut' }, period: 'during' },
      { name: { en: 'Evaluation', da: 'Evaluering', sv: 'Utvärdering' }, period: 'after' },
    ],
  },
  {
    id: 'five',
    name: { en: 'Five steps', da: 'Fem trin', sv: 'Fem steg' },
    loop: false,
    phases: [
      { name: { en: 'Recognition', da: 'Erkendelse', sv: 'Insikt' }, period: 'before' },
      { name: { en: 'Consideration', da: 'Overvejelse', sv: 'Övervägande' }, period: 'before' },
      { name: { en: 'Decision', da: 'Beslutning', sv: 'Beslut' }, period: 'before' },
      { name: { en: 'Retention', da: 'Fastholdelse', sv: 'Kvarhållande' }, period: 'after' },
      { name: { en: 'Delight', da: 'Begejstring', sv: 'Entusiasm' }, period: 'after' },
    ],
  },
  {
    id: 'period3',
    name: { en: 'Before, during, after', da: 'Før, under, efter', sv: 'Före, under, efter' },
    loop: false,
    phases: [
      { name: { en: 'Before', da: 'Før', sv: 'Före' }, period: 'before' },
      { name: { en: 'During', da: 'Under', sv: 'Under' }, period: 'during' },
      { name: { en: 'After', da: 'Efter', sv: 'Efter' }, period: 'after' },
    ],
  },
  {
    id: 'six_loop',
    name: { en: 'Six-point loop', da: 'Sløjfe med seks punkter', sv: 'Slinga med sex punkter' },
    loop: true,
    phases: [
      { name: { en: 'Need', da: 'Behov', sv: 'Behov' }, period: 'before' },
      { name: { en: 'Search', da: 'Søg', sv: 'Sök' }, period: 'before' },
      { name: { en: 'Choose', da: 'Vælg', sv: 'Välj' }, period: 'before' },
      { name: { en: 'Buy', da: 'Køb', sv: 'Köp' }, period: 'during' },
      { name: { en: 'Use', da: 'Brug', sv: 'Använd' }, period: 'after' },
      { name: { en: 'Recommend', da: 'Anbefal', sv: 'Rekommendera' }, period: 'after' },
    ],
  },
];
