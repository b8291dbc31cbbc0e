import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as analyses from './analyses.ts';
import * as cards from './cards.ts';
import * as channels from './channels.ts';
import { compareNames } from './compare-names.ts';
import * as content from './content.ts';
import type { CustomerWords } from './customers.ts';
import * as customers from './customers.ts';
import * as evidence from './evidence.ts';
import * as feelings from './feelings.ts';
import * as improvements from './improvements.ts';
import * as laneSets from './lane-sets.ts';
import * as lanes from './lanes.ts';
import type { Language, Localized } from './language.ts';
import * as languages from './language.ts';
import * as maps from './maps.ts';
import * as phases from './phases.ts';
import * as roles from './roles.ts';
import * as steps from './steps.ts';
import * as touchpoints from './touchpoints.ts';

type Table = Readonly<Record<string, Localized>>;

const customerTable = (word: keyof CustomerWords): Table =>
  Object.fromEntries(Object.entries(customers.CUSTOMER_WORDS).map(([type, words]) => [type, words[word]]));

/** Every theme there is. */
const THEMES: Readonly<Record<string, object>> = {
  analyses,
  cards,
  channels,
  content,
  customers,
  evidence,
  feelings,
  improvements,
  'lane-sets': laneSets,
  lanes,
  language: languages,
  maps,
  phases,
  roles,
  steps,
  touchpoints,
};

/** The words for each list of values, by the name of the list. */
const TABLES: Readonly<Record<string, Table>> = {
  LANGUAGES: languages.LANGUAGE_WORDS,
  ANALYSES: analyses.ANALYSIS_WORDS,
  REASONS: analyses.REASON_WORDS,
  MAP_KINDS: maps.MAP_KIND_WORDS,
  MAP_STATES: maps.MAP_STATE_WORDS,
  MAP_STATUSES: maps.MAP_STATUS_WORDS,
  CUSTOMER_TYPES: customerTable('one'),
  AUDIENCES: maps.AUDIENCE_WORDS,
  PHASE_MODELS: maps.PHASE_MODEL_WORDS,
  CANONICAL_PHASES: phases.CANONICAL_PHASE_WORDS,
  PERIODS: phases.PERIOD_WORDS,
  STEP_KINDS: steps.STEP_KIND_WORDS,
  STEP_STATUSES: steps.STEP_STATUS_WORDS,
  CARD_KINDS: cards.CARD_KIND_WORDS,
  LANE_TYPES: lanes.LANE_WORDS,
  LANE_CARD_KIND: lanes.LANE_WORDS,
  LANE_SETS: laneSets.LANE_SET_WORDS,
  CHANNELS: channels.CHANNEL_WORDS,
  CHANNEL_GROUPS: channels.CHANNEL_GROUP_WORDS,
  CHANNEL_MODES: channels.CHANNEL_MODE_WORDS,
  DEVICES: touchpoints.DEVICE_WORDS,
  TOUCHPOINT_OWNERS: touchpoints.OWNER_WORDS,
  INITIATORS: touchpoints.INITIATOR_WORDS,
  QUALITIES: touchpoints.QUALITY_WORDS,
  PAIN_CATEGORIES: improvements.PAIN_CATEGORY_WORDS,
  SEVERITIES: improvements.SEVERITY_WORDS,
  PAIN_STATUSES: improvements.PAIN_STATUS_WORDS,
  OPPORTUNITY_STATUSES: improvements.OPPORTUNITY_STATUS_WORDS,
  SOLUTION_STATUSES: improvements.SOLUTION_STATUS_WORDS,
  PRIORITIES: improvements.PRIORITY_WORDS,
  COMPANY_FUNCTIONS: improvements.COMPANY_FUNCTION_WORDS,
  PERSONALISATIONS: improvements.PERSONALISATION_WORDS,
  EFFECTS: improvements.EFFECT_WORDS,
  EVIDENCE_LEVELS: evidence.EVIDENCE_LEVEL_WORDS,
  EVIDENCE_TYPES: evidence.EVIDENCE_TYPE_WORDS,
  INSIGHT_TYPES: evidence.INSIGHT_TYPE_WORDS,
  MILESTONES: steps.MILESTONE_WORDS,
  INFORMATION_NEEDS: steps.INFORMATION_NEED_WORDS,
  AWARENESS_GOALS: content.AWARENESS_GOAL_WORDS,
  CONTENT_FORMATS: content.CONTENT_FORMAT_WORDS,
  APPEALS: content.APPEAL_WORDS,
  CONTENT_STATUSES: content.CONTENT_STATUS_WORDS,
  METRIC_TYPES: evidence.METRIC_TYPE_WORDS,
  COMPARISONS: evidence.COMPARISON_WORDS,
  BUYING_ROLES: customers.BUYING_ROLE_WORDS,
  PERSONA_SHAPES: customers.PERSONA_SHAPE_WORDS,
  LINK_KINDS: steps.LINK_KIND_WORDS,
  FEELING_KINDS: feelings.FEELING_KIND_WORDS,
  FEELINGS: feelings.FEELING_WORDS,
  VALENCES: feelings.VALENCE_WORDS,
  ROLES: roles.ROLE_WORDS,
  BLANK_PRESETS: maps.BLANK_PRESET_WORDS,
};

