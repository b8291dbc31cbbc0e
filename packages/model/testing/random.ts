/** Randomness that can be repeated: everything a test draws comes from one seed, including ids and Yjs's client ids. */
import * as Y from 'yjs';
import type { Author } from '../src/document/board.ts';
import type { PersonId, RandomBytes } from '../src/records/ids.ts';

export interface Random {
  /** A number from 0 up to, but not, 1. */
  readonly next: () => number;
  /** A whole number from 0 up to, but not, `limit`. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T | undefined;
  readonly bytes: RandomBytes;
}

/** mulberry32: 32 bits of state, fast, and good enough to draw edits with. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)],
    bytes: (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = below(256);
      return bytes;
    },
  };
};

/** An author whose clock advances by a millisecond at each look. */
export const seededAuthor = (random: Random, person: string): Author => {
  let now = Date.UTC(2026, 0, 1);
  return { person: person as PersonId, now: () => now++, random: random.bytes };
};

export const seededDoc = (random: Random): Y.Doc => {
  const doc = new Y.Doc();
  doc.clientID = random.below(2 ** 32);
  return doc;
};
