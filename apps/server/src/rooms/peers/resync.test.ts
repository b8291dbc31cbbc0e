import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { writeCard } from '../../../testing/edits.ts';
import { openMemoryRoom, questionsTo } from '../../../testing/memory-room.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { stepTwoFrame, updateFrame } from '../../wire/frames.ts';

test('[R8] a client that answers with nothing new is asked less and less often', async () => {
  const { clock, drain, enter, room } = await openMemoryRoom({
    limits: limitsWith({ resync: { firstMs: 100, longestMs: 60_000 } }),
  });
  const { peer, socket } = enter();
  const doc = new Y.Doc();
  writeCard(doc, 'lost');
  const orphan = updateFrame(writeCard(doc, 'builds on what was lost').update);
  const nothing = stepTwoFrame(Uint8Array.of(0, 0));
  const first = questionsTo(socket);
  // Ten seconds of a client that sends the same again and again, and says each time that it has no more.
  for (let i = 0; i < 200; i++) {
    room.receive(peer, orphan);
    room.receive(peer, nothing);
    await clock.pass(50);
  }
  // At 0, 100, 300, 700, 1,500 ms and so on: with a pause that begins anew each time it would be a hundred.
  expect(questionsTo(socket) - first).toBeLessThan(12);
  await drain();
});