/** Further words for a list that has its first ones above, by the list's name and what they are. */
const FURTHER: readonly (readonly [list: string, as: string, table: Table])[] = [
  ['CARD_KINDS', 'plural', cards.CARD_KIND_PLURALS],
  ['CARD_KINDS', 'words to add one', cards.ADD_CARD_WORDS],
  ['AWARENESS_GOALS', 'sentence', content.AWARENESS_GOAL_SENTENCES],
  ['CUSTOMER_TYPES', 'plural', customerTable('many')],
  ['CUSTOMER_TYPES', 'journey', customerTable('journey')],
];

/** Lists whose words stand inside sentences. */
const LOWER_CASE = new Set(['FEELINGS', 'CUSTOMER_TYPES']);

/** English words that are the Danish or the Swedish word as well, or names. Any other that is the same is untranslated. */
const SHARED = new Set(
  (
    'AIDAS,Backstage,Chatbot,Demo,Engagement,Experiment,Facilitator,Forum,Frontstage,Gatekeeper,' +
    'Guide,Interview,Messenger,Neutral,Note,Observation,Offline,Online,Partner,Process,Service,' +
    'Service blueprint,Smartwatch,Status,Storyboard,System,Tablet,Tip,Top of mind,Video,Webinar,Workshop,' +
    'patient,person,student'
  ).split(','),
);

/** Values are listed in arrays, and as the keys of these two tables. */
const LISTED_BY_KEY = new Set(['LANE_CARD_KIND', 'LANE_SETS']);

const ENUMERATIONS: Readonly<Record<string, object>> = Object.fromEntries(
  Object.values(THEMES)
    .flatMap((theme) => Object.entries(theme) as [string, object][])
    .filter(([name, value]) => Array.isArray(value) || LISTED_BY_KEY.has(name)),
);

const valuesOf = (list: string): string[] => {
  const values = ENUMERATIONS[list];
  return Array.isArray(values) ? values.map(String) : Object.keys(values ?? {});
};

const ALL: readonly (readonly [list: string, as: string, table: Table])[] = [
  ...Object.entries(TABLES).map(([list, table]) => [list, 'word', table] as const),
  ...FURTHER,
];

const saidIn = (table: Table, language: Language): string[] => Object.values(table).map((word) => word[language]);

const initial = (word: string): string => word.charAt(0);

