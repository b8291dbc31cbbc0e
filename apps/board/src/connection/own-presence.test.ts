import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { NOTHING_SHOWN, type Shown, type ShownChange } from '@samrejse/model/wire/presence';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { expect, test } from 'vitest';
import { OwnPresence } from './own-presence.ts';

const ANNA = { id: 'anna' as PersonId, name: 'Anna', colour: 3 };

const setUp = (person: Person = ANNA) => {
  let sent: (Person | ShownChange)[] = [];
  let hidden = false;
  let onVisibility = () => {};
  const clock = createManualClock();
  const presence = new OwnPresence(person, {
    introduce: (introduced) => void sent.push(introduced),
    change: (change) => void sent.push(change),
    peopleCount: () => 2,
    page: {
      isHidden: () => hidden,
      onChange: (run) => {
        onVisibility = run;
        return () => {};
      },
    },
    clock,
  });
  /** What was sent since the last call, once all that waits has been sent. */
  const said = () => {
    clock.advance(1_000);
    const all = sent;
    sent = [];
    return all;
  };
  const show = (who: Person, { cursor, selected, tool, view, hidden: isHidden }: Shown) => {
    hidden = isHidden;
    if (view !== null) presence.look(view);
    presence.set({ cursor, selected, typing: tool === 'text' });
    if (who !== presence.person) presence.person = who;
  };
  const hide = (isHidden: boolean) => {
    hidden = isHidden;
    onVisibility();
  };
  return { presence, clock, show, hide, said };
};

const shown = { ...NOTHING_SHOWN, selected: 'card-1' };

test('[C17] a new connection is told who we are and all that we show; then only what changes', () => {
  const { presence, show, said } = setUp();
  show(ANNA, shown);
  expect(said()).toEqual([]);
  presence.connected();
  expect(said()).toEqual([ANNA, { selected: 'card-1' }]);
  show(ANNA, shown);
  expect(said()).toEqual([]);
  show(ANNA, { ...shown, cursor: { x: 1, y: 2 } });
  expect(said()).toEqual([{ cursor: { x: 1, y: 2 } }]);
  presence.disconnected();
  show({ ...ANNA, name: 'Annabel' }, NOTHING_SHOWN);
  expect(said()).toEqual([]);
  presence.connected();
  expect(said()).toEqual([{ ...ANNA, name: 'Annabel' }]);
});

test('[C17] what we draw is told once, again when it is another part of the board, and to each new connection', () => {
  const { presence, show, said } = setUp();
  const view = { x: -500, y: -500, width: 2_280, height: 1_800 };
  show(ANNA, NOTHING_SHOWN);
  presence.connected();
  said();
  show(ANNA, { ...NOTHING_SHOWN, view });
  show(ANNA, { ...NOTHING_SHOWN, view: { ...view } });
  expect(said()).toEqual([{ view }]);
  show(ANNA, { ...shown, view });
  expect(said()).toEqual([{ selected: 'card-1' }]);
  const further = { ...view, x: -120 };
  show(ANNA, { ...shown, view: further });
  expect(said()).toEqual([{ view: further }]);
  presence.disconnected();
  presence.connected();
  expect(said()).toEqual([ANNA, { selected: 'card-1', view: further }]);
});

test('without a name only a hidden tab and what we draw are spoken of, and all is told with the name', () => {
  const nameless = { ...ANNA, name: '' };
  const { presence, show, said } = setUp(nameless);
  presence.connected();
  show(nameless, shown);
  expect(said()).toEqual([nameless]);
  const view = { x: 0, y: 0, width: 800, height: 600 };
  show(nameless, { ...shown, view, hidden: true });
  expect(said()).toEqual([{ view, hidden: true }]);
  show(ANNA, { ...shown, view });
  expect(said()).toEqual([ANNA, { selected: 'card-1', hidden: false }]);
});

test('however often something changes, it is sent once an interval, as it is then', () => {
  const { presence, clock, said } = setUp();
  presence.connected();
  said();
  for (let x = 0; x < 10; x++) presence.set({ cursor: { x, y: 0 } });
  expect(clock.pending()).toBe(1);
  expect(said()).toEqual([{ cursor: { x: 9, y: 0 } }]);
  for (let x = 0; x < 100; x++) {
    presence.set({ cursor: { x, y: 1 } });
    clock.advance(10);
  }
  // 50 ms apart, for a second.
  expect(said().length).toBeLessThanOrEqual(21);
});

test('[C17] in a hidden tab nobody is anywhere; what they had selected they have still', () => {
  const { presence, hide, said } = setUp();
  presence.connected();
  presence.set({ cursor: { x: 5, y: 5 }, selected: 'card-1', typing: true });
  said();
  hide(true);
  expect(said()).toEqual([{ cursor: null, tool: 'pointer', hidden: true }]);
  hide(false);
  expect(said()).toEqual([{ cursor: { x: 5, y: 5 }, tool: 'text', hidden: false }]);
});

test('without a connection nothing waits to be sent', () => {
  const { presence, clock, said } = setUp();
  presence.set({ cursor: { x: 5, y: 5 } });
  expect(clock.pending()).toBe(0);
  presence.connected();
  expect(said()).toEqual([ANNA, { cursor: { x: 5, y: 5 } }]);
});
