import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, type LineEffect, type LineEvent, lineAfter, linePhase } from './reconnect.ts';

/** A line with a clock that stands still until it is told to go on, and dice that always fall alike. */
const lay = (chance = 0.5) => {
  let line: Line = { state: 'closed' };
  let now = 1_000_000;
  let timer: number | null = null;
  const done: string[] = [];
  const carryOut = (effect: LineEffect) => {
    if (effect.do === 'set-timer') timer = now + effect.ms;
    else if (effect.do === 'stop-timer') timer = null;
    else done.push(effect.do);
  };
  const feed = (event: LineEvent) => {
    const outcome = lineAfter(line, event, { now, chance });
    line = outcome.line;
    for (const effect of outcome.effects) carryOut(effect);
  };
  const pass = (ms: number, lateMs = 0) => {
    const until = now + ms;
    while (timer !== null && timer <= until) {
      now = timer + lateMs;
      timer = null;
      feed({ type: 'due' });
    }
    now = Math.max(now, until);
  };
  return {
    feed,
    pass,
    sleep: (ms: number) => {
      now += ms;
    },
    /** What was done since it was last asked. */
    done: () => done.splice(0),
    phase: () => linePhase(line),
    untilTimer: () => (timer === null ? null : timer - now),
    state: () => line.state,
  };
};

const opened = (chance?: number) => {
  const line = lay(chance);
  line.feed({ type: 'start' });
  line.feed({ type: 'opened' });
  line.feed({ type: 'synced' });
  line.done();
  return line;
};

describe('reconnecting', () => {
  test('pauses are drawn from a span that grows, up to ten seconds', () => {
    const longest = lay(1);
    longest.feed({ type: 'start' });
    const spans: (number | null)[] = [];
    for (let i = 0; i < 8; i++) {
      longest.feed({ type: 'lost' });
      spans.push(longest.untilTimer());
      longest.pass(10_000);
    }
    expect(spans).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    const shortest = lay(0);
    shortest.feed({ type: 'start' });
    shortest.feed({ type: 'lost' });
    expect(shortest.untilTimer()).toBe(0);
  });

  test('a line that opens and closes at once, without ever being good, does not start the pauses anew', () => {
    const line = lay(1);
    line.feed({ type: 'start' });
    const spans: (number | null)[] = [];
    for (let i = 0; i < 3; i++) {
      line.feed({ type: 'opened' });
      line.feed({ type: 'lost' });
      spans.push(line.untilTimer());
      line.pass(10_000);
    }
    expect(spans).toEqual([500, 1_000, 2_000]);
    line.feed({ type: 'opened' });
    line.feed({ type: 'synced' });
    line.feed({ type: 'lost' });
    expect(line.untilTimer()).toBe(500);
  });

  test('a handshake that hangs is given up', () => {
    const line = lay();
    line.feed({ type: 'start' });
    line.done();
    line.pass(9_999);
    expect(line.done()).toEqual([]);
    line.pass(1);
    expect(line.done()).toEqual(['drop']);
    line.pass(250);
    expect(line.done()).toEqual(['connect']);
  });

  test('a server that goes away is left alone for as long as it asked, and not by all to the millisecond', () => {
    const spans = [0, 1].map((chance) => {
      const line = opened(chance);
      line.feed({ type: 'draining', retryAfterMs: 4_000 });
      line.feed({ type: 'lost' });
      return line.untilTimer();
    });
    expect(spans).toEqual([4_000, 5_000]);
  });

  test('when the network is there again it is tried at once', () => {
    const line = lay(1);
    line.feed({ type: 'start' });
    for (let i = 0; i < 6; i++) {
      line.feed({ type: 'lost' });
      line.pass(10_000);
    }
    line.feed({ type: 'lost' });
    line.done();
    line.feed({ type: 'woken' });
    expect(line.done()).toEqual(['connect']);
    line.feed({ type: 'woken' });
    expect(line.done()).toEqual([]);
  });

  test('what has ended stays so', () => {
    const line = opened();
    line.feed({ type: 'end' });
    expect(line.done()).toEqual(['drop']);
    line.feed({ type: 'lost' });
    line.feed({ type: 'woken' });
    line.pass(60_000);
    expect(line.done()).toEqual([]);
    expect(line.untilTimer()).toBeNull();
  });
});

describe('a line that went dead without a word', () => {
  test('is probed after ten quiet seconds, and given up within twenty', () => {
    const line = opened();
    line.pass(10_000);
    expect(line.done()).toEqual(['probe']);
    line.pass(8_000);
    expect(line.done()).toEqual(['drop']);
    expect(line.state()).toBe('waiting');
  });

  test('one that answers is kept, and one on which there is talk is not asked', () => {
    const line = opened();
    for (let i = 0; i < 100; i++) {
      line.pass(1_000);
      line.feed({ type: 'heard' });
    }
    expect(line.done()).toEqual([]);
    line.pass(10_000);
    expect(line.done()).toEqual(['probe']);
    line.feed({ type: 'heard' });
    line.pass(9_000);
    expect(line.done()).toEqual([]);
    expect(line.state()).toBe('open');
  });

  test('is probed at once when the tab is looked at again or the network changed, and has less time to answer', () => {
    for (const type of ['woken', 'unplugged'] as const) {
      const line = opened();
      line.pass(500);
      line.feed({ type });
      expect(line.done()).toEqual(['probe']);
      line.pass(4_000);
      expect(line.done()).toEqual(['drop']);
    }
  });

  test('a timer that slept with the computer does not condemn it: it is asked once more', () => {
    const line = opened();
    line.pass(10_000);
    line.done();
    line.sleep(3_600_000);
    line.feed({ type: 'due' });
    expect(line.done()).toEqual(['probe']);
    line.sleep(3_600_000);
    line.feed({ type: 'due' });
    expect(line.done()).toEqual(['drop']);
  });
});

describe('what a person is told of it', () => {
  test('a hiccup is no outage; two failures are, and so is a pulled plug', () => {
    const line = opened();
    expect(line.phase()).toBe('open');
    line.feed({ type: 'lost' });
    expect(line.phase()).toBe('connecting');
    line.pass(250);
    line.feed({ type: 'lost' });
    expect(line.phase()).toBe('lost');
    line.pass(500);
    expect(line.phase()).toBe('lost');
    line.feed({ type: 'opened' });
    expect(line.phase()).toBe('open');

    const unplugged = opened();
    unplugged.feed({ type: 'lost' });
    unplugged.feed({ type: 'unplugged' });
    expect(unplugged.phase()).toBe('lost');
  });

  test('whatever happens, there is a timer or an end: nobody is left waiting for ever', () => {
    const types = ['start', 'opened', 'synced', 'heard', 'lost', 'due', 'woken', 'unplugged'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types)), (events) => {
        const line = lay();
        line.feed({ type: 'start' });
        for (const type of events) {
          if (type === 'due') line.pass(line.untilTimer() ?? 0);
          else line.feed({ type });
        }
        expect(line.untilTimer()).not.toBeNull();
      }),
    );
  });
});
