import { describe, expect, test } from 'vitest';
import { ANALYSES, ANALYSIS_WORDS, REASON_WORDS, REASONS } from './analyses.ts';
import { LANGUAGES } from './language.ts';

describe.each([
  ['analyses', ANALYSES, ANALYSIS_WORDS],
  ['reasons', REASONS, REASON_WORDS],
] as const)('%s', (_, list, words) => {
  test('[V1] every one has words of its own in each language, and none is of nothing', () => {
    expect(Object.keys(words).toSorted()).toEqual(list.toSorted());
    for (const language of LANGUAGES) {
      const said = Object.values(words).map((word) => word[language]);
      expect(said).toEqual([...new Set(said)]);
      for (const text of said) expect(text).toMatch(/^\p{Lu}\S*( \S+)*$/u);
    }
  });

  test('[V1] every one is translated', () => {
    expect(Object.values(words).filter(({ en, da, sv }) => da === en || sv === en)).toEqual([]);
  });
});

test('[V1] there are nineteen analyses', () => {
  expect(ANALYSES).toHaveLength(19);
});
