/** Somebody else writes to the log of a board that is in memory here. */
import type { PersonId } from '@samrejse/model/records/ids';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { ackedTo, createMemoryHub, docOf } from '../../../testing/memory-room.ts';
import { createMemorySocket } from '../../../testing/memory-socket.ts';
import { boardDocument } from '../../store/board-log.ts';
import { updateFrame } from '../../wire/frames.ts';
import { INTERNAL_ERROR } from '../room.ts';
import { BoardClosed } from './waiting.ts';

const IDENTITY = { role: 'participant', link: 'l', person: null, speaksWire: true } as const;

test('[R40] the room is closed and loaded anew, and nobody is told of a number that is another’s', async () => {
  const { board, clock, drain, hub, log, logged } = createMemoryHub();
  const first = await hub.lease(board);
  const [mine, theirs] = [createMemorySocket(), createMemorySocket()];
  const anna = first?.room.join(mine, IDENTITY);
  first?.room.join(theirs, IDENTITY);
  const other = new Y.Doc();
  await log.append([
    {
      ...boardDocument(board),
      update: writeCard(other, 'from elsewhere').update,
      author: 'bo' as PersonId,
      at: 0,
      receipt: null,
      owned: [],
    },
  ]);
  const doc = new Y.Doc();
  if (anna !== undefined) first?.room.receive(anna, updateFrame(writeCard(doc, 'from here').update));
  await clock.pass(1_000);
  // Both are durable; the next room shows both.
  expect(log.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect([mine.closedWith(), theirs.closedWith()]).toEqual([INTERNAL_ERROR, INTERNAL_ERROR]);
  expect([ackedTo(mine), cardTexts(docOf(theirs))]).toEqual([0, []]);
  expect(logged()).toContain('somebody else writes to the log of this board; it is loaded anew');

  const second = await hub.lease(board);
  expect(second?.room).not.toBe(first?.room);
  const again = createMemorySocket();
  const back = second?.room.join(again, IDENTITY);
  expect(cardTexts(docOf(again))).toEqual(['from elsewhere', 'from here']);
  // What she has not been told of she sends again; then it is acknowledged, because it is there.
  if (back !== undefined) second?.room.receive(back, updateFrame(Y.encodeStateAsUpdate(doc)));
  await clock.pass(1_000);
  expect([ackedTo(again), log.entries.length]).toEqual([1, 3]);
  first?.release();
  await clock.pass(60_000);
  expect(hub.peek(board)).toBe(second?.room);
  await drain();
});

test('[R40] a request whose edit is durable is answered; one whose edit was still waiting may be sent again', async () => {
  let isCommitting = () => {};
  const { board, clock, drain, hub, log } = createMemoryHub({
    boardLog: (inner) => ({
      append: async (entries) => {
        await new Promise<void>((resolve) => {
          isCommitting = resolve;
        });
        return inner.append(entries);
      },
    }),
  });
  const lease = await hub.lease(board);
  const add = (title: string) => {
    return lease?.room.board.edit({ author: null, verbs: (on) => on.meta.set('loop', title === 'first') });
  };
  const first = add('first');
  await clock.pass(0);
  const second = add('second');
  await log.append([
    { ...boardDocument(board), update: Uint8Array.of(0, 0), author: null, at: 0, receipt: null, owned: [] },
  ]);
  const outcomes = Promise.allSettled([first, second]);
  isCommitting();
  await clock.pass(100);
  const [durable, waiting] = await outcomes;
  expect(durable?.status).toBe('fulfilled');
  expect(waiting?.status === 'rejected' && waiting.reason instanceof BoardClosed).toBe(true);
  await drain();
});
