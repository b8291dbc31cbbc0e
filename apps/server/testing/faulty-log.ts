import type { BoardLog } from '../src/store/board-log.ts';

export interface FaultyLog extends BoardLog {
  /** While true, every append fails. */
  failing: boolean;
  /** Appends so far that succeeded. */
  readonly appends: () => number;
  /** Asked before each append; true makes it fail. */
  failWhen: () => boolean;
}

/** A log whose appends fail when told to; nothing of a failed one is kept. */
export const createFaultyLog = (inner: BoardLog): FaultyLog => {
  let appends = 0;
  const faulty: FaultyLog = {
    ...inner,
    failing: false,
    failWhen: () => false,
    appends: () => appends,
    append: async (entries) => {
      if (faulty.failing || faulty.failWhen()) throw new Error('the disk is full (a test said so)');
      const seqs = await inner.append(entries);
      appends++;
      return seqs;
    },
  };
  return faulty;
};
