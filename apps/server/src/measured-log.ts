import type { Clock } from '@samrejse/runtime/clock';
import type { Metrics } from './metrics.ts';
import type { BoardLog } from './store/board-log.ts';

/** The same log, with its commits timed. */
export const measuredLog = (log: BoardLog, clock: Clock, metrics: Metrics): BoardLog => ({
  load: (board) => log.load(board),
  since: (board, seq, most) => log.since(board, seq, most),
  saveSnapshot: (board, snapshot) => log.saveSnapshot(board, snapshot),
  saveTitle: (board, title) => log.saveTitle(board, title),
  findReceipt: (board, key) => log.findReceipt(board, key),
  append: async (entries) => {
    const begun = clock.elapsed();
    try {
      await log.append(entries);
    } catch (error) {
      metrics.commitFailed();
      throw error;
    }
    metrics.committed(entries.length, (clock.elapsed() - begun) / 1_000);
  },
});
