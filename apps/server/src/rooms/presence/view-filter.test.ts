import type { ShownChange } from '@samrejse/model/wire/presence';
import { describe, expect, test } from 'vitest';
import { createAudience, type Member } from '../../../testing/audience.ts';
import { readHeard } from '../../../testing/raw-client.ts';

const HERE = { x: 0, y: 0, width: 1_000, height: 500 };
const THERE = { x: 4_000, y: 0, width: 1_000, height: 500 };
/** The places they see of both. */
const BETWEEN = { x: 2_000, y: 0, width: 1_000, height: 500 };

const cursor = (x: number): ShownChange => ({ cursor: { x, y: 0 } });

/** Anna draws what is here, Bo what is there; Cleo has not said. Their slots are 0, 1 and 2. */
const setUp = () => {
  const audience = createAudience();
  const { presence, own, settle, tick } = audience;
  const [anna, bo, cleo] = [own('Anna'), own('Bo'), own('Cleo')];
  presence.show(anna, { view: HERE });
  presence.show(bo, { view: THERE });
  presence.show(bo, cursor(4_500));
  settle(anna, bo, cleo);
  const show = (who: Member, change: ShownChange) => {
    presence.show(who, change);
    tick();
  };
  return { ...audience, anna, bo, cleo, show };
};

describe('a client that has said which part of the board it draws', () => {
  test('[R24] is not sent the places of others outside its view while they stay outside', () => {
    const { anna, bo, cleo, show } = setUp();
    show(bo, cursor(4_600));
    expect(anna.takeFrames()).toEqual([]);
    expect(cleo.takeSlots()).toEqual([[1, cursor(4_600)]]);
  });

  test('[R24] is told of others who come into its view, move in it and leave it; the edges belong to it', () => {
    const { anna, bo, show } = setUp();
    for (const x of [1_001, 1_000, 400, 0, -1, -2]) show(bo, cursor(x));
    expect(anna.takeSlots()).toEqual([1_000, 400, 0, -1].map((x) => [1, cursor(x)]));
    expect(anna.drawn(HERE).size).toBe(0);
  });

  test('[R24] is told of a dragged card as of a cursor, and of both if one of them is in its view', () => {
    const { anna, bo, show } = setUp();
    show(bo, { held: 'card-1', hang: { x: 4_500, y: 9 } });
    show(bo, { hang: { x: 3_000, y: 9 }, ...cursor(3_010) });
    expect(anna.takeSlots()).toEqual([[1, { held: 'card-1', hang: { x: 4_500, y: 9 } }]]);
    show(bo, { hang: { x: 990, y: 9 }, ...cursor(1_005) });
    expect(anna.takeSlots()).toEqual([[1, { hang: { x: 990, y: 9 }, ...cursor(1_005) }]]);
    show(bo, cursor(2_000));
    expect(anna.takeSlots()).toEqual([[1, cursor(2_000)]]);
  });

  test('is told what others select or do wherever they are, and with it the places that were skipped', () => {
    const { anna, bo, show } = setUp();
    show(bo, { selected: 'card-1' });
    expect(anna.takeSlots()).toEqual([[1, { selected: 'card-1' }]]);
    show(bo, { held: 'card-1', hang: { x: 4_500, y: 9 } });
    show(bo, { hang: { x: 4_700, y: 9 }, ...cursor(4_710) });
    anna.takeFrames();
    show(bo, { tool: 'text' });
    const places = { hang: { x: 4_700, y: 9 }, ...cursor(4_710) };
    expect(anna.takeSlots()).toEqual([[1, { tool: 'text', hidden: false, ...places }]]);
  });

  test('[R24] is told everything that was skipped when its view changes, although nobody moves, and only once', () => {
    const { anna, bo, cleo, show } = setUp();
    show(bo, cursor(4_600));
    show(cleo, cursor(2_100));
    show(cleo, { cursor: null });
    anna.takeFrames();
    show(anna, { view: THERE });
    expect(anna.takeSlots()).toEqual([
      [1, cursor(4_600)],
      [2, { cursor: null }],
    ]);
    expect([...anna.drawn(THERE).keys()]).toEqual([1]);
    show(anna, { view: BETWEEN });
    expect(anna.takeFrames()).toEqual([]);
    expect(bo.takeSlots().map(([slot]) => slot)).not.toContain(0);
  });

  test('is told in one frame of those who move while its view changes, and of those who do not', () => {
    const { anna, bo, cleo, presence, show } = setUp();
    show(bo, cursor(4_600));
    show(cleo, cursor(4_100));
    anna.takeFrames();
    presence.show(bo, cursor(4_601));
    show(anna, { view: THERE });
    const frames = anna.takeFrames();
    expect(frames.map(readHeard)).toMatchObject([{ slots: [{ slot: 1 }, { slot: 2 }] }]);
    expect([...anna.drawn(THERE).values()].map((presence) => presence.cursor?.x)).toEqual([4_601, 4_100]);
  });

  test('is told nothing of somebody who has left, and of whoever gets that slot as of anybody', () => {
    const { anna, bo, own, presence, show, tick } = setUp();
    show(bo, cursor(4_600));
    presence.leave(bo);
    const dora = own('Dora');
    tick();
    anna.takeFrames();
    show(anna, { view: THERE });
    expect(anna.takeFrames()).toEqual([]);
    show(dora, cursor(4_800));
    expect(anna.takeSlots()).toEqual([[1, cursor(4_800)]]);
  });

  test('has nothing stale once it was told everything', () => {
    const { anna, bo, show, settle } = setUp();
    show(bo, cursor(4_600));
    show(anna, { hidden: true });
    show(anna, { hidden: false });
    expect(anna.takeSlots()).toContainEqual([1, cursor(4_600)]);
    settle(anna);
    show(anna, { view: THERE });
    expect(anna.takeFrames()).toEqual([]);
  });

  test('keeps its view while its tab is in the background and while its socket is full', () => {
    const { anna, bo, show, settle } = setUp();
    show(anna, { hidden: true });
    show(anna, { view: BETWEEN });
    show(anna, { hidden: false });
    anna.isFull = true;
    show(bo, { selected: 'card-1' });
    anna.isFull = false;
    settle(anna);
    show(bo, cursor(500));
    expect(anna.takeFrames()).toEqual([]);
    show(bo, cursor(2_500));
    expect(anna.takeSlots()).toEqual([[1, cursor(2_500)]]);
  });

  test('skips and tells the last of a hundred as the first', () => {
    const { anna, own, presence, show, settle } = setUp();
    const crowd = Array.from({ length: 97 }, (_, i) => own(`P${i}`));
    settle(anna);
    for (const one of crowd) presence.show(one, cursor(4_101));
    show(anna, { selected: null });
    expect(anna.takeFrames()).toEqual([]);
    show(anna, { view: THERE });
    expect(anna.takeSlots()).toEqual(crowd.map((_, i) => [3 + i, cursor(4_101)]));
  });

  test('has its view counted without a name, too', () => {
    const { bo, own, presence, show, settle } = setUp();
    const nameless = own('');
    presence.show(nameless, { view: HERE });
    settle(nameless);
    show(bo, cursor(4_600));
    expect(nameless.takeFrames()).toEqual([]);
    show(bo, cursor(10));
    expect(nameless.takeSlots()).toEqual([[1, cursor(10)]]);
  });
});

