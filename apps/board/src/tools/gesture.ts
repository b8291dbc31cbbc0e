/**
 * What pointers on the canvas mean: a union of states, each with only its own fields, and one function from a state and
 * an input to the next state and its effects. Pure; `pointers.ts` feeds it and carries out the effects.
 */
import type { CardId } from '@samrejse/model/records/ids';
import type { Point } from '../geometry/camera.ts';

/** A press that moves less than this is a click, in screen px. */
const CLICK_SLOP = 4;

export type Gesture =
  | { readonly state: 'idle' }
  /** A pointer is down and has not moved yet: this may become a click, a pan or a drag. */
  | {
      readonly state: 'pressed';
      readonly pointer: number;
      readonly from: Point;
      readonly card: CardId | null;
      readonly touch: boolean;
    }
  | { readonly state: 'panning'; readonly pointer: number; readonly last: Point }
  | { readonly state: 'dragging'; readonly pointer: number; readonly card: CardId; readonly at: Point }
  | { readonly state: 'pinching'; readonly points: ReadonlyMap<number, Point> };

export type Input =
  | {
      readonly type: 'down';
      readonly pointer: number;
      readonly at: Point;
      readonly card: CardId | null;
      readonly touch: boolean;
    }
  | { readonly type: 'move'; readonly pointer: number; readonly at: Point }
  | { readonly type: 'up'; readonly pointer: number; readonly at: Point }
  /** The finger has rested on a card long enough to pick it up. */
  | { readonly type: 'held' }
  | { readonly type: 'cancel' };

export type Effect =
  | { readonly do: 'pan'; readonly by: Point }
  | { readonly do: 'pinch'; readonly at: Point; readonly factor: number; readonly by: Point }
  | { readonly do: 'drag'; readonly card: CardId; readonly at: Point }
  | { readonly do: 'drop'; readonly card: CardId; readonly at: Point }
  | { readonly do: 'click'; readonly card: CardId | null }
  | { readonly do: 'let-go' };

export interface Outcome {
  readonly gesture: Gesture;
  readonly effects: readonly Effect[];
}

export const IDLE: Gesture = { state: 'idle' };

const stay = (gesture: Gesture): Outcome => ({ gesture, effects: [] });
const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, p) => sum + p.x, 0) / points.length,
  y: points.reduce((sum, p) => sum + p.y, 0) / points.length,
});
const spread = (points: readonly Point[]): number => {
  const [a, b] = points;
  return a === undefined || b === undefined ? 1 : Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
};

/** Where the only pointer is, so that a second finger can join it; null in other states. */
const positionOf = (gesture: Gesture): { pointer: number; at: Point } | null => {
  switch (gesture.state) {
    case 'pressed':
      return { pointer: gesture.pointer, at: gesture.from };
    case 'panning':
      return { pointer: gesture.pointer, at: gesture.last };
    default:
      return null;
  }
};

const onDown = (gesture: Gesture, input: Input & { type: 'down' }): Outcome => {
  const first = positionOf(gesture);
  if (first !== null && input.touch) {
    return stay({
      state: 'pinching',
      points: new Map([
        [first.pointer, first.at],
        [input.pointer, input.at],
      ]),
    });
  }
  if (gesture.state !== 'idle') return stay(gesture);
  return stay({ state: 'pressed', pointer: input.pointer, from: input.at, card: input.card, touch: input.touch });
};

const onMove = (gesture: Gesture, { pointer, at }: Input & { type: 'move' }): Outcome => {
  switch (gesture.state) {
    case 'idle':
      return stay(gesture);
    case 'pressed': {
      if (gesture.pointer !== pointer) return stay(gesture);
      const by = minus(at, gesture.from);
      if (Math.hypot(by.x, by.y) < CLICK_SLOP) return stay(gesture);
      // A finger that moves at once pans; one that has rested on a card drags it (`held`).
      return gesture.card !== null && !gesture.touch
        ? {
            gesture: { state: 'dragging', pointer, card: gesture.card, at },
            effects: [{ do: 'drag', card: gesture.card, at }],
          }
        : { gesture: { state: 'panning', pointer, last: at }, effects: [{ do: 'pan', by }] };
    }
    case 'panning':
      return gesture.pointer === pointer
        ? { gesture: { ...gesture, last: at }, effects: [{ do: 'pan', by: minus(at, gesture.last) }] }
        : stay(gesture);
    case 'dragging':
      return gesture.pointer === pointer
        ? { gesture: { ...gesture, at }, effects: [{ do: 'drag', card: gesture.card, at }] }
        : stay(gesture);
    case 'pinching': {
      if (!gesture.points.has(pointer)) return stay(gesture);
      const before = [...gesture.points.values()];
      const points = new Map(gesture.points).set(pointer, at);
      const after = [...points.values()];
      const by = minus(middle(after), middle(before));
      return {
        gesture: { state: 'pinching', points },
        effects: [{ do: 'pinch', at: middle(after), factor: spread(after) / spread(before), by }],
      };
    }
  }
};

const onUp = (gesture: Gesture, { pointer, at }: Input & { type: 'up' }): Outcome => {
  switch (gesture.state) {
    case 'idle':
      return stay(gesture);
    case 'pressed':
      return gesture.pointer === pointer
        ? { gesture: IDLE, effects: [{ do: 'click', card: gesture.card }] }
        : stay(gesture);
    case 'panning':
      return gesture.pointer === pointer ? stay(IDLE) : stay(gesture);
    case 'dragging':
      return gesture.pointer === pointer
        ? { gesture: IDLE, effects: [{ do: 'drop', card: gesture.card, at }] }
        : stay(gesture);
    case 'pinching': {
      const rest = [...gesture.points].filter(([id]) => id !== pointer);
      const last = rest[0];
      return stay(last === undefined || rest.length > 1 ? IDLE : { state: 'panning', pointer: last[0], last: last[1] });
    }
  }
};

export const gestureAfter = (gesture: Gesture, input: Input): Outcome => {
  switch (input.type) {
    case 'down':
      return onDown(gesture, input);
    case 'move':
      return onMove(gesture, input);
    case 'up':
      return onUp(gesture, input);
    case 'held':
      return gesture.state === 'pressed' && gesture.card !== null
        ? {
            gesture: { state: 'dragging', pointer: gesture.pointer, card: gesture.card, at: gesture.from },
            effects: [{ do: 'drag', card: gesture.card, at: gesture.from }],
          }
        : stay(gesture);
    case 'cancel':
      return { gesture: IDLE, effects: [{ do: 'let-go' }] };
  }
};
