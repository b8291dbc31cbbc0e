/** Sends at a given rate whatever the server does: who waits for answers measures his own patience. */
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../packages/model/testing/random.ts';

export interface Stream {
  readonly perSecond: number;
  /** The `i`th of this stream; false if there is no more. */
  readonly send: (i: number) => boolean | undefined;
}

export interface Paced {
  readonly sent: number;
  readonly elapsedMs: number;
}

const STEP_MS = 1;
const SEED = 7;

/**
 * Runs all streams for so long. Nobody types to a beat: each begins at a moment of its own, and goes on after half to
 * one and a half times its period; the same moments for every server.
 */
export const pace = async (streams: readonly Stream[], durationMs: number): Promise<Paced> => {
  const began = performance.now();
  const random = seededRandom(SEED);
  const running = streams.map((stream) => {
    const periodMs = 1_000 / stream.perSecond;
    return { stream, periodMs, dueMs: periodMs * random.next(), count: 0, done: false };
  });
  let sent = 0;
  for (;;) {
    const elapsedMs = performance.now() - began;
    const nowMs = Math.min(elapsedMs, durationMs);
    for (const each of running) {
      while (!each.done && each.dueMs < nowMs) {
        each.done = each.stream.send(each.count) === false;
        each.count++;
        each.dueMs += each.periodMs * (0.5 + random.next());
        if (!each.done) sent++;
      }
    }
    if (elapsedMs >= durationMs) return { sent, elapsedMs };
    await sleep(STEP_MS);
  }
};
