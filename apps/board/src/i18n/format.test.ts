import { expect, test } from 'vitest';
import { formatDate, formatNumber } from './format.ts';

const EVENING = new Date(2026, 10, 27, 20, 48).getTime();

test.each([
  ['en', /^27 Nov 2026, 20:48$/],
  ['da', /^27\. nov\. 2026,? (kl\. )?20\.48$/],
  ['sv', /^27 nov\.? 2026,? (kl\. )?20:48$/],
] as const)('a date in %s', (language, expected) => {
  expect(formatDate(language, EVENING)).toMatch(expected);
});

test('a share has its sign without a space in English, with one that does not break in Danish and Swedish', () => {
  const shares = (['en', 'da', 'sv'] as const).map((language) => formatNumber(language, 0.3, { style: 'percent' }));
  expect(shares).toEqual(['30%', '30\u00a0%', '30\u00a0%']);
});

test('a fraction has a point in English and a comma in Danish and Swedish', () => {
  expect((['en', 'da', 'sv'] as const).map((language) => formatNumber(language, 0.5))).toEqual(['0.5', '0,5', '0,5']);
});
