import type { CardId } from '@samrejse/model/records/ids';
import { describe, expect, test } from 'vitest';
import { type Effect, type Gesture, gestureAfter, IDLE, type Input } from './gesture.ts';

const card = 'card' as CardId;
const at = (x: number, y = 0) => ({ x, y });
const down = (on: CardId | null, touch = false, pointer = 1, point = at(0)): Input => ({
  type: 'down',
  pointer,
  at: point,
  card: on,
  touch,
});
const move = (x: number, pointer = 1): Input => ({ type: 'move', pointer, at: at(x) });
const up = (x: number, pointer = 1): Input => ({ type: 'up', pointer, at: at(x) });

const run = (...inputs: Input[]): { gesture: Gesture; effects: Effect[] } => {
  const effects: Effect[] = [];
  let gesture: Gesture = IDLE;
  for (const input of inputs) {
    const outcome = gestureAfter(gesture, input);
    gesture = outcome.gesture;
    effects.push(...outcome.effects);
  }
  return { gesture, effects };
};

describe('gesture', () => {
  test('a press that hardly moves is a click', () => {
    expect(run(down(card), move(2), up(2))).toEqual({ gesture: IDLE, effects: [{ do: 'click', card }] });
  });

  test('a mouse drags a card, and drops it where it is let go', () => {
    const { gesture, effects } = run(down(card), move(20), move(30), up(31));
    expect(effects.map((e) => e.do)).toEqual(['drag', 'drag', 'drop']);
    expect(gesture).toEqual(IDLE);
  });

  test('the ground pans', () => {
    expect(run(down(null), move(20), move(30)).effects).toEqual([
      { do: 'pan', by: at(20) },
      { do: 'pan', by: at(10) },
    ]);
  });

  test('a finger on a card pans, unless it has rested there', () => {
    expect(run(down(card, true), move(20)).gesture.state).toBe('panning');
    expect(run(down(card, true), { type: 'held' }, move(20)).gesture.state).toBe('dragging');
  });

  test('two fingers pinch; when one lifts the other pans on', () => {
    const { gesture, effects } = run(down(null, true), down(null, true, 2, at(100)), move(200, 2), up(200, 2));
    expect(effects).toEqual([{ do: 'pinch', at: at(100), factor: 2, by: at(50) }]);
    expect(gesture.state).toBe('panning');
  });

  test('a second mouse button does not disturb a drag', () => {
    expect(run(down(card), move(20), down(null, false, 2)).gesture.state).toBe('dragging');
  });
});
