import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../../testing/compact-here.ts';
import { writeCard } from '../../../testing/edits.ts';
import { openMemoryRoom } from '../../../testing/memory-room.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { updateFrame } from '../../wire/frames.ts';
import type { Compact } from './compact.ts';
import { CompactorBusy } from './compactor.ts';

test('[R30] a snapshot that must wait because too many boards do is made later, without a word in the log', async () => {
  let attempts = 0;
  const compact: Compact = async (updates) => {
    attempts++;
    if (attempts < 3) throw new CompactorBusy();
    return compactHere(updates);
  };
  const limits = limitsWith({ snapshots: { edits: 3, share: 0, mostEdits: 3, pauseMs: 1_000 } });
  const { board, clock, drain, enter, log, logged, room } = await openMemoryRoom({ compact, limits });
  const { peer } = enter();
  const doc = new Y.Doc();
  for (let i = 0; i < 3; i++) room.receive(peer, updateFrame(writeCard(doc, `card ${i}`).update));
  await clock.pass(10_000);
  expect(attempts).toBe(3);
  expect((await log.load({ board, document: 'board' }))?.snapshot?.seq).toBe(4);
  expect(logged()).toEqual([]);
  await drain();
});

test('[R30] a board that is closed while its snapshot is made reads its log for no other', async () => {
  let attempts = 0;
  const busy = Promise.withResolvers<never>();
  const compact: Compact = () => {
    attempts++;
    return busy.promise;
  };
  const limits = limitsWith({ snapshots: { edits: 3, share: 0, mostEdits: 3, pauseMs: 1_000 } });
  const { clock, drain, enter, room } = await openMemoryRoom({ compact, limits });
  const { peer } = enter();
  const doc = new Y.Doc();
  for (let i = 0; i < 3; i++) room.receive(peer, updateFrame(writeCard(doc, `card ${i}`).update));
  await clock.pass(3_000);
  expect(attempts).toBe(1);
  room.close();
  busy.reject(new CompactorBusy());
  await clock.pass(60_000);
  expect(attempts).toBe(1);
  await drain();
});
