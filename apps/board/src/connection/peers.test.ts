import type { PersonId } from '@samrejse/model/records/ids';
import type { Presence } from '@samrejse/model/wire/presence';
import type { Role } from '@samrejse/model/words/roles';
import { describe, expect, test } from 'vitest';
import { Peers } from './peers.ts';

const here = (slot: number, name: string, role: Role = 'participant') => ({
  slot,
  role,
  person: { id: name.toLowerCase() as PersonId, name, colour: 1 },
});

const setUp = () => {
  const known = new Map<number, Presence>();
  let frames: (() => void)[] = [];
  let changes = 0;
  const peers = new Peers(
    (changed) => {
      changes++;
      for (const [slot, presence] of changed) {
        if (presence === null) known.delete(slot);
        else known.set(slot, presence);
      }
    },
    (run) => frames.push(run),
  );
  const paint = () => {
    const due = frames;
    frames = [];
    for (const run of due) run();
  };
  const people = (all: boolean, left: number[], ...who: ReturnType<typeof here>[]) =>
    peers.update({ type: 'people', all, left, here: who });
  const names = () => [...known].map(([slot, { person }]) => `${slot} ${person.name}`).sort();
  return { peers, people, paint, names, known, changes: () => changes };
};

describe('the others', () => {
  test('are told of once a frame, however much came', () => {
    const { peers, people, paint, known, changes } = setUp();
    people(true, [], here(0, 'Anna'), here(1, 'Bo'));
    for (let x = 0; x < 10; x++) peers.show([{ slot: 1, change: { cursor: { x, y: 0 } } }]);
    peers.show([{ slot: 1, change: { selected: 'card-1' } }]);
    expect(changes()).toBe(0);
    paint();
    expect(changes()).toBe(1);
    expect(known.get(1)).toMatchObject({ cursor: { x: 9, y: 0 }, selected: 'card-1', person: { name: 'Bo' } });
    paint();
    expect(changes()).toBe(1);
  });

  test('do not include ourselves', () => {
    const { peers, people, paint, names } = setUp();
    peers.setOwn(1);
    people(true, [], here(0, 'Anna'), here(1, 'Me'));
    paint();
    expect(names()).toEqual(['0 Anna']);
  });

  test('[C18] come and go; who takes a slot shows nothing of who had it before, who is renamed keeps what they show', () => {
    const { peers, people, paint, names, known } = setUp();
    people(true, [], here(0, 'Anna'), here(1, 'Bo'));
    peers.show([0, 1].map((slot) => ({ slot, change: { cursor: { x: 3, y: 3 } } })));
    paint();
    people(false, [1], here(1, 'Cleo'), here(0, 'Annabel'));
    paint();
    expect(names()).toEqual(['0 Annabel', '1 Cleo']);
    expect(known.get(0)?.cursor).toEqual({ x: 3, y: 3 });
    expect(known.get(1)?.cursor).toBeNull();
  });

  test('[C18] are these and no others, where the server says that these are all', () => {
    const { people, paint, names } = setUp();
    people(true, [], here(0, 'Anna'), here(1, 'Bo'));
    paint();
    people(true, [], here(1, 'Bo'), here(2, 'Cleo'));
    paint();
    expect(names()).toEqual(['1 Bo', '2 Cleo']);
  });

  test('[C18] whom the server has not named are nobody; without a connection nobody is known', () => {
    const { peers, people, paint, names } = setUp();
    peers.show([{ slot: 7, change: { cursor: { x: 1, y: 1 } } }]);
    people(true, [], here(0, 'Anna'));
    paint();
    expect(names()).toEqual(['0 Anna']);
    peers.clear();
    paint();
    expect(names()).toEqual([]);
  });
});
