/** What waits for its commit is in memory alone, so it has a bound. */
import type { PersonId } from '@samrejse/model/records/ids';
import { CLOSE } from '@samrejse/model/wire/messages';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { ackedTo, docOf, openMemoryRoom, questionsTo, refusalsTo } from '../../../testing/memory-room.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { updateFrame } from '../../wire/frames.ts';
import { LIMITS } from '../limits.ts';

const BYTES = 20_000;

const openFaulty = async (pendingBytes: { readonly board: number; readonly server: number }) => {
  let isFailing = false;
  const opened = await openMemoryRoom({
    limits: limitsWith({ pendingBytes }),
    boardLog: ({ append }) => ({
      append: async (entries) => {
        if (isFailing) throw new Error('the disk is full (a test said so)');
        return append(entries);
      },
    }),
  });
  const fail = (whether: boolean) => {
    isFailing = whether;
  };
  return { ...opened, fail };
};

test.each([
  ['on one board', { board: BYTES, server: 1_000_000 }],
  ['on all boards together', { board: 1_000_000, server: BYTES }],
])(
  '[R34] [R8] while commits fail, edits over the bound %s are refused, and neither they nor those before them are lost',
  async (_, bounds) => {
    const { clock, drain, enter, fail, room } = await openFaulty(bounds);
    const [anna, bo] = [enter(), enter()];
    const doc = new Y.Doc();
    const asked = questionsTo(anna.socket);
    fail(true);
    // A card is rewritten again and again: the document stays small, what waits does not.
    let sent = 0;
    for (; sent < 300; sent++) {
      const { update } = writeCard(doc, `card ${sent} ${'x'.repeat(100)}`);
      room.receive(anna.peer, updateFrame(update));
      await clock.pass(10);
      if (refusalsTo(anna.socket).length > 0) break;
    }
    expect(refusalsTo(anna.socket)).toEqual(['not-saving']);
    expect(sent).toBeGreaterThan(10);
    expect(room.board.pendingBytes).toBeLessThan(BYTES + 1_000);
    // What is known already is no burden; a request is refused like an edit.
    room.receive(anna.peer, updateFrame(Uint8Array.of(0, 0)));
    expect(refusalsTo(anna.socket)).toEqual(['not-saving']);
    const edit = () => room.board.edit({ author: 'anna' as PersonId, verbs: (board) => board.meta.set('loop', true) });
    expect(await edit()).toEqual({ refused: 'not-saving' });

    fail(false);
    await clock.pass(10_000);
    expect(ackedTo(anna.socket)).toBe(sent + 2);
    expect(cardTexts(docOf(bo.socket))).toHaveLength(sent);
    // The server has asked for what it refused, so the client sends it again.
    expect(questionsTo(anna.socket)).toBeGreaterThan(asked);
    room.receive(anna.peer, updateFrame(Y.encodeStateAsUpdate(doc)));
    await clock.pass(1_000);
    expect(cardTexts(docOf(bo.socket))).toHaveLength(sent + 1);
    room.receive(bo.peer, updateFrame(writeCard(new Y.Doc(), 'afterwards').update));
    await clock.pass(1_000);
    expect([ackedTo(bo.socket), refusalsTo(bo.socket)]).toEqual([1, []]);
    await drain();
  },
);

test('[R34] while the board cannot be read, edits that wait for it are refused over the bound', async () => {
  let isReadable = true;
  const { clock, drain, enter, log, room } = await openMemoryRoom({
    limits: limitsWith({
      pendingBytes: { board: BYTES, server: 1_000_000 },
      documentIdleMs: 100,
      bytesIdle: { leastMs: 1, mostMs: 1, bytesPerMs: 1 },
    }),
    boardLog: (inner) => ({
      load: async (key) => {
        if (!isReadable) throw new Error('no disk (a test said so)');
        return inner.load(key);
      },
    }),
  });
  const anna = enter();
  await clock.pass(1_000);
  isReadable = false;
  const doc = new Y.Doc();
  let sent = 0;
  for (; sent < 300 && refusalsTo(anna.socket).length === 0; sent++) {
    room.receive(anna.peer, updateFrame(writeCard(doc, `card ${sent} ${'x'.repeat(100)}`).update));
    await clock.pass(10);
  }
  expect(refusalsTo(anna.socket)).toEqual(['not-saving']);
  isReadable = true;
  await clock.pass(10_000);
  expect(ackedTo(anna.socket)).toBe(sent);
  expect(log.entries).toHaveLength(1 + sent - 1);
  await drain();
});

test('[R14] a connection whose frames cannot be acknowledged is closed when there are too many of them', async () => {
  const { clock, drain, enter, fail, room } = await openFaulty({ board: 1_000_000, server: 1_000_000 });
  const [anna, bo] = [enter(), enter()];
  fail(true);
  room.receive(anna.peer, updateFrame(writeCard(new Y.Doc(), 'waits').update));
  await clock.pass(100);
  const limit = LIMITS.unacknowledgedFrames;
  for (let i = 1; i < limit; i++) {
    room.receive(anna.peer, updateFrame(Uint8Array.of(0, 0)));
    if (i % 500 === 0) await clock.pass(1_000);
  }
  expect(anna.socket.closedWith()).toBeNull();
  room.receive(anna.peer, updateFrame(Uint8Array.of(0, 0)));
  expect([anna.socket.closedWith(), bo.socket.closedWith()]).toEqual([CLOSE.overloaded, null]);
  fail(false);
  await clock.pass(10_000);
  expect(cardTexts(docOf(bo.socket))).toEqual(['waits']);
  await drain();
});
