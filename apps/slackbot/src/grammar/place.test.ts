import { describe, expect, test } from 'vitest';
import { outlineOf, WEB_SHOP } from '../../testing/journeys.ts';
import { journeyOf, mayNamePlace, type PlaceFound, takePlace } from './place.ts';

const journey = journeyOf(WEB_SHOP);

const short = (place: PlaceFound): string => {
  switch (place.is) {
    case 'none':
      return 'none';
    case 'step':
      return `${place.step.number} ${place.how}`;
    case 'ambiguous':
      return `which of ${place.steps.map((step) => step.number).join(' ')}`;
  }
};

describe('takePlace', () => {
  test.each([
    // Numbers printed on the board.
    ['2.3 form loses my data', '2.3 named', 'form loses my data'],
    ['2.3: form loses my data', '2.3 named', 'form loses my data'],
    ['2.3 - form loses my data', '2.3 named', 'form loses my data'],
    ['2.3 Basket: is empty', '2.3 named', 'Basket: is empty'],
    ['2.9 there is no such step', 'none', '2.9 there is no such step'],
    ['2.5 seconds is too slow', 'none', '2.5 seconds is too slow'],
    ['2.5% pay twice', 'none', '2.5% pay twice'],
    ['2.5: seconds feel like minutes', '2.5 named', 'seconds feel like minutes'],
    ['1.1 sekund er for længe', 'none', '1.1 sekund er for længe'],
    ['24 hours later nobody calls', 'none', '24 hours later nobody calls'],
    ['2.3', 'none', '2.3'],
    // Names.
    ['Pay: no receipt', '3.2 named', 'no receipt'],
    ['PAY : no receipt', '3.2 named', 'no receipt'],
    ['Pay:no receipt', '3.2 named', 'no receipt'],
    ['kobsrad: for langt', '2.4 named', 'for langt'],
    ['Købsråd: for langt', '2.4 named', 'for langt'],
    ['Phase two: pay back: takes weeks', '4.3 named', 'takes weeks'],
    // A phase: its first step.
    ['Checkout: it is slow', '3.1 phase', 'it is slow'],
    // Phase and step.
    ['Checkout > Pay: card refused', '3.2 named', 'card refused'],
    ['checkout>pay: card refused', '3.2 named', 'card refused'],
    ['Checkot > Pay: card refused', '3.2 near', 'card refused'],
    ['Checkout > Payy: card refused', 'none', 'Checkout > Payy: card refused'],
    ['Search > Pay: card refused', 'none', 'Search > Pay: card refused'],
    // Part of a name, or a slip.
    ['check: it is slow', '3.1 near', 'it is slow'],
    ['checkot: it is slow', '3.1 near', 'it is slow'],
    ['Reciept: never came', '3.3 near', 'never came'],
    ['form: loses my data', '2.3 near', 'loses my data'],
    // Several fit: nothing is guessed, and no word is taken off.
    ['parcel: never came', 'which of 4.1 4.2', 'parcel: never came'],
    // Not a place at all.
    ['Note: customers hate this', 'none', 'Note: customers hate this'],
    ['When I try to pay: nothing happens', 'none', 'When I try to pay: nothing happens'],
    ['https://example.com/pay: is down', 'none', 'https://example.com/pay: is down'],
    ['at 12:30 nobody answers', 'none', 'at 12:30 nobody answers'],
    [':disappointed: with all of it', 'none', ':disappointed: with all of it'],
    ['Pay:', 'none', 'Pay:'],
    ['a: b', 'none', 'a: b'],
    ['Vent: b', 'none', 'Vent: b'],
    ['', 'none', ''],
  ])('%s', (line, place, text) => {
    const taken = takePlace(line, journey);
    expect([short(taken.place), taken.text]).toEqual([place, text]);
  });

  test('a step that is called like its phase goes first', () => {
    const same = journeyOf(outlineOf({ Pay: ['Choose a card', 'Pay'], After: ['Wait'] }));
    expect(short(takePlace('pay: slow', same).place)).toBe('1.2 named');
  });

  test('two steps of the same name are told apart by their phase', () => {
    const twice = journeyOf(outlineOf({ Before: ['Wait'], After: ['Wait'] }));
    expect(short(takePlace('wait: long', twice).place)).toBe('which of 1.1 2.1');
    expect(short(takePlace('after > wait: long', twice).place)).toBe('2.1 named');
  });

  test('an empty journey, and steps without a title, have no place', () => {
    expect(short(takePlace('Pay: slow', journeyOf(outlineOf({}))).place)).toBe('none');
    expect(short(takePlace('-: slow', journeyOf(outlineOf({ '': ['', ''] }))).place)).toBe('none');
  });
});

test.each([
  ['form loses my data', false],
  ['2.3 form', true],
  ['Pay: slow', true],
  ['https://example.com is down', false],
])('mayNamePlace: %s is %s', (line, expected) => {
  expect(mayNamePlace(line)).toBe(expected);
});
