import type { BoardId } from '@samrejse/model/records/ids';
import { type Clock, within } from '@samrejse/runtime/clock';
import { AppError } from '../errors.ts';
import type { Hub } from '../rooms/hub.ts';
import type { Limits } from '../rooms/limits.ts';
import type { Room } from '../rooms/room.ts';

/**
 * Runs with the room of a board in memory. Throws `not-saving` while the server drains, and where the run takes longer
 * than a commit may: an edit may still be saved later, so a request with an Idempotency-Key is safe to repeat.
 */
export type InRoom = <T>(board: BoardId, run: (room: Room) => Promise<T>) => Promise<T>;

export const createInRoom =
  ({ hub, clock, limits }: { readonly hub: Hub; readonly clock: Clock; readonly limits: Limits }): InRoom =>
  async (board, run) => {
    // A room opened after the drain has saved would be closed by nobody.
    if (hub.isDraining) throw new AppError('not-saving');
    const outcome = await within(
      clock,
      limits.commitWaitMs,
      hub.use(board, async (room) => ({ value: await run(room) })),
    );
    if (outcome === null) throw new AppError('not-saving');
    return outcome.value;
  };