describe('vocabulary', () => {
  test('[V1] every file of words is looked at', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => !/\.test\.ts$|^compare-names\.ts$/.test(file));
    expect(files.toSorted()).toEqual(
      Object.keys(THEMES)
        .map((theme) => `${theme}.ts`)
        .toSorted(),
    );
  });

  test('[V1] every list there is has its words', () => {
    expect(Object.keys(TABLES).toSorted()).toEqual(Object.keys(ENUMERATIONS).toSorted());
  });

  test.each(ALL)('[V1] every one of the %s has a %s, and none is of nothing', (list, _, table) => {
    expect(Object.keys(table).toSorted()).toEqual(valuesOf(list).toSorted());
  });

  test.each(ALL)('[V1] every one of the %s has its %s in each language, written as its list is', (list, _, table) => {
    for (const text of Object.values(table)) {
      expect(Object.keys(text).toSorted()).toEqual(languages.LANGUAGES.toSorted());
      for (const word of Object.values(text)) {
        expect(word).toMatch(/^\S+( \S+)*$/);
        if (!LOWER_CASE.has(list)) expect(initial(word)).toBe(initial(word).toUpperCase());
        else if (!word.startsWith('B2B')) expect(initial(word)).toBe(initial(word).toLowerCase());
      }
    }
  });

  test.each(ALL)('[V1] no two of the %s have the same %s in a language', (_, __, table) => {
    for (const language of languages.LANGUAGES) {
      const said = saidIn(table, language).map((word) => word.toLowerCase());
      expect(said).toEqual([...new Set(said)]);
    }
  });

  test('[V1] a word is translated, save where the languages share it', () => {
    const shared = ALL.flatMap(([, , table]) => Object.values(table))
      .filter(({ en, da, sv }) => da === en || sv === en)
      .map(({ en }) => en);
    expect([...new Set(shared)].toSorted()).toEqual([...SHARED].toSorted());
  });

  test('[V1] a card is added by the name it has', () => {
    const verbs = { en: /^Add (an? )?/, da: /^Tilføj /, sv: /^Lägg till / };
    for (const kind of cards.CARD_KINDS) {
      for (const language of languages.LANGUAGES) {
        const phrase = cards.ADD_CARD_WORDS[kind][language];
        expect(phrase).toMatch(verbs[language]);
        // "Our response" is added as "a response".
        if (kind === 'response') continue;
        expect(phrase.replace(verbs[language], '')).toBe(cards.CARD_KIND_WORDS[kind][language].toLowerCase());
      }
    }
  });

  test("[V1] whoever travels, the journey's word inflects alike", () => {
    for (const { en, da, sv } of Object.values(customerTable('journey'))) {
      expect(en).toMatch(/journey$/);
      expect(da).toMatch(/rejse$/);
      expect(sv).toMatch(/resa$/);
    }
  });

  test('[V5] a feeling between two words has the nearer one', () => {
    expect([-9, -2, -1.2, -0.4, 0.4, 1.6, 9].map((valence) => feelings.valenceWord(valence).en)).toEqual([
      'Very dissatisfied',
      'Very dissatisfied',
      'Dissatisfied',
      'Neutral',
      'Neutral',
      'Very satisfied',
      'Very satisfied',
    ]);
    for (const valence of feelings.VALENCES) {
      expect(feelings.valenceWord(valence)).toBe(feelings.VALENCE_WORDS[valence]);
    }
  });
});

describe('names in order', () => {
  const sorted = (language: Language, names: readonly string[]) =>
    names.toSorted((a, b) => compareNames(language, a, b));

  test('[V11] Danish has æ, ø and å last, and aa with å', () => {
    const names = ['Zoo', 'Aalborg', 'Ørsted', 'Århus', 'Ærø', 'Anker'];
    expect(sorted('da', names)).toEqual(['Anker', 'Zoo', 'Ærø', 'Ørsted', 'Aalborg', 'Århus']);
  });

  test('[V11] Swedish has å, ä and ö last, in that order', () => {
    expect(sorted('sv', ['Öland', 'Äng', 'Ålund', 'Zinken', 'Aalto'])).toEqual([
      'Aalto',
      'Zinken',
      'Ålund',
      'Äng',
      'Öland',
    ]);
  });

  test('[V11] English takes the letter under the accent', () => {
    expect(sorted('en', ['Zoe', 'Ärla', 'Bo', 'Ann'])).toEqual(['Ann', 'Ärla', 'Bo', 'Zoe']);
  });

  test.each(languages.LANGUAGES)('[V11] numbers go by size, and equal names are equal (%s)', (language) => {
    expect(sorted(language, ['Step 10', 'Step 2'])).toEqual(['Step 2', 'Step 10']);
    expect(compareNames(language, 'Anna', 'Anna')).toBe(0);
    expect(compareNames(language, 'anna', 'Anna')).not.toBe(0);
  });
});
