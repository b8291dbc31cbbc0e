import { describe, expect, test } from 'vitest';
import * as words from './enumerations.ts';
import * as vocabulary from './vocabulary.ts';

const TABLES: Readonly<Record<string, [readonly string[], Readonly<Record<string, words.Localized>>]>> = {
  'card kind': [words.CARD_KINDS, vocabulary.CARD_KIND_WORDS],
  lane: [words.LANE_TYPES, vocabulary.LANE_WORDS],
  period: [words.PERIODS, vocabulary.PERIOD_WORDS],
  channel: [words.CHANNELS, vocabulary.CHANNEL_WORDS],
  'channel mode': [words.CHANNEL_MODES, vocabulary.CHANNEL_MODE_WORDS],
  device: [words.DEVICES, vocabulary.DEVICE_WORDS],
  owner: [words.TOUCHPOINT_OWNERS, vocabulary.OWNER_WORDS],
  'pain category': [words.PAIN_CATEGORIES, vocabulary.PAIN_CATEGORY_WORDS],
  severity: [words.SEVERITIES, vocabulary.SEVERITY_WORDS],
  milestone: [words.MILESTONES, vocabulary.MILESTONE_WORDS],
  'feeling kind': [words.FEELING_KINDS, vocabulary.FEELING_KIND_WORDS],
  role: [words.ROLES, vocabulary.ROLE_WORDS],
};

const expectWords = (text: words.Localized | undefined) => {
  expect(Object.keys(text ?? {}).toSorted()).toEqual(words.LANGUAGES.toSorted());
  for (const word of Object.values(text ?? {})) {
    expect(word).not.toBe('');
    expect(word).toBe(word.trim());
    expect(word.charAt(0)).toBe(word.charAt(0).toUpperCase());
  }
};

describe('vocabulary', () => {
  test.each(Object.entries(TABLES))(
    '[V1] every %s has a word in each language, and no word is of nothing',
    (_, [values, table]) => {
      expect(Object.keys(table).toSorted()).toEqual(values.toSorted());
      for (const value of values) expectWords(table[value]);
    },
  );

  test.each(Object.entries(TABLES))('[V1] no two of the %s words are the same in a language', (_, [, table]) => {
    for (const language of words.LANGUAGES) {
      const said = Object.values(table).map((word) => word[language]);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  test('[V5] a feeling between two words has the nearer one', () => {
    expect([-9, -2, -1.2, -0.4, 0.4, 1.6, 9].map((valence) => vocabulary.valenceWord(valence).en)).toEqual([
      'Very unsatisfied',
      'Very unsatisfied',
      'Unsatisfied',
      'Neutral',
      'Neutral',
      'Very satisfied',
      'Very satisfied',
    ]);
    for (const valence of words.VALENCES) expectWords(vocabulary.valenceWord(valence));
    expectWords(vocabulary.FIRST_PERSONA);
  });
});
