import { encodeFrameParts } from '@samrejse/model/wire/frame-parts';
import { CLOSE } from '@samrejse/model/wire/messages';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { writeCard } from '../../../testing/edits.ts';
import { ackedTo, openMemoryRoom, refusalsTo } from '../../../testing/memory-room.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { updateFrame } from '../../wire/frames.ts';
import { LIMITS } from '../limits.ts';

/** An edit in four parts. */
const large = (): Uint8Array[] => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let i = 0; i < 440; i++) writeCard(doc, `${i} ${'x'.repeat(2_000)}`);
  });
  const parts = encodeFrameParts(updateFrame(Y.encodeStateAsUpdate(doc)));
  expect(parts.length).toBeGreaterThan(3);
  return parts;
};

test('[R35] parts whose last one never comes are dropped in time, also if nothing else is sent', async () => {
  const parts = large();
  const bytes = parts.slice(0, -1).reduce((sum, part) => sum + part.byteLength, 0);
  const { clock, drain, enter, room } = await openMemoryRoom({ limits: limitsWith({ boardPartsBytes: 3 * bytes }) });
  const held = [enter(), enter(), enter()];
  for (const { peer } of held) for (const part of parts.slice(0, -1)) room.receive(peer, part);
  await clock.pass(LIMITS.partsMs - 1_000);
  expect(held.map(({ socket }) => socket.closedWith())).toEqual([null, null, null]);
  await clock.pass(2_000);
  expect(held.map(({ socket }) => socket.closedWith())).toEqual(held.map(() => CLOSE.overloaded));
  // What they held is free again: three others may send as much.
  const others = [enter(), enter(), enter()];
  for (const { peer } of others) for (const part of parts.slice(0, -1)) room.receive(peer, part);
  expect(others.map(({ socket }) => socket.closedWith())).toEqual([null, null, null]);
  await drain();
});

test('[R35] parts of somebody who leaves are dropped at once', async () => {
  const parts = large();
  const { drain, enter, room } = await openMemoryRoom({ limits: limitsWith({ boardPartsBytes: 1_000_000 }) });
  for (let i = 0; i < 5; i++) {
    const { peer, socket } = enter();
    for (const part of parts.slice(0, -1)) room.receive(peer, part);
    expect(socket.closedWith()).toBeNull();
    room.leave(peer);
  }
  await drain();
});

test('[R35] over what a board holds of them, parts end the connection they come by, and the client may come again', async () => {
  const parts = large();
  const { drain, enter, room } = await openMemoryRoom({ limits: limitsWith({ boardPartsBytes: 1_000_000 }) });
  const [anna, bo] = [enter(), enter()];
  for (const { peer } of [anna, bo]) for (const part of parts.slice(0, -1)) room.receive(peer, part);
  expect([anna.socket.closedWith(), bo.socket.closedWith()]).toEqual([null, CLOSE.overloaded]);
  await drain();
});

test('[R35] [R11] a viewer’s parts are not held: the frame they make is refused', async () => {
  const parts = large();
  const { clock, drain, enter, room } = await openMemoryRoom({ limits: limitsWith({ boardPartsBytes: 1_000_000 }) });
  const viewers = [enter('viewer'), enter('viewer'), enter('viewer')];
  for (const { peer } of viewers) for (const part of parts.slice(0, -1)) room.receive(peer, part);
  const anna = enter();
  for (const part of parts) room.receive(anna.peer, part);
  await clock.pass(LIMITS.partsMs * 2);
  expect([ackedTo(anna.socket), refusalsTo(anna.socket)]).toEqual([1, []]);
  for (const { peer, socket } of viewers) {
    expect([socket.closedWith(), refusalsTo(socket)]).toEqual([null, []]);
    const last = parts.at(-1);
    if (last !== undefined) room.receive(peer, last);
    expect([socket.closedWith(), refusalsTo(socket), ackedTo(socket)]).toEqual([null, ['forbidden'], 1]);
  }
  await drain();
});
