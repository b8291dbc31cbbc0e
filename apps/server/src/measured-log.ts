import type { Clock } from '@samrejse/runtime/clock';
import type { Metrics } from './metrics.ts';
import type { BoardLog } from './store/board-log.ts';

/** The same log; its commits are timed and counted. */
export const measuredLog = (log: BoardLog, clock: Clock, metrics: Metrics): BoardLog => ({
  load: (key) => log.load(key),
  since: (key, seq, most) => log.since(key, seq, most),
  saveSnapshot: (key, snapshot) => log.saveSnapshot(key, snapshot),
  saveTitle: (board, title) => log.saveTitle(board, title),
  findReceipt: (board, key) => log.findReceipt(board, key),
  append: async (entries) => {
    const begun = clock.elapsed();
    let seqs: readonly number[];
    try {
      seqs = await log.append(entries);
    } catch (error) {
      metrics.commitFailed();
      throw error;
    }
    metrics.committed(entries.length, (clock.elapsed() - begun) / 1_000);
    return seqs;
  },
});