describe('the view of a client', () => {
  test('is told to nobody else', () => {
    const { anna, bo, cleo, presence, own, stock, settle, show, tick } = setUp();
    const sture = stock();
    settle(sture);
    show(anna, { view: BETWEEN });
    expect([bo, cleo, sture].flatMap((member) => member.takeFrames())).toEqual([]);
    presence.show(anna, { view: HERE, ...cursor(4_001) });
    const dora = own('Dora');
    tick();
    expect([bo, cleo, dora].map((member) => Object.fromEntries(member.takeSlots())[0])).toEqual(
      Array.from({ length: 3 }, () => cursor(4_001)),
    );
  });

  test('keeps nothing from stock clients, nor from a client that has not said its view', () => {
    const { bo, cleo, stock, settle, show } = setUp();
    const sture = stock();
    settle(sture, cleo);
    show(bo, cursor(4_600));
    expect(sture.takeFrames().map(readHeard)).toMatchObject([{ kind: 'awareness', states: [{}] }]);
    expect(cleo.takeSlots()).toEqual([[1, cursor(4_600)]]);
  });

  test('hides no stock client that comes into it', () => {
    const { anna, stock, say, tick, settle } = setUp();
    const sture = stock();
    const at = (x: number) => ({ name: 'Sture', cursor: { x, y: 1 }, selected: null, typing: false, drag: null });
    say(sture, 9, at(3_000));
    settle(anna);
    say(sture, 9, at(3_100));
    tick();
    expect(anna.takeFrames()).toEqual([]);
    say(sture, 9, at(300));
    tick();
    expect(anna.takeSlots()).toEqual([[3, { cursor: { x: 300, y: 1 } }]]);
  });
});

describe('frames', () => {
  test('are the same bytes for all clients that are told the same', () => {
    const { bo, cleo, own, presence, tick, settle } = setUp();
    const [dora, emil, freja] = [own('Dora'), own('Emil'), own('Freja')];
    for (const one of [dora, emil]) presence.show(one, { view: HERE });
    presence.show(freja, { view: { x: 0, y: 0, width: 9_000, height: 9_000 } });
    settle(bo, cleo, dora, emil, freja);
    presence.show(bo, cursor(4_600));
    presence.show(cleo, cursor(10));
    tick();
    const [boHears, cleoHears, doraHears, emilHears, frejaHears] = [bo, cleo, dora, emil, freja].map((one) =>
      one.takeFrames(),
    );
    expect(doraHears).toHaveLength(1);
    expect(emilHears?.[0]).toBe(doraHears?.[0]);
    expect(cleoHears).toHaveLength(1);
    // Who sees all that changed is told in the same words as who has not said what they see.
    expect(frejaHears?.[0]).toBe(cleoHears?.[0]);
    // Of nobody but himself.
    expect(boHears).toEqual([]);
  });
});
