import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { NOTHING_SHOWN, type ShownChange } from '@samrejse/model/wire/presence';
import { expect, test } from 'vitest';
import { Showing } from './own-presence.ts';

const ANNA = { id: 'anna' as PersonId, name: 'Anna', colour: 3 };

const setUp = () => {
  let sent: (Person | ShownChange)[] = [];
  const showing = new Showing({
    introduce: (person) => void sent.push(person),
    change: (change) => void sent.push(change),
  });
  const said = () => {
    const all = sent;
    sent = [];
    return all;
  };
  return { showing, said };
};

const shown = { ...NOTHING_SHOWN, selected: 'card-1' };

test('a new line is told who we are and all that we show; then only what changes', () => {
  const { showing, said } = setUp();
  showing.show(ANNA, shown);
  expect(said()).toEqual([]);
  showing.open();
  expect(said()).toEqual([ANNA, { selected: 'card-1' }]);
  showing.show(ANNA, shown);
  expect(said()).toEqual([]);
  showing.show(ANNA, { ...shown, cursor: { x: 1, y: 2 } });
  expect(said()).toEqual([{ cursor: { x: 1, y: 2 } }]);
  showing.close();
  showing.show({ ...ANNA, name: 'Annabel' }, NOTHING_SHOWN);
  expect(said()).toEqual([]);
  showing.open();
  expect(said()).toEqual([{ ...ANNA, name: 'Annabel' }]);
});

test('what we draw is told once, again when it is another part of the board, and to each new line', () => {
  const { showing, said } = setUp();
  const view = { x: -500, y: -500, width: 2_280, height: 1_800 };
  showing.show(ANNA, NOTHING_SHOWN);
  showing.open();
  said();
  showing.show(ANNA, { ...NOTHING_SHOWN, view });
  showing.show(ANNA, { ...NOTHING_SHOWN, view: { ...view } });
  expect(said()).toEqual([{ view }]);
  showing.show(ANNA, { ...shown, view });
  expect(said()).toEqual([{ selected: 'card-1' }]);
  const further = { ...view, x: -120 };
  showing.show(ANNA, { ...shown, view: further });
  expect(said()).toEqual([{ view: further }]);
  showing.close();
  showing.open();
  expect(said()).toEqual([ANNA, { selected: 'card-1', view: further }]);
});

test('without a name only a hidden tab and what we draw are spoken of, and all is told with the name', () => {
  const { showing, said } = setUp();
  showing.open();
  const nameless = { ...ANNA, name: '' };
  showing.show(nameless, shown);
  expect(said()).toEqual([nameless]);
  const view = { x: 0, y: 0, width: 800, height: 600 };
  showing.show(nameless, { ...shown, view, hidden: true });
  expect(said()).toEqual([{ view, hidden: true }]);
  showing.show(ANNA, { ...shown, view });
  expect(said()).toEqual([ANNA, { selected: 'card-1', hidden: false }]);
});
