import type { PersonId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { presenceIntervalMs, type ShownChange } from '@samrejse/model/wire/presence';
import type { Role } from '@samrejse/model/words/roles';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { describe, expect, test } from 'vitest';
import { createMemorySocket, type MemorySocket } from '../../../testing/memory-socket.ts';
import { type Heard, readHeard } from '../../../testing/raw-client.ts';
import { awarenessFrame, type ClientState, readFrame } from '../../wire/frames.ts';
import { LIMITS } from '../limits.ts';
import { FIRST_OWN_CLIENT } from './awareness.ts';
import { type PresencePeer, RoomPresence } from './room-presence.ts';

const TICK_MS = presenceIntervalMs(2);

const guest = (name: string, colour = 3): Person => ({
  id: (name || 'nameless').toLowerCase() as PersonId,
  name,
  colour,
});
const person = (name: string) => ({ person: guest(name) });

interface Member extends PresencePeer {
  readonly socket: MemorySocket;
  /** What came since it was last asked. */
  readonly heard: () => Heard[];
}

const payloadOf = (states: readonly ClientState[]): Uint8Array => {
  const frame = readFrame(awarenessFrame(states));
  if (frame?.kind !== 'awareness') throw new Error('it is one');
  return frame.payload;
};

const setUp = () => {
  const clock = createManualClock();
  let counted = 0;
  const counters = {
    refused: () => {},
    presence: (frames: number) => {
      counted += frames;
    },
  };
  const presence = new RoomPresence<Member>({
    clock,
    limits: LIMITS,
    counters,
    stranger: () => 'stranger' as PersonId,
  });
  const member = (speaksWire: boolean, role: Role): Member => {
    const socket = createMemorySocket();
    let read = 0;
    const made: Member = {
      identity: { role, speaksWire },
      person: null,

      outbox: {
        control: socket.send,
        presence: (frame) => {
          if (socket.buffered() > LIMITS.presenceBufferedBytes) return false;
          socket.send(frame);
          return true;
        },
      },
      socket,
      heard: () => {
        const fresh = socket.delivered.slice(read);
        read = socket.delivered.length;
        return fresh.map(readHeard);
      },
    };
    presence.join(made);
    return made;
  };
  const own = (name: string, role: Role = 'participant'): Member => {
    const made = member(true, role);
    presence.introduce(made, guest(name));
    return made;
  };
  const stock = (role: Role = 'participant') => member(false, role);
  const say = (who: Member, client: number, at: number, state: unknown) =>
    presence.receive(who, payloadOf([{ client, clock: at, json: JSON.stringify(state) }]));
  const pass = () => clock.advance(TICK_MS);
  /** Lets what is under way pass, and forgets it. */
  const settle = (...members: Member[]) => {
    pass();
    pass();
    for (const one of members) one.heard();
  };
  return { clock, presence, own, stock, say, pass, settle, counted: () => counted };
};

const peopleIn = (heard: readonly Heard[]) =>
  heard.flatMap((h) => (h.kind === 'ours' && h.message.type === 'people' ? [h.message] : []));
const slotsIn = (heard: readonly Heard[]) => heard.flatMap((h) => (h.kind === 'presence' ? h.slots : []));
const ownSlot = (heard: readonly Heard[]): number | undefined =>
  heard.flatMap((h) => (h.kind === 'ours' && h.message.type === 'slot' ? [h.message.slot] : []))[0];
const statesIn = (heard: readonly Heard[]): ClientState[] =>
  heard.flatMap((h) => (h.kind === 'awareness' ? h.states : []));
const shownIn = (states: readonly ClientState[]) => states.map(({ client, json }) => [client, JSON.parse(json)]);

const cursor = (x: number): ShownChange => ({ cursor: { x, y: 0 } });

test('[R25] null-presence-lost-in-merge: who moves and leaves within one tick is gone for everybody', () => {
  const { presence, own, stock, say, pass, settle } = setUp();
  const [anna, bo, cleo, dan] = [own('Anna'), own('Bo'), stock(), stock()];
  say(cleo, 7, 1, person('Cleo'));
  settle(anna, bo, dan);
  presence.show(bo, cursor(5));
  presence.leave(bo);
  say(cleo, 7, 2, { ...person('Cleo'), cursor: { x: 5, y: 5 } });
  say(cleo, 7, 3, null);
  pass();
  const [toAnna, toDan] = [anna.heard(), dan.heard()];
  expect(peopleIn(toAnna).flatMap(({ left }) => left)).toHaveLength(2);
  expect(slotsIn(toAnna)).toEqual([]);
  expect(statesIn(toDan).map(({ json }) => json)).toEqual(['null', 'null']);
});

describe('when something else is sent', () => {
  test('what is due soon goes along with it, and not again; what is not waits', () => {
    const { clock, presence, own, settle } = setUp();
    const [anna, bo] = [own('Anna'), own('Bo')];
    settle(anna, bo);
    presence.show(anna, cursor(1));
    clock.advance(0);
    expect(slotsIn(bo.heard())).toHaveLength(1);
    presence.show(anna, cursor(2));
    clock.advance(TICK_MS * 0.5);
    presence.joinEdits();
    expect(bo.heard()).toEqual([]);
    clock.advance(TICK_MS * 0.2);
    presence.joinEdits();
    expect(slotsIn(bo.heard())).toMatchObject([{ change: cursor(2) }]);
    presence.joinEdits();
    clock.advance(TICK_MS * 2);
    expect(bo.heard()).toEqual([]);
  });
});

describe('our own clients', () => {
  test('[R23] hear who is here, by slot, name and role, and where they sit themselves', () => {
    const { own, pass } = setUp();
    const [anna, vera] = [own('Anna', 'facilitator'), own('Vera', 'viewer')];
    pass();
    const heard = anna.heard();
    expect(ownSlot(heard)).toBe(0);
    expect(ownSlot(vera.heard())).toBe(1);
    expect(peopleIn(heard)).toEqual([
      {
        type: 'people',
        all: true,
        left: [],
        here: [
          { slot: 0, person: guest('Anna'), role: 'facilitator' },
          { slot: 1, person: guest('Vera'), role: 'viewer' },
        ],
      },
    ]);
  });

  test('[R21] of a tick hear the latest of each, in one frame', () => {
    const { own, presence, pass, settle } = setUp();
    const [anna, bo, cleo] = [own('Anna'), own('Bo'), own('Cleo')];
    settle(anna, bo, cleo);
    presence.show(anna, cursor(1));
    presence.show(anna, { selected: 'card-1' });
    presence.show(bo, cursor(7));
    presence.show(anna, cursor(2));
    expect(cleo.heard()).toEqual([]);
    pass();
    const heard = cleo.heard();
    expect(heard).toHaveLength(1);
    expect(slotsIn(heard)).toEqual([
      { slot: 0, change: { cursor: { x: 2, y: 0 }, selected: 'card-1' } },
      { slot: 1, change: { cursor: { x: 7, y: 0 } } },
    ]);
  });

  test('the first change after a pause goes at once, the next ones keep their distance', () => {
    const { own, presence, clock, settle } = setUp();
    const [anna, bo] = [own('Anna'), own('Bo')];
    settle(anna, bo);
    clock.advance(1_000);
    for (let i = 0; i < 10; i++) {
      presence.show(anna, cursor(i));
      clock.advance(TICK_MS / 20);
    }
    expect(slotsIn(bo.heard()).map(({ change }) => change.cursor?.x)).toEqual([0]);
    clock.advance(TICK_MS);
    expect(slotsIn(bo.heard()).map(({ change }) => change.cursor?.x)).toEqual([9]);
  });

  test('[R21] who moves alone is not told of it', () => {
    const { own, presence, settle, pass } = setUp();
    const [anna, bo] = [own('Anna'), own('Bo')];
    settle(anna, bo);
    presence.show(anna, cursor(1));
    pass();
    expect(anna.heard()).toEqual([]);
    expect(bo.heard()).toHaveLength(1);
  });

  test('[R21] who comes later is told all that is shown', () => {
    const { own, presence, settle, pass } = setUp();
    const anna = own('Anna');
    presence.show(anna, { selected: 'card-1', tool: 'text' });
    settle(anna);
    const bo = own('Bo');
    pass();
    const heard = bo.heard();
    expect(peopleIn(heard)[0]?.here.map((h) => h.person.name)).toEqual(['Anna', 'Bo']);
    expect(slotsIn(heard)).toEqual([{ slot: 0, change: { selected: 'card-1', tool: 'text', hidden: false } }]);
    expect(peopleIn(anna.heard())).toEqual([
      { type: 'people', all: false, left: [], here: [{ slot: 1, person: guest('Bo'), role: 'participant' }] },
    ]);
  });

  test('who has not said what they are called sees, and is not seen', () => {
    const { own, presence, settle, pass } = setUp();
    const anna = own('Anna');
    const nameless = own('');
    settle(anna, nameless);
    presence.show(nameless, cursor(1));
    pass();
    expect(anna.heard()).toEqual([]);
    presence.show(anna, cursor(2));
    pass();
    expect(slotsIn(nameless.heard())).toHaveLength(1);
    // Their edits are theirs all the same.
    expect(nameless.person).toBe('nameless');
  });

  test('[R23] a person’s id holds for the connection; a name and a colour may be said anew', () => {
    const { own, presence, settle, pass } = setUp();
    const [anna, mal] = [own('Anna'), own('Mal')];
    settle(anna, mal);
    presence.introduce(mal, { ...guest('Malte', 5), id: 'anna' as PersonId });
    pass();
    expect(mal.person).toBe('mal');
    expect(peopleIn(anna.heard())[0]?.here).toEqual([
      { slot: 1, person: { id: 'mal', name: 'Malte', colour: 5 }, role: 'participant' },
    ]);
  });

  test('[R23] nobody can speak for another: what is shown carries neither slot nor name', () => {
    const { own, presence, say, settle, pass } = setUp();
    const [anna, mal] = [own('Anna'), own('Mal', 'viewer')];
    settle(anna, mal);
    // By awareness too, which an own client has no use for.
    say(mal, FIRST_OWN_CLIENT, 2 ** 39, person('Anna'));
    say(mal, 1, 1, person('Anna'));
    presence.show(mal, cursor(1));
    pass();
    const heard = anna.heard();
    expect(slotsIn(heard).map(({ slot }) => slot)).toEqual([1]);
    expect(peopleIn(heard)).toEqual([]);
  });
});

describe('quiet', () => {
  test('[R22] an idle room of 200 sends nothing, for as long as it lasts', () => {
    const { own, clock, counted } = setUp();
    const members = Array.from({ length: 200 }, (_, i) => own(`P${i}`));
    clock.advance(1_000);
    for (const one of members) one.heard();
    const before = counted();
    clock.advance(3_600_000);
    expect(members.flatMap((one) => one.heard())).toEqual([]);
    expect(counted()).toBe(before);
    expect(clock.pending()).toBe(0);
  });

  test('[R22] a tab in the background gets nothing, and everything when it is seen again', () => {
    const { own, presence, settle, pass } = setUp();
    const [anna, bo, cleo] = [own('Anna'), own('Bo'), own('Cleo')];
    settle(anna, bo, cleo);
    presence.show(bo, { hidden: true, cursor: null });
    pass();
    bo.heard();
    for (let i = 0; i < 5; i++) {
      presence.show(anna, cursor(i));
      pass();
    }
    presence.leave(cleo);
    pass();
    expect(bo.heard()).toEqual([]);
    presence.show(bo, { hidden: false });
    pass();
    const heard = bo.heard();
    expect(peopleIn(heard)).toMatchObject([{ all: true, here: [{ slot: 0 }, { slot: 1 }] }]);
    expect(slotsIn(heard).find(({ slot }) => slot === 0)?.change.cursor).toEqual({ x: 4, y: 0 });
  });

  test('[R22] a full line gets nothing, and everything when it has drained', () => {
    const { own, presence, settle, pass } = setUp();
    const [anna, bo] = [own('Anna'), own('Bo')];
    settle(anna, bo);
    bo.socket.stalled = true;
    bo.outbox.control(new Uint8Array(LIMITS.presenceBufferedBytes + 1));
    presence.show(anna, { selected: 'card-1' });
    for (let i = 0; i < 20; i++) {
      presence.show(anna, cursor(i));
      pass();
    }
    bo.socket.stalled = false;
    bo.socket.drain();
    const before = bo.socket.delivered.length;
    pass();
    const frames = bo.socket.delivered.slice(before).map(readHeard);
    expect(peopleIn(frames)).toMatchObject([{ all: true }]);
    expect(slotsIn(frames)).toMatchObject([{ slot: 0, change: { selected: 'card-1', cursor: { x: 19, y: 0 } } }]);
  });
});

describe('leaving', () => {
  test('[R25] is told to all; the slot may be given anew, and its new owner shows nothing of the old', () => {
    const { own, presence, settle, pass } = setUp();
    const [anna, bo] = [own('Anna'), own('Bo')];
    presence.show(bo, cursor(5));
    settle(anna, bo);
    presence.leave(bo);
    const cleo = own('Cleo');
    pass();
    const heard = anna.heard();
    expect(peopleIn(heard)).toMatchObject([{ left: [1], here: [{ slot: 1, person: { name: 'Cleo' } }] }]);
    expect(slotsIn([...heard, ...cleo.heard()])).toEqual([]);
  });

  test('of everybody leaves nothing running', () => {
    const { own, stock, presence, clock } = setUp();
    const members = [own('Anna'), stock(), own('Bo')];
    for (const one of members) presence.leave(one);
    expect(clock.pending()).toBe(0);
  });
});

describe('stock clients', () => {
  test('see each other and our own, once a tick, with the role and the name the server knows', () => {
    const { own, stock, presence, say, settle, pass } = setUp();
    const [anna, sture] = [own('Anna', 'viewer'), stock('facilitator')];
    settle(anna, sture);
    say(sture, 9, 1, { ...person('Sture'), role: 'viewer', extra: 'x' });
    presence.show(anna, cursor(4));
    presence.show(anna, cursor(5));
    pass();
    const heard = sture.heard();
    expect(heard).toHaveLength(1);
    expect(shownIn(statesIn(heard))).toEqual([
      [9, expect.objectContaining({ person: guest('Sture'), role: 'facilitator' })],
      [FIRST_OWN_CLIENT, expect.objectContaining({ person: guest('Anna'), role: 'viewer', cursor: { x: 5, y: 0 } })],
    ]);
    expect(JSON.stringify(statesIn(heard))).not.toContain('extra');
    const seen = anna.heard();
    expect(peopleIn(seen)).toMatchObject([{ here: [{ slot: 1, person: { name: 'Sture' }, role: 'facilitator' }] }]);
  });

  test('are seen by our own clients like anybody: cursor, selection, typing, drag', () => {
    const { own, stock, say, settle, pass } = setUp();
    const [anna, sture] = [own('Anna'), stock()];
    say(sture, 9, 1, person('Sture'));
    settle(anna, sture);
    const state = { cursor: { x: 1.4, y: 2 }, selected: 'card-1', typing: true, drag: { card: 'card-2', x: 3, y: 4 } };
    say(sture, 9, 2, { ...person('Sture'), ...state });
    pass();
    expect(slotsIn(anna.heard())).toEqual([
      {
        slot: 1,
        change: {
          cursor: { x: 1, y: 2 },
          selected: 'card-1',
          held: 'card-2',
          hang: { x: 3, y: 4 },
          tool: 'text',
          hidden: false,
        },
      },
    ]);
  });

  test('keep the name and the id they came with, whatever a later state says', () => {
    const { own, stock, say, settle, pass } = setUp();
    const [anna, mal, other] = [own('Anna'), stock(), stock()];
    say(mal, 9, 1, person('Mal'));
    settle(anna, mal, other);
    say(mal, 9, 2, { ...person('Anna'), cursor: { x: 1, y: 1 } });
    pass();
    expect(mal.person).toBe('mal');
    expect(shownIn(statesIn(other.heard()))).toEqual([[9, expect.objectContaining({ person: guest('Mal') })]]);
    const heard = anna.heard();
    expect(peopleIn(heard)).toEqual([]);
    expect(slotsIn(heard).map(({ slot }) => slot)).toEqual([1]);
  });

  test('[R23] speak for one client a connection: not for another’s, not for two, not for one of our own', () => {
    const { own, stock, say, settle, pass } = setUp();
    const [anna, one, mal] = [own('Anna'), stock(), stock()];
    say(one, 1, 1, person('One'));
    settle(anna, one, mal);
    say(mal, 1, 50, person('Not One'));
    say(mal, FIRST_OWN_CLIENT, 2 ** 39, person('Anna'));
    say(mal, FIRST_OWN_CLIENT, 2 ** 39, null);
    say(mal, 2, 1, person('Mal'));
    say(mal, 3, 1, person('Mal twice'));
    say(mal, 1, 99, null);
    pass();
    expect(shownIn(statesIn(one.heard())).map(([client, state]) => [client, state.person.name])).toEqual([[2, 'Mal']]);
    expect(peopleIn(anna.heard()).flatMap((p) => [...p.left, ...p.here.map((h) => h.person.name)])).toEqual(['Mal']);
  });

  test('of another shape than ours are passed on as {}; what is no state is dropped', () => {
    const { own, stock, say, settle, pass, presence } = setUp();
    const [anna, watcher] = [own('Anna'), stock()];
    settle(anna, watcher);
    say(stock(), 1, 1, { user: { name: 'stock' } });
    say(stock(), 2, 1, 'text');
    say(stock(), 3, 1, [1]);
    say(stock(), 4, 1, { ...person('Big'), selected: 'x'.repeat(3_000) });
    presence.receive(stock(), payloadOf([{ client: 5, clock: 1, json: '{broken' }]));
    expect(presence.receive(stock(), Uint8Array.of(1))).toBe(false);
    pass();
    expect(statesIn(watcher.heard())).toEqual([{ client: 1, clock: 1, json: '{}' }]);
    expect(anna.heard()).toEqual([]);
  });

  test('older than what is shown is passed over', () => {
    const { stock, say, settle, pass } = setUp();
    const [anna, watcher] = [stock(), stock()];
    say(anna, 1, 5, person('Anna'));
    settle(watcher);
    say(anna, 1, 4, { ...person('Anna'), typing: true });
    say(anna, 1, 3, null);
    say(anna, 1, 2 ** 50, { ...person('Anna'), typing: true });
    pass();
    expect(watcher.heard()).toEqual([]);
  });

  test('say goodbye by null: told to all, and the same connection may come back', () => {
    const { own, stock, say, settle, pass } = setUp();
    const [bo, sture, watcher] = [own('Bo'), stock(), stock()];
    say(sture, 1, 5, person('Sture'));
    settle(bo, sture, watcher);
    say(sture, 1, 6, null);
    pass();
    expect(statesIn(watcher.heard())).toEqual([{ client: 1, clock: 6, json: 'null' }]);
    expect(peopleIn(bo.heard())).toMatchObject([{ left: [1], here: [] }]);
    say(sture, 1, 7, person('Sture'));
    pass();
    expect(peopleIn(bo.heard())).toMatchObject([{ here: [{ person: { name: 'Sture' } }] }]);
  });

  test('[R25] who leave are gone with a higher clock, and no echo brings the ghost back', () => {
    const { stock, say, presence, settle, pass } = setUp();
    const [anna, bo] = [stock(), stock()];
    say(anna, 1, 5, person('Anna'));
    say(bo, 2, 1, person('Bo'));
    settle(anna, bo);
    presence.leave(anna);
    pass();
    expect(statesIn(bo.heard())).toEqual([{ client: 1, clock: 6, json: 'null' }]);
    say(bo, 1, 5, person('Anna'));
    say(bo, 1, 7, person('Anna'));
    const newcomer = stock();
    say(newcomer, 1, 5, person('Anna'));
    // Telling that they are gone, so that the client raises its clock.
    expect(statesIn(newcomer.heard()).at(-1)).toEqual({ client: 1, clock: 6, json: 'null' });
    pass();
    expect(statesIn(bo.heard())).toEqual([]);
    say(newcomer, 1, 7, person('Anna'));
    pass();
    expect(statesIn(bo.heard())).toMatchObject([{ client: 1, clock: 7 }]);
  });

  test('hear when one of ours leaves, and do not confuse who takes the slot', () => {
    const { own, stock, presence, settle, pass } = setUp();
    const [anna, sture] = [own('Anna'), stock()];
    settle(anna, sture);
    presence.leave(anna);
    pass();
    const [gone] = statesIn(sture.heard());
    expect(gone).toMatchObject({ client: FIRST_OWN_CLIENT, json: 'null' });
    own('Bo');
    pass();
    const [came] = statesIn(sture.heard());
    expect(came?.clock).toBeGreaterThan(gone?.clock ?? Number.POSITIVE_INFINITY);
    expect(came?.json).toContain('Bo');
  });

  test('get a heartbeat with what was renewed and all of ours; our own clients get none', () => {
    const { own, stock, say, settle, clock } = setUp();
    const [anna, sture, watcher] = [own('Anna'), stock(), stock()];
    say(sture, 1, 1, person('Sture'));
    settle(anna, sture, watcher);
    say(sture, 1, 2, person('Sture'));
    say(sture, 1, 3, person('Sture'));
    clock.advance(TICK_MS);
    expect(watcher.heard()).toEqual([]);
    clock.advance(LIMITS.heartbeatMs);
    expect(statesIn(watcher.heard()).map((s) => s.client)).toEqual([1, FIRST_OWN_CLIENT]);
    clock.advance(LIMITS.heartbeatMs);
    expect(statesIn(watcher.heard()).map((s) => s.client)).toEqual([FIRST_OWN_CLIENT]);
    expect(anna.heard()).toEqual([]);
  });
});
