import type { Clock } from '@samrejse/runtime/clock';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { Limits } from '../rooms/limits.ts';
import { TokenBuckets } from '../rooms/token-buckets.ts';
import type { BoardEnv } from './guard.ts';

/**
 * Lets a guarded request through that writes to a board, as long as its link and its board are within their rates;
 * throws `too-fast` otherwise. All routes that write share one, so that a script gains nothing by mixing them.
 */
export const createEditRate = ({ clock, limits }: { readonly clock: Clock; readonly limits: Limits }) => {
  const { perLink, perBoard, most } = limits.requests;
  const [links, boards] = [
    new TokenBuckets<string>({ rate: perLink, most }),
    new TokenBuckets<string>({ rate: perBoard, most }),
  ];
  return createMiddleware<BoardEnv>(async (c, next) => {
    const { board, link } = c.get('access');
    const now = clock.elapsed();
    // The link's own bucket first: one that floods a board is stopped before the others are.
    if (!links.take(link, now) || !boards.take(board, now)) throw new AppError('too-fast');
    await next();
  });
};
export type EditRate = ReturnType<typeof createEditRate>;
