import { describe, expect, test } from 'vitest';
import { isSameOrigin, readBoardLink } from './board-link.ts';
import { distance, isSlip } from './distance.ts';
import { fold, foldSpaces } from './fold.ts';
import { normalise } from './normalise.ts';
import { closestSubcommand, readSubcommand } from './subcommand.ts';

describe('normalise', () => {
  test.each([
    ['  a   b ', 'a b'],
    ['a &lt; b &amp; c &gt; d', 'a < b & c > d'],
    ['&amp;lt; stays written out', '&lt; stays written out'],
    ['it’s “good”', 'it\'s "good"'],
    ['see <https://example.com/a?b=1&amp;c=2>', 'see https://example.com/a?b=1&c=2'],
    ['see <http://example.com|example.com>', 'see http://example.com'],
    ['see <https://example.com/x|the shop>', 'see the shop (https://example.com/x)'],
    ['mail <mailto:a@example.com|a@example.com>', 'mail a@example.com'],
    ['<@U0KAREN|karen> waits', '@karen waits'],
    ['<@U0KAREN> waits', '@U0KAREN waits'],
    ['in <#C0SHOP|web-shop>', 'in #web-shop'],
    ['<!here> look', '@here look'],
    ['<!subteam^S1|@team> look', '@team look'],
    ['Checkout &gt; Pay: slow', 'Checkout > Pay: slow'],
    ['one\r\ntwo \n three', 'one\ntwo\nthree'],
    ['zero\u200bwidth \u202eturned', 'zero width turned'],
    ['Cafe\u0301', 'Café'],
    ['', ''],
  ])('%j', (raw, expected) => {
    expect(normalise(raw)).toBe(expected);
  });
});

test.each([
  ['Købsråd', 'kobsrad'],
  ['KÖP & gå!', 'kop ga'],
  ['Æble', 'aeble'],
  ['e-mail', 'e mail'],
  ['  ', ''],
])('fold %j', (text, expected) => {
  expect(fold(text)).toBe(expected);
});

test('the same line in other capitals and spaces is the same; another sign is not', () => {
  expect(foldSpaces('Form  loses DATA :(')).toBe(foldSpaces('form loses data :('));
  expect(foldSpaces('slow :(')).not.toBe(foldSpaces('slow :)'));
});

test.each([
  ['', '', 0],
  ['pay', 'pay', 0],
  ['checkot', 'checkout', 1],
  ['reciept', 'receipt', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('distance %s %s', (a, b, expected) => {
  expect(distance(a, b)).toBe(expected);
});

test.each([
  ['checkot', 'checkout', true],
  ['pat', 'pay', false],
  ['rasket', 'basket', false],
])('isSlip %s for %s is %s', (wrote, meant, expected) => {
  expect(isSlip(wrote, meant)).toBe(expected);
});

describe('readBoardLink', () => {
  const token = 'abcDEF123_-abcDEF123';
  const link = { origin: 'http://127.0.0.1:4000', board: 'B1', token };
  test.each([
    [`http://127.0.0.1:4000/b/B1#token=${token}`, link],
    [`<http://127.0.0.1:4000/b/B1#token=${token}>`, link],
    [`<http://127.0.0.1:4000/b/B1#token=${token}|http://127.0.0.1:4000/b/B1…>`, link],
    [`“http://127.0.0.1:4000/b/B1#token=${token}”`, link],
    [`http://127.0.0.1:4000/b/B1/?lang=da#lang=da&amp;token=${token}`, link],
    [`  B1   ${token} `, { ...link, origin: null }],
    [`http://127.0.0.1:4000/b/B1`, null],
    [`http://127.0.0.1:4000/b/B1#token=`, null],
    [`http://127.0.0.1:4000/#token=${token}`, null],
    [`ftp://127.0.0.1:4000/b/B1#token=${token}`, null],
    [`http://127.0.0.1:4000/b/B%201#token=${token}`, null],
    ['', null],
    ['the retro board', null],
  ])('%s', (raw, expected) => {
    expect(readBoardLink(raw)).toEqual(expected);
  });

  test.each([
    ['http://localhost:4000', 'http://127.0.0.1:4000', true],
    ['http://localhost:4000', 'http://127.0.0.1:4001', false],
    ['https://board.example', 'http://board.example', false],
    ['https://board.example', 'https://board.example/', true],
    ['http://localhost.evil.example:4000', 'http://127.0.0.1:4000', false],
  ])('isSameOrigin %s %s is %s', (a, b, expected) => {
    expect(isSameOrigin(a, b)).toBe(expected);
  });
});

test.each([
  ['', { is: 'known', subcommand: 'help', rest: '' }],
  ['pain 2.3 form loses my data', { is: 'known', subcommand: 'pain', rest: '2.3 form loses my data' }],
  ['Pain: form', { is: 'known', subcommand: 'pain', rest: 'form' }],
  ['FORTRYD', { is: 'known', subcommand: 'undo', rest: '' }],
  ['ångra', { is: 'known', subcommand: 'undo', rest: '' }],
  ['?', { is: 'known', subcommand: 'help', rest: '' }],
  ['statsu', { is: 'unknown' }],
  ['lnik http://x', { is: 'unknown' }],
])('readSubcommand %j', (raw, expected) => {
  expect(readSubcommand(raw)).toEqual(expected);
});

test.each([
  ['statsu', 'status'],
  ['lnik', 'link'],
  ['hjaelpe', 'help'],
])('closestSubcommand %s', (word, expected) => {
  expect(closestSubcommand(word)).toBe(expected);
});
