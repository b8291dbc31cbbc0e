import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { describe, expect, test } from 'vitest';
import { boardDocument, type NewLogEntry } from '../../store/board-log.ts';
import { LIMITS } from '../limits.ts';
import { type Committable, Committer } from './committer.ts';
import { PendingEdits } from './pending-edits.ts';

const HOUR = 3_600_000;

const setUp = () => {
  const clock = createManualClock(0);
  /** When each append came, and what was in it. */
  const appends: { at: number; seqs: number[]; boards: number }[] = [];
  let fails = (_: readonly NewLogEntry[]) => false;
  const last = new Map<BoardId, number>();
  const append = async (entries: readonly NewLogEntry[]) => {
    if (fails(entries)) throw new Error('the disk is full (a test said so)');
    const seqs = entries.map(({ board }) => {
      const seq = (last.get(board) ?? 0) + 1;
      last.set(board, seq);
      return seq;
    });
    appends.push({ at: clock.now(), seqs, boards: new Set(entries.map((e) => e.board)).size });
    return seqs;
  };
  const committer = new Committer({ append, clock, limits: LIMITS, log: createLog('silent') });
  const open = (peerCount: number) => {
    const board = mintId<BoardId>();
    const pendingEdits = new PendingEdits(boardDocument(board), 0);
    const heard: string[] = [];
    const room: Committable = {
      id: board,
      peerCount,
      get pending() {
        return pendingEdits.edits;
      },
      get pendingBytes() {
        return pendingEdits.bytes;
      },
      onCommitted: (seqs) => {
        pendingEdits.commit(seqs);
        heard.push(`committed ${pendingEdits.committedSeq}`);
      },
      onNotSaving: () => heard.push('not saving'),
    };
    const write = () => {
      pendingEdits.add({
        update: Uint8Array.of(0, 0),
        author: null,
        at: clock.now(),
        from: null,
        receipt: null,
        owned: [],
      });
      committer.wake(room);
    };
    return { board, room, heard, write };
  };
  return {
    clock,
    committer,
    appends,
    open,
    failWhen: (when: typeof fails) => {
      fails = when;
    },
  };
};

describe('the committer', () => {
  test('commits the first edit after a pause at once, and those of a few people almost so', async () => {
    const { clock, appends, open } = setUp();
    const { write } = open(2);
    for (let i = 0; i < 10; i++) {
      write();
      await clock.pass(20);
    }
    expect(appends.map(({ at, seqs }) => [at, seqs])).toEqual(Array.from({ length: 10 }, (_, i) => [i * 20, [i + 1]]));
  });

  test.each([-HOUR, HOUR])('goes on at its pace where the time of day is set by %i ms', async (ms) => {
    const { clock, appends, open } = setUp();
    const { write } = open(200);
    const pace = async () => {
      appends.length = 0;
      for (let i = 0; i < 100; i++) {
        write();
        await clock.pass(5);
      }
      await clock.pass(100);
      return { commits: appends.length, edits: appends.flatMap(({ seqs }) => seqs).length };
    };
    const before = await pace();
    clock.setBy(ms);
    expect(await pace()).toEqual(before);
    clock.setBy(-ms);
    expect(await pace()).toEqual(before);
  });

  test('gathers edits in ticks the longer, the more of them there are', async () => {
    const { clock, appends, open } = setUp();
    const { write } = open(1);
    for (let i = 0; i < 1_000; i++) {
      write();
      await clock.pass(1);
    }
    await clock.pass(100);
    const pauses = appends.slice(-10).map(({ at }, i, all) => at - (all[i - 1]?.at ?? at));
    expect(Math.max(...pauses)).toBe(LIMITS.tickMs.busy);
    expect(appends.flatMap(({ seqs }) => seqs)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    expect(appends.length).toBeLessThan(120);
    // After a pause nothing is left of it.
    await clock.pass(10_000);
    const before = appends.length;
    write();
    await clock.pass(5);
    write();
    await clock.pass(5);
    expect(appends.length).toBe(before + 2);
  });

  test('waits longer in a large room', async () => {
    const { clock, appends, open } = setUp();
    const { write } = open(200);
    for (let i = 0; i < 20; i++) {
      write();
      await clock.pass(10);
    }
    const pauses = appends.slice(1).map(({ at }, i) => at - (appends[i]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(LIMITS.tickMs.most);
  });

  test('[R6] commits all rooms of a tick together', async () => {
    const { clock, appends, open } = setUp();
    const rooms = [open(1), open(1), open(1)];
    for (const { write } of rooms) write();
    await clock.pass(100);
    expect(appends).toHaveLength(1);
    expect(appends[0]?.boards).toBe(3);
  });

  test('[R6] tries again ever more rarely, tells once, and keeps the other boards out of it', async () => {
    const { clock, appends, open, failWhen } = setUp();
    const [bad, good] = [open(1), open(1)];
    let attempts = 0;
    failWhen((entries) => {
      const isBad = entries.some((entry) => entry.board === bad.board);
      if (isBad) attempts++;
      return isBad;
    });
    bad.write();
    good.write();
    await clock.pass(60_000);
    expect(good.heard).toEqual(['not saving', 'committed 1']);
    expect(bad.heard).toEqual(['not saving']);
    expect(attempts).toBeGreaterThan(10);
    expect(attempts).toBeLessThan(25);
    good.write();
    await clock.pass(50);
    expect(good.heard.at(-1)).toBe('committed 2');
    failWhen(() => false);
    await clock.pass(LIMITS.retry.longestMs);
    expect(bad.heard.at(-1)).toBe('committed 1');
    expect(appends.at(-1)?.boards).toBe(1);
  });

  test('[R6] goes on where a board fails to hear that it is not saved', async () => {
    const { clock, open, failWhen } = setUp();
    const [bad, good] = [open(1), open(1)];
    Object.assign(bad.room, {
      onNotSaving: () => {
        throw new Error('nobody can be told (a test said so)');
      },
    });
    let attempts = 0;
    failWhen((entries) => {
      const isBad = entries.some((entry) => entry.board === bad.board);
      if (isBad) attempts++;
      return isBad;
    });
    bad.write();
    good.write();
    await clock.pass(10_000);
    expect(good.heard.at(-1)).toBe('committed 1');
    expect(attempts).toBeGreaterThan(3);
    failWhen(() => false);
    await clock.pass(LIMITS.retry.longestMs);
    expect(bad.heard).toEqual(['committed 1']);
  });

  test('is flushed when nothing is pending, and not before', async () => {
    const { clock, committer, open, failWhen } = setUp();
    const { write } = open(1);
    failWhen(() => true);
    write();
    let flushed = false;
    void committer.flushed().then(() => {
      flushed = true;
    });
    await clock.pass(10_000);
    expect(flushed).toBe(false);
    failWhen(() => false);
    await clock.pass(10_000);
    expect(flushed).toBe(true);
  });
});
