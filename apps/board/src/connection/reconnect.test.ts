import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ReconnectEffect,
  type ReconnectEvent,
  type ReconnectState,
  reconnectAfter,
  statusOf,
} from './reconnect.ts';

/** A connection with a clock that a test moves, and a random number that is always the same. */
const create = (random = 0.5) => {
  let state: ReconnectState = { state: 'closed' };
  let now = 1_000_000;
  let timer: number | null = null;
  const done: string[] = [];
  const carryOut = (effect: ReconnectEffect) => {
    if (effect.do === 'set-timer') timer = now + effect.ms;
    else if (effect.do === 'stop-timer') timer = null;
    else done.push(effect.do);
  };
  const feed = (event: ReconnectEvent) => {
    const outcome = reconnectAfter(state, event, { now, random });
    state = outcome.next;
    for (const effect of outcome.effects) carryOut(effect);
  };
  const pass = (ms: number, lateMs = 0) => {
    const until = now + ms;
    while (timer !== null && timer <= until) {
      now = timer + lateMs;
      timer = null;
      feed({ type: 'timer' });
    }
    now = Math.max(now, until);
  };
  return {
    feed,
    pass,
    sleep: (ms: number) => {
      now += ms;
    },
    /** The effects since the last call, except those on the timer. */
    done: () => done.splice(0),
    status: () => statusOf(state),
    untilTimer: () => (timer === null ? null : timer - now),
    state: () => state.state,
  };
};

const opened = (random?: number) => {
  const connection = create(random);
  connection.feed({ type: 'start' });
  connection.feed({ type: 'opened' });
  connection.feed({ type: 'synced' });
  connection.done();
  return connection;
};

describe('reconnecting', () => {
  test('[C12] pauses are drawn from a span that grows, up to ten seconds', () => {
    const longest = create(1);
    longest.feed({ type: 'start' });
    const spans: (number | null)[] = [];
    for (let i = 0; i < 8; i++) {
      longest.feed({ type: 'lost' });
      spans.push(longest.untilTimer());
      longest.pass(10_000);
    }
    expect(spans).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    const shortest = create(0);
    shortest.feed({ type: 'start' });
    shortest.feed({ type: 'lost' });
    expect(shortest.untilTimer()).toBe(0);
  });

  test('[C12] a connection that opens and closes at once, without ever being good, does not start the pauses anew', () => {
    const connection = create(1);
    connection.feed({ type: 'start' });
    const spans: (number | null)[] = [];
    for (let i = 0; i < 3; i++) {
      connection.feed({ type: 'opened' });
      connection.feed({ type: 'lost' });
      spans.push(connection.untilTimer());
      connection.pass(10_000);
    }
    expect(spans).toEqual([500, 1_000, 2_000]);
    connection.feed({ type: 'opened' });
    connection.feed({ type: 'synced' });
    connection.feed({ type: 'lost' });
    expect(connection.untilTimer()).toBe(500);
  });

  test('a handshake that hangs is given up', () => {
    const connection = create();
    connection.feed({ type: 'start' });
    connection.done();
    connection.pass(9_999);
    expect(connection.done()).toEqual([]);
    connection.pass(1);
    expect(connection.done()).toEqual(['drop']);
    connection.pass(250);
    expect(connection.done()).toEqual(['connect']);
  });

  test('[C12] a server that goes away is left alone for as long as it asked, and not by all to the millisecond', () => {
    const spans = [0, 1].map((random) => {
      const connection = opened(random);
      connection.feed({ type: 'draining', retryAfterMs: 4_000 });
      connection.feed({ type: 'lost' });
      return connection.untilTimer();
    });
    expect(spans).toEqual([4_000, 5_000]);
  });

  test('when the network is there again it is tried at once', () => {
    const connection = create(1);
    connection.feed({ type: 'start' });
    for (let i = 0; i < 6; i++) {
      connection.feed({ type: 'lost' });
      connection.pass(10_000);
    }
    connection.feed({ type: 'lost' });
    connection.done();
    connection.feed({ type: 'woken' });
    expect(connection.done()).toEqual(['connect']);
    connection.feed({ type: 'woken' });
    expect(connection.done()).toEqual([]);
  });

  test('what has ended stays so', () => {
    const connection = opened();
    connection.feed({ type: 'end' });
    expect(connection.done()).toEqual(['drop']);
    connection.feed({ type: 'lost' });
    connection.feed({ type: 'woken' });
    connection.pass(60_000);
    expect(connection.done()).toEqual([]);
    expect(connection.untilTimer()).toBeNull();
  });
});

describe('a connection that went dead without a word', () => {
  test('[C13] is probed after ten quiet seconds, and given up within twenty', () => {
    const connection = opened();
    connection.pass(10_000);
    expect(connection.done()).toEqual(['probe']);
    connection.pass(8_000);
    expect(connection.done()).toEqual(['drop']);
    expect(connection.state()).toBe('waiting');
  });

  test('one that answers is kept, and one on which there is talk is not asked', () => {
    const connection = opened();
    for (let i = 0; i < 100; i++) {
      connection.pass(1_000);
      connection.feed({ type: 'heard' });
    }
    expect(connection.done()).toEqual([]);
    connection.pass(10_000);
    expect(connection.done()).toEqual(['probe']);
    connection.feed({ type: 'heard' });
    connection.pass(9_000);
    expect(connection.done()).toEqual([]);
    expect(connection.state()).toBe('open');
  });

  test('[C13] is probed at once when the tab is looked at again or the network changed, and has less time to answer', () => {
    for (const type of ['woken', 'unplugged'] as const) {
      const connection = opened();
      connection.pass(500);
      connection.feed({ type });
      expect(connection.done()).toEqual(['probe']);
      connection.pass(4_000);
      expect(connection.done()).toEqual(['drop']);
    }
  });

  test('[C13] a timer that slept with the computer does not condemn it: it is asked once more', () => {
    const connection = opened();
    connection.pass(10_000);
    connection.done();
    connection.sleep(3_600_000);
    connection.feed({ type: 'timer' });
    expect(connection.done()).toEqual(['probe']);
    connection.sleep(3_600_000);
    connection.feed({ type: 'timer' });
    expect(connection.done()).toEqual(['drop']);
  });
});

describe('what a person is told of it', () => {
  test('[C14] a hiccup is no outage; two failures are, and so is a pulled plug', () => {
    const connection = opened();
    expect(connection.status()).toBe('open');
    connection.feed({ type: 'lost' });
    expect(connection.status()).toBe('connecting');
    connection.pass(250);
    connection.feed({ type: 'lost' });
    expect(connection.status()).toBe('lost');
    connection.pass(500);
    expect(connection.status()).toBe('lost');
    connection.feed({ type: 'opened' });
    expect(connection.status()).toBe('open');

    const unplugged = opened();
    unplugged.feed({ type: 'lost' });
    unplugged.feed({ type: 'unplugged' });
    expect(unplugged.status()).toBe('lost');
  });

  test('whatever happens, there is a timer or an end: nobody is left waiting for ever', () => {
    const types = ['start', 'opened', 'synced', 'heard', 'lost', 'timer', 'woken', 'unplugged'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types)), (events) => {
        const connection = create();
        connection.feed({ type: 'start' });
        for (const type of events) {
          if (type === 'timer') connection.pass(connection.untilTimer() ?? 0);
          else connection.feed({ type });
        }
        expect(connection.untilTimer()).not.toBeNull();
      }),
    );
  });
});
