/** How a crowd moves its pointers, and which of their places concern those who watch. */
import { type At, isIn, type View } from '../../../packages/model/src/wire/presence.ts';
import { seededRandom } from '../../../packages/model/testing/random.ts';
import type { Client, Listener } from './client.ts';

export interface Crowd {
  readonly count: number;
  /** At most this many positions per client. */
  readonly most: number;
  /** Those who read every place they are sent. */
  readonly watchers: readonly number[];
}

export interface Movement {
  /** Before anybody moves. */
  readonly begin: (client: Client) => void;
  readonly send: (client: Client, seq: number) => void;
  readonly listener: (watcher: number, heard: (who: number, seq: number) => void) => Listener;
  /** How many of the others who watch ought to be told of a place. */
  readonly concerns: (who: number, seq: number) => number;
}

/** All watch all. The places are no more than numbers. */
export const inSight = ({ watchers }: Crowd): Movement => ({
  begin: () => {},
  send: (client, seq) => client.sendCursor(seq),
  listener: (_watcher, heard) => ({ onCursor: heard }),
  concerns: (who) => watchers.filter((watcher) => watcher !== who).length,
});

const BOARD = { width: 8_000, height: 4_000 };
const VIEW = { width: 1_600, height: 1_000 };
/** Per move and axis; at ten a second, a hand that is not in a hurry. */
const STEP = 60;
const SEED = 11;

/** Spread over a board, each draws a part of it and moves about in that. No two places are the same, so each says whose it is. */
export const spread = ({ count, most, watchers }: Crowd): Movement => {
  const random = seededRandom(SEED);
  const numbers = new Map<number, number>();
  const keyOf = (x: number, y: number) => x * BOARD.height + y;
  const stepped = (at: number, from: number, length: number) =>
    Math.min(from + length - 1, Math.max(from, at + random.below(2 * STEP + 1) - STEP));
  const wander = (view: View, who: number): At[] => {
    let at = { x: view.x + random.below(VIEW.width), y: view.y + random.below(VIEW.height) };
    return Array.from({ length: most }, (_, seq) => {
      do at = { x: stepped(at.x, view.x, view.width), y: stepped(at.y, view.y, view.height) };
      while (numbers.has(keyOf(at.x, at.y)));
      numbers.set(keyOf(at.x, at.y), who * most + seq);
      return at;
    });
  };
  const views = Array.from({ length: count }, (): View => {
    const [x, y] = [random.below(BOARD.width - VIEW.width), random.below(BOARD.height - VIEW.height)];
    return { x, y, ...VIEW };
  });
  const ways = views.map(wander);
  const sees = (watcher: number, who: number, seq: number): boolean => {
    const [view, at] = [views[watcher], ways[who]?.[seq]];
    return view !== undefined && at !== undefined && isIn(view, at);
  };
  return {
    begin: (client) => {
      const view = views[client.self.index];
      if (view !== undefined) client.sayView(view);
    },
    send: (client, seq) => {
      const at = ways[client.self.index]?.[seq];
      if (at !== undefined) client.point(at);
    },
    listener: (watcher, heard) => ({
      onPlace: (x, y) => {
        const number = numbers.get(keyOf(x, y));
        if (number === undefined) return;
        const [who, seq] = [Math.floor(number / most), number % most];
        if (sees(watcher, who, seq)) heard(who, seq);
      },
    }),
    concerns: (who, seq) => watchers.filter((watcher) => watcher !== who && sees(watcher, who, seq)).length,
  };
};
