import type { Role } from '@samrejse/model/enumerations';
import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import { readHeard } from '../../testing/raw-client.ts';
import { awarenessFrame, type ClientState } from './frames.ts';
import { LIMITS } from './limits.ts';
import { PresenceLane, type Speaker } from './presence-lane.ts';

const statesIn = (frame: Uint8Array): readonly ClientState[] => {
  const heard = readHeard(frame);
  return heard.kind === 'awareness' ? heard.states : [];
};

const payloadOf = (states: readonly ClientState[]): Uint8Array => awarenessFrame(states).slice(2);

const speaker = (role: Role = 'participant'): Speaker => ({ identity: { role }, person: null });
const person = (name: string) => ({ person: { id: name.toLowerCase(), name, colour: 3 } });

const setUp = () => {
  const clock = createManualClock();
  const toAll: ClientState[][] = [];
  const toOne: { speaker: Speaker; states: readonly ClientState[] }[] = [];
  const lane = new PresenceLane<Speaker>({
    clock,
    limits: LIMITS,
    toAll: (frame) => toAll.push([...statesIn(frame)]),
    toOne: (to, frame) => toOne.push({ speaker: to, states: statesIn(frame) }),
  });
  const say = (who: Speaker, client: number, at: number, state: unknown) =>
    lane.receive(who, payloadOf([{ client, clock: at, json: JSON.stringify(state) }]));
  const present = () => statesIn(lane.frame());
  return { clock, lane, toAll, toOne, say, present };
};

describe('presence', () => {
  test('of a tick goes out once, the latest of each, in one frame', () => {
    const { clock, toAll, say } = setUp();
    const [anna, bo] = [speaker(), speaker()];
    say(anna, 1, 1, { ...person('Anna'), cursor: { x: 1, y: 1 } });
    say(anna, 1, 2, { ...person('Anna'), cursor: { x: 2, y: 2 } });
    say(bo, 2, 1, person('Bo'));
    expect(toAll).toEqual([]);
    clock.advance(LIMITS.presenceTickMs);
    expect(toAll).toHaveLength(1);
    expect(toAll[0]?.map((s) => [s.client, s.clock])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(JSON.parse(toAll[0]?.[0]?.json ?? '')).toMatchObject({ cursor: { x: 2, y: 2 } });
  });

  test('carries the role the server knows, whatever the client says', () => {
    const { say, present } = setUp();
    const viewer = speaker('viewer');
    say(viewer, 1, 1, { ...person('Mal'), role: 'facilitator', extra: 'x' });
    const state = JSON.parse(present()[0]?.json ?? '');
    expect(state.role).toBe('viewer');
    expect(state).not.toHaveProperty('extra');
    expect(viewer.person).toBe('mal');
  });

  test('of another shape than ours is passed on as {}; what is no state is dropped', () => {
    const { say, present, lane } = setUp();
    say(speaker(), 1, 1, { user: { name: 'stock' } });
    say(speaker(), 2, 1, 'text');
    say(speaker(), 3, 1, [1]);
    say(speaker(), 4, 1, { ...person('Big'), selected: 'x'.repeat(3_000) });
    lane.receive(speaker(), payloadOf([{ client: 5, clock: 1, json: '{broken' }]));
    expect(present()).toEqual([{ client: 1, clock: 1, json: '{}' }]);
  });

  test('speaks for one client a connection: nobody can speak for another, or for two', () => {
    const { say, present } = setUp();
    const [anna, mal] = [speaker(), speaker()];
    say(anna, 1, 1, person('Anna'));
    say(mal, 1, 50, person('Not Anna'));
    say(mal, 2, 1, person('Mal'));
    say(mal, 3, 1, person('Mal twice'));
    say(mal, 1, 99, null);
    expect(present().map((s) => [s.client, JSON.parse(s.json).person.name])).toEqual([
      [1, 'Anna'],
      [2, 'Mal'],
    ]);
  });

  test('older than what is shown is passed over', () => {
    const { say, present } = setUp();
    const anna = speaker();
    say(anna, 1, 5, person('Anna'));
    say(anna, 1, 4, person('Old'));
    say(anna, 1, 3, null);
    say(anna, 1, 2 ** 50, person('Far'));
    expect(present()[0]).toMatchObject({ client: 1, clock: 5 });
  });
});

describe('leaving', () => {
  test('is told at once, with a higher clock, and no echo brings the ghost back', () => {
    const { say, lane, toAll, present } = setUp();
    const [anna, bo] = [speaker(), speaker()];
    say(anna, 1, 5, person('Anna'));
    say(bo, 2, 1, person('Bo'));
    lane.leave(anna);
    expect(toAll.at(-1)).toEqual([{ client: 1, clock: 6, json: 'null' }]);
    say(bo, 1, 5, person('Anna'));
    say(bo, 1, 7, person('Anna'));
    const newcomer = speaker();
    say(newcomer, 1, 5, person('Anna'));
    expect(present().map((s) => s.client)).toEqual([2]);
  });

  test('by saying so works too, and the same connection may come back', () => {
    const { say, toAll, present } = setUp();
    const anna = speaker();
    say(anna, 1, 5, person('Anna'));
    say(anna, 1, 6, null);
    expect(toAll.at(-1)).toEqual([{ client: 1, clock: 6, json: 'null' }]);
    say(anna, 1, 7, person('Anna'));
    expect(present()).toHaveLength(1);
  });

  test('and coming back with an old clock is answered so that the client raises it', () => {
    const { say, lane, toOne, present } = setUp();
    const [before, after] = [speaker(), speaker()];
    say(before, 1, 5, person('Anna'));
    lane.leave(before);
    say(after, 1, 5, person('Anna'));
    expect(present()).toEqual([]);
    expect(toOne).toEqual([{ speaker: after, states: [{ client: 1, clock: 6, json: 'null' }] }]);
    say(after, 1, 7, person('Anna'));
    expect(present()).toHaveLength(1);
  });
});

describe('the heartbeat', () => {
  test('passes on what was renewed, once, and says something even when nothing was', () => {
    const { clock, lane, say, toAll } = setUp();
    const anna = speaker();
    lane.wake();
    say(anna, 1, 1, person('Anna'));
    clock.advance(LIMITS.presenceTickMs);
    toAll.length = 0;
    say(anna, 1, 2, person('Anna'));
    say(anna, 1, 3, person('Anna'));
    clock.advance(LIMITS.presenceTickMs);
    expect(toAll).toEqual([]);
    clock.advance(LIMITS.heartbeatMs);
    expect(toAll.map((states) => states.map((s) => s.clock))).toEqual([[3]]);
    clock.advance(LIMITS.heartbeatMs);
    expect(toAll.at(-1)).toEqual([]);
    lane.rest();
    expect(clock.pending()).toBe(0);
  });
});
