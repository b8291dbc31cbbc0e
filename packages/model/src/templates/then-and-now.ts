import type { ComparisonTemplate } from './journey-template.ts';

/** One board shows both journeys, one above the other: a workshop opens with it, so it must be seen at a glance. */
export const thenAndNow: ComparisonTemplate = {
  form: 'comparison',
  id: 'then-and-now',
  name: {
    en: 'Then and now: the touchpoints of a salesperson',
    da: 'Dengang og nu: en sælgers kontaktpunkter',
    sv: 'Då och nu: en säljares kontaktpunkter',
  },
  phaseModel: 'period3',
  customerType: 'customer',
  loop: true,
  scenario: {
    en: 'One salesperson was all of the journey once. Today most of it happens where we are not.',
    da: 'Engang var sælgeren hele rejsen. I dag foregår det meste et sted, hvor vi ikke er.',
    sv: 'En gång var säljaren hela resan. I dag sker det mesta av den där vi inte är.',
  },
  phases: [
    { name: { en: 'Before the sale', da: 'Før salget', sv: 'Före försäljningen' }, period: 'before' },
    { name: { en: 'The sale', da: 'Salget', sv: 'Försäljningen' }, period: 'during' },
    { name: { en: 'After the sale', da: 'Efter salget', sv: 'Efter försäljningen' }, period: 'after' },
  ],
  lanes: [
    { type: 'touchpoints', name: { en: 'Then', da: 'Dengang', sv: 'Då' } },
    { type: 'touchpoints', name: { en: 'Now', da: 'Nu', sv: 'Nu' } },
    {
      type: 'questions',
      name: { en: 'What does it mean for us?', da: 'Hvad betyder det for os?', sv: 'Vad betyder det för oss?' },
    },
  ],
  steps: [
    {
      phase: 0,
      title: { en: 'Hear of it', da: 'Hør om det', sv: 'Hör talas om det' },
      cards: [
        {
          lane: 0,
          text: { en: 'Brochure in the post', da: 'Brochure med posten', sv: 'Broschyr med posten' },
          channel: 'print',
          owner: 'owned',
          quality: 'neutral',
        },
        {
          lane: 1,
          text: {
            en: 'A post by a colleague in the feed',
            da: 'En kollegas opslag i feedet',
            sv: 'En kollegas inlägg i flödet',
          },
          channel: 'social_organic',
          owner: 'earned',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'An ad that follows them around',
            da: 'En annonce, der følger efter dem',
            sv: 'En annons som följer efter dem',
          },
          channel: 'display_ad',
          owner: 'paid',
          quality: 'bad',
        },
        {
          lane: 1,
          text: {
            en: 'A search for the problem, not for the product',
            da: 'En søgning på problemet, ikke på produktet',
            sv: 'En sökning på problemet, inte på produkten',
          },
          channel: 'search',
          owner: 'owned',
          quality: 'neutral',
        },
      ],
    },
    {
      phase: 0,
      title: { en: 'Ask around', da: 'Spørg dig for', sv: 'Fråga runt' },
      cards: [
        {
          lane: 0,
          text: { en: 'Call from the salesperson', da: 'Opkald fra sælgeren', sv: 'Samtal från säljaren' },
          channel: 'phone',
          owner: 'owned',
          quality: 'neutral',
        },
        {
          lane: 1,
          text: {
            en: 'A bad review nobody answered',
            da: 'En dårlig anmeldelse, som ingen svarede på',
            sv: 'Ett dåligt omdöme som ingen svarade på',
          },
          channel: 'review_site',
          owner: 'earned',
          quality: 'bad',
        },
        {
          lane: 1,
          text: { en: 'An independent comparison', da: 'En uafhængig sammenligning', sv: 'En oberoende jämförelse' },
          channel: 'website',
          owner: 'earned',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'A question to a peer group',
            da: 'Et spørgsmål i en faggruppe',
            sv: 'En fråga i en branschgrupp',
          },
          channel: 'forum',
          owner: 'earned',
          quality: 'good',
        },
      ],
    },
    {
      phase: 1,
      title: { en: 'Talk it through', da: 'Tal det igennem', sv: 'Prata igenom det' },
      cards: [
        {
          lane: 0,
          text: {
            en: 'Meeting with the catalogue on the table',
            da: 'Møde med kataloget på bordet',
            sv: 'Möte med katalogen på bordet',
          },
          channel: 'meeting',
          owner: 'owned',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'A chatbot that misses the question',
            da: 'En chatbot, der ikke forstår spørgsmålet',
            sv: 'En chattbot som inte förstår frågan',
          },
          channel: 'chatbot',
          owner: 'owned',
          quality: 'bad',
        },
        {
          lane: 1,
          text: {
            en: 'Half an hour on video with a specialist',
            da: 'En halv time på video med en specialist',
            sv: 'En halvtimme på video med en specialist',
          },
          channel: 'video_meeting',
          owner: 'owned',
          quality: 'good',
        },
      ],
    },
    {
      phase: 1,
      title: { en: 'Get it', da: 'Få det leveret', sv: 'Få det levererat' },
      cards: [
        {
          lane: 0,
          text: {
            en: 'Delivered by the salesperson',
            da: 'Leveret af sælgeren selv',
            sv: 'Levererat av säljaren själv',
          },
          channel: 'delivery',
          owner: 'owned',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'Order in the online shop at night',
            da: 'Bestilling i webshoppen om aftenen',
            sv: 'Beställning i webbutiken på kvällen',
          },
          channel: 'web_shop',
          owner: 'owned',
          quality: 'neutral',
        },
        {
          lane: 1,
          text: { en: 'Text message with the delivery time', da: 'Sms med klokkeslæt', sv: 'Sms med klockslag' },
          channel: 'sms',
          owner: 'partner',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'Parcel left at the wrong door',
            da: 'Pakke stillet ved den forkerte dør',
            sv: 'Paket ställt vid fel dörr',
          },
          channel: 'delivery',
          owner: 'partner',
          quality: 'bad',
        },
      ],
    },
    {
      phase: 2,
      title: { en: 'Start using it', da: 'Tag det i brug', sv: 'Ta det i bruk' },
      cards: [
        {
          lane: 0,
          text: { en: 'The salesperson shows how', da: 'Sælgeren viser hvordan', sv: 'Säljaren visar hur' },
          channel: 'home_visit',
          owner: 'owned',
          quality: 'good',
        },
        {
          lane: 1,
          text: {
            en: 'Two-minute film on the first day',
            da: 'Film på to minutter om den første dag',
            sv: 'Film på två minuter om första dagen',
          },
          channel: 'video',
          owner: 'owned',
          quality: 'good',
        },
        {
          lane: 1,
          text: { en: 'Waiting in the phone queue', da: 'Ventetid i telefonkøen', sv: 'Väntan i telefonkön' },
          channel: 'phone',
          owner: 'owned',
          quality: 'bad',
        },
      ],
    },
    {
      phase: 2,
      title: { en: 'Buy again', da: 'Køb igen', sv: 'Köp igen' },
      cards: [
        {
          lane: 0,
          text: {
            en: 'Visit with the next catalogue',
            da: 'Besøg med det næste katalog',
            sv: 'Besök med nästa katalog',
          },
          channel: 'meeting',
          owner: 'owned',
          quality: 'neutral',
        },
        {
          lane: 1,
          text: {
            en: 'Newsletter offering what they have already',
            da: 'Nyhedsbrev med tilbud på det, de allerede har',
            sv: 'Nyhetsbrev med erbjudande om det de redan har',
          },
          channel: 'newsletter',
          owner: 'owned',
          quality: 'bad',
        },
        {
          lane: 1,
          text: {
            en: 'A recommendation over lunch',
            da: 'En anbefaling over frokosten',
            sv: 'En rekommendation på lunchen',
          },
          channel: 'word_of_mouth',
          owner: 'customer',
          quality: 'good',
        },
      ],
    },
  ],
};
