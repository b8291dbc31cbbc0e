/** What waits for its commit is in memory alone, so it has a bound. */
import type { PersonId } from '@samrejse/model/records/ids';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../../testing/edits.ts';
import { createFaultyLog } from '../../../testing/faulty-log.ts';
import { createMemoryLog } from '../../../testing/memory-log.ts';
import { ackedTo, docOf, openMemoryRoom, questionsTo, refusalsTo } from '../../../testing/memory-room.ts';
import { limitsWith } from '../../../testing/test-server.ts';
import { updateFrame } from '../../wire/frames.ts';

const BYTES = 20_000;

const openFaulty = async (pendingBytes: { readonly board: number; readonly server: number }) => {
  let append = createFaultyLog(createMemoryLog('' as never, new Uint8Array())).append;
  const opened = await openMemoryRoom({
    limits: limitsWith({ pendingBytes }),
    boardLog: { append: (entries) => append(entries) },
  });
  const faulty = createFaultyLog(opened.log);
  append = faulty.append;
  return { ...opened, faulty };
};

test.each([
  ['on one board', { board: BYTES, server: 1_000_000 }],
  ['on all boards together', { board: 1_000_000, server: BYTES }],
])(
  '[R34] [R8] while commits fail, edits over the bound %s are refused, and neither they nor those before them are lost',
  async (_, bounds) => {
    const { clock, drain, enter, faulty, room } = await openFaulty(bounds);
    const [anna, bo] = [enter(), enter()];
    const doc = new Y.Doc();
    const asked = questionsTo(anna.socket);
    faulty.failing = true;
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

    faulty.failing = false;
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
