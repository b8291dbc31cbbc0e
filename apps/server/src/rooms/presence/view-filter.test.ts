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
  const { lane, own, settle, tick } = audience;
  const [anna, bo, cleo] = [own('Anna'), own('Bo'), own('Cleo')];
  lane.show(anna, { view: HERE });
  lane.show(bo, { view: THERE });
  lane.show(bo, cursor(4_500));
  settle(anna, bo, cleo);
  const show = (who: Member, change: ShownChange) => {
    lane.show(who, change);
    tick();
  };
  return { ...audience, anna, bo, cleo, show };
};

describe('a listener who has said what they draw', () => {
  test('is spared where others are who are off the screen and stay there', () => {
    const { anna, bo, cleo, show } = setUp();
    show(bo, cursor(4_600));
    expect(anna.takeFrames()).toEqual([]);
    expect(cleo.takeSlots()).toEqual([[1, cursor(4_600)]]);
  });

  test('is told of who comes into view, moves in it, and goes out of it; the edges belong to it', () => {
    const { anna, bo, show } = setUp();
    for (const x of [1_001, 1_000, 400, 0, -1, -2]) show(bo, cursor(x));
    expect(anna.takeSlots()).toEqual([1_000, 400, 0, -1].map((x) => [1, cursor(x)]));
    expect(anna.drawn(HERE).size).toBe(0);
  });

  test('is told of a card in the air as of a cursor, and of both where one is in view', () => {
    const { anna, bo, show } = setUp();
    show(bo, { held: 'card-1', hang: { x: 4_500, y: 9 } });
    show(bo, { hang: { x: 3_000, y: 9 }, ...cursor(3_010) });
    expect(anna.takeSlots()).toEqual([[1, { held: 'card-1', hang: { x: 4_500, y: 9 } }]]);
    show(bo, { hang: { x: 990, y: 9 }, ...cursor(1_005) });
    expect(anna.takeSlots()).toEqual([[1, { hang: { x: 990, y: 9 }, ...cursor(1_005) }]]);
    show(bo, cursor(2_000));
    expect(anna.takeSlots()).toEqual([[1, cursor(2_000)]]);
  });

  test('is told what somebody selects or does wherever they are, and with it the places that were spared', () => {
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

  test('is told all that it was spared when it looks elsewhere, although nobody moves, and once', () => {
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

  test('is told in one frame of who moves while it looks elsewhere, and of who does not', () => {
    const { anna, bo, cleo, lane, show } = setUp();
    show(bo, cursor(4_600));
    show(cleo, cursor(4_100));
    anna.takeFrames();
    lane.show(bo, cursor(4_601));
    show(anna, { view: THERE });
    const frames = anna.takeFrames();
    expect(frames.map(readHeard)).toMatchObject([{ slots: [{ slot: 1 }, { slot: 2 }] }]);
    expect([...anna.drawn(THERE).values()].map((presence) => presence.cursor?.x)).toEqual([4_601, 4_100]);
  });

  test('is owed nothing of who has left; who comes into their slot is told of as anybody', () => {
    const { anna, bo, own, lane, show, tick } = setUp();
    show(bo, cursor(4_600));
    lane.leave(bo);
    const dora = own('Dora');
    tick();
    anna.takeFrames();
    show(anna, { view: THERE });
    expect(anna.takeFrames()).toEqual([]);
    show(dora, cursor(4_800));
    expect(anna.takeSlots()).toEqual([[1, cursor(4_800)]]);
  });

  test('is owed nothing once it was told everything', () => {
    const { anna, bo, show, settle } = setUp();
    show(bo, cursor(4_600));
    show(anna, { hidden: true });
    show(anna, { hidden: false });
    expect(anna.takeSlots()).toContainEqual([1, cursor(4_600)]);
    settle(anna);
    show(anna, { view: THERE });
    expect(anna.takeFrames()).toEqual([]);
  });

  test('keeps its view while its tab is in the background and while its line is full', () => {
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

  test('is spared and told of the last of a hundred as of the first', () => {
    const { anna, own, lane, show, settle } = setUp();
    const crowd = Array.from({ length: 97 }, (_, i) => own(`P${i}`));
    settle(anna);
    for (const one of crowd) lane.show(one, cursor(4_101));
    show(anna, { selected: null });
    expect(anna.takeFrames()).toEqual([]);
    show(anna, { view: THERE });
    expect(anna.takeSlots()).toEqual(crowd.map((_, i) => [3 + i, cursor(4_101)]));
  });

  test('need not be seen to see: without a name, a view counts too', () => {
    const { bo, own, lane, show, settle } = setUp();
    const nameless = own('');
    lane.show(nameless, { view: HERE });
    settle(nameless);
    show(bo, cursor(4_600));
    expect(nameless.takeFrames()).toEqual([]);
    show(bo, cursor(10));
    expect(nameless.takeSlots()).toEqual([[1, cursor(10)]]);
  });
});

describe('what somebody draws', () => {
  test('nobody else is told', () => {
    const { anna, bo, cleo, lane, own, stock, settle, show, tick } = setUp();
    const sture = stock();
    settle(sture);
    show(anna, { view: BETWEEN });
    expect([bo, cleo, sture].flatMap((member) => member.takeFrames())).toEqual([]);
    lane.show(anna, { view: HERE, ...cursor(4_001) });
    const dora = own('Dora');
    tick();
    expect([bo, cleo, dora].map((member) => Object.fromEntries(member.takeSlots())[0])).toEqual(
      Array.from({ length: 3 }, () => cursor(4_001)),
    );
  });

  test('spares no stock client, nor anybody who has not said it', () => {
    const { bo, cleo, stock, settle, show } = setUp();
    const sture = stock();
    settle(sture, cleo);
    show(bo, cursor(4_600));
    expect(sture.takeFrames().map(readHeard)).toMatchObject([{ kind: 'awareness', states: [{}] }]);
    expect(cleo.takeSlots()).toEqual([[1, cursor(4_600)]]);
  });

  test('hides no stock client who comes into it', () => {
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
  test('are the same bytes for all who are told the same', () => {
    const { bo, cleo, own, lane, tick, settle } = setUp();
    const [dora, emil, freja] = [own('Dora'), own('Emil'), own('Freja')];
    for (const one of [dora, emil]) lane.show(one, { view: HERE });
    lane.show(freja, { view: { x: 0, y: 0, width: 9_000, height: 9_000 } });
    settle(bo, cleo, dora, emil, freja);
    lane.show(bo, cursor(4_600));
    lane.show(cleo, cursor(10));
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
