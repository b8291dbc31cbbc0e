import { type Board, openBoard } from '@samrejse/model/document/board';
import { readAll } from '@samrejse/model/document/reads';
import { applyTo, encodeReplica, isWaiting, onUpdate } from '@samrejse/model/document/replica';
import { readText, writeText } from '@samrejse/model/document/text';
import type { BoardId } from '@samrejse/model/records/ids';
import { smallBoard } from '@samrejse/model/testing/small-board';
import { IDBDatabase } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { forbidIndexedDb, useFreshStorage } from '../../testing/browser-storage.ts';
import { readStoredBrowser, restoreBrowser, TEXTS } from '../../testing/version-0.1.ts';
import { openBoardStore } from './board-store.ts';
import { openJournal } from './journal.ts';
import { MAX_NOTE_BYTES, MAX_UNWRITTEN_BYTES } from './limits.ts';
import { OfflineCopy } from './offline-copy.ts';

beforeEach(useFreshStorage);

const BOARD = 'board-1' as BoardId;
const at = (seq: number) => ({ epoch: 1, seq });

/** A page with the board open: its local edits are noted, as the connection does. */
const openPage = (board: Board) => {
  const copy = new OfflineCopy(BOARD, board);
  board.doc.on('update', (update, _origin, _doc, { local }) => {
    if (local) copy.note(update);
  });
  return copy;
};

const stored = async () => {
  const store = await openBoardStore(BOARD);
  store.close();
  return store.stored;
};

/** The board that the next page of this browser opens without a server. */
const reopened = async () => {
  const board = openBoard();
  const copy = new OfflineCopy(BOARD, board);
  const position = await copy.opened;
  copy.close();
  return { board, position };
};

/** A page of ours, whose document others write in too. */
const setUp = async () => {
  const { board: remote, author, steps } = smallBoard();
  const title = { in: 'steps', id: steps.look, field: 'title' } as const;
  const note = { in: 'steps', id: steps.use, field: 'note' } as const;
  const board = openBoard();
  const page = openPage(board);
  await page.opened;
  applyTo(board.doc, encodeReplica(remote.doc), 'server');
  onUpdate(remote.doc, (update) => applyTo(board.doc, update, 'server'));
  /** Somebody else edits a text so many times, and changes all of it each time. */
  const typeRemotely = (times: number, length = 10) => {
    for (let i = 1; i <= times; i++) writeText(remote, author, note, String(i).padEnd(length, i % 2 === 0 ? 'x' : 'y'));
  };
  const typeHere = (text: string) => writeText(board, author, title, text, text.length);
  return { board, page, title, typeHere, typeRemotely };
};

test('[C8] the next page has what was written, and the position that reaches to it', async () => {
  const { board, page, typeHere, typeRemotely } = await setUp();
  typeHere('Look around');
  typeRemotely(20);
  page.stands(at(4));
  await expect.poll(async () => (await stored()).position).toEqual(at(4));
  page.close();
  const next = await reopened();
  expect(next.position).toEqual(at(4));
  expect(encodeReplica(next.board.doc)).toEqual(encodeReplica(board.doc));
});

test('[C7] the next page has an edit also if this one went before IndexedDB had it', async () => {
  const { board, page, title, typeHere } = await setUp();
  page.stands(at(1));
  await expect.poll(async () => (await stored()).position).toEqual(at(1));
  typeHere('typed in the last instant');
  page.close();
  expect((await stored()).updates.length).toBeLessThan(3);
  const next = await reopened();
  expect(readText(next.board, title)).toBe('typed in the last instant');
  expect(encodeReplica(next.board.doc)).toEqual(encodeReplica(board.doc));
});

test('the journal is empty once IndexedDB has the edits, or the server', async () => {
  const { page, typeHere } = await setUp();
  typeHere('Look around');
  expect(localStorage.length).toBe(1);
  await expect.poll(() => localStorage.length).toBe(0);
  forbidIndexedDb();
  typeHere('Look');
  page.settled();
  expect(localStorage.length).toBe(0);
});

test('[C15] a copy that was deleted does not come back', async () => {
  const { page, typeHere } = await setUp();
  typeHere('refused');
  await page.empty();
  expect(localStorage.length).toBe(0);
  const next = await reopened();
  expect(next.position).toBeNull();
  expect(next.board.meta.size + next.board.records.steps.size).toBe(0);
});

test('[C10] a copy that version 0.1 wrote opens, with its position, and so does its journal', async () => {
  const before = readStoredBrowser();
  await restoreBrowser(before);
  const board = openBoard();
  const copy = new OfflineCopy(before.board, board);
  expect(await copy.opened).toEqual({ epoch: 1, seq: 23 });
  const texts = readAll(board, 'cards').map(({ text }) => text);
  expect(texts.sort()).toEqual(Object.values(TEXTS).sort());
  copy.close();
});

describe('where the browser does not store', () => {
  test('[C9] IndexedDB forbidden: nothing is held for it, however much others write', async () => {
    forbidIndexedDb();
    const { page, typeHere, typeRemotely } = await setUp();
    typeRemotely(3_000);
    typeHere('mine');
    expect(page.unwrittenBytes).toBe(0);
  });

  test('[C7] [C9] IndexedDB forbidden: the journal alone brings an edit to the next page', async () => {
    forbidIndexedDb();
    const { board, page, title, typeHere } = await setUp();
    const beforeIt = encodeReplica(board.doc);
    typeHere('kept all the same');
    page.close();
    const next = openBoard();
    const copy = new OfflineCopy(BOARD, next);
    expect(await copy.opened).toBeNull();
    // The rest of the board comes from the server.
    applyTo(next.doc, beforeIt, 'server');
    expect(readText(next, title)).toBe('kept all the same');
  });

  test('[C8] writes that fail: what waits is bounded, and all of it is written when there is room again', async () => {
    const { board, page, typeRemotely, typeHere } = await setUp();
    await expect.poll(() => page.unwrittenBytes).toBe(0);
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('closed', 'InvalidStateError');
    };
    try {
      for (let i = 0; i < 10; i++) {
        // By their number, and by their size.
        typeRemotely(i < 5 ? 1_000 : 400, i < 5 ? 10 : 3_900);
        typeHere(`mine ${i}`);
        await Promise.resolve();
        expect(page.unwrittenBytes).toBeLessThanOrEqual(MAX_UNWRITTEN_BYTES);
      }
      page.stands(at(8));
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    page.stands(at(9));
    await expect.poll(async () => (await stored()).position).toEqual(at(9));
    page.close();
    const next = await reopened();
    expect(encodeReplica(next.board.doc)).toEqual(encodeReplica(board.doc));
  });
});

describe('a journal with a gap', () => {
  /** A board that only the journal stores, and the updates of three edits that build on each other. */
  const edits = () => {
    const { board, author, steps } = smallBoard();
    const title = { in: 'steps', id: steps.look, field: 'title' } as const;
    const start = encodeReplica(board.doc);
    const updates: Uint8Array[] = [];
    onUpdate(board.doc, (update) => updates.push(update));
    for (const text of ['a', 'ab', 'abc']) writeText(board, author, title, text);
    const [first, second, third] = updates;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three edits');
    return { start, title, first, second, third };
  };

  const page = () => {
    const board = openBoard();
    return { board, copy: new OfflineCopy(BOARD, board) };
  };

  test('[C7] an edit too large for it leaves none: the next page waits for nothing', async () => {
    forbidIndexedDb();
    const { start, title, first, third } = edits();
    const { copy } = page();
    copy.note(start);
    copy.note(first);
    // The second edit, if it were a paste of a whole book.
    copy.note(new Uint8Array(MAX_NOTE_BYTES + 1));
    copy.note(third);
    copy.close();
    expect(openJournal(BOARD, 9).left).toEqual([start, first]);
    const next = page();
    await next.copy.opened;
    expect(readText(next.board, title)).toBe('a');
  });

  test('[C7] what cannot be applied waits outside the document, and is applied when what it builds on has come', async () => {
    forbidIndexedDb();
    const { start, title, first, second, third } = edits();
    const old = openJournal(BOARD, 1);
    for (const update of [first, third]) old.note(update);
    const { board, copy } = page();
    await copy.opened;
    expect(isWaiting(board.doc)).toBe(false);
    // The server has settled what it was sent, but has not sent all it has: nothing may be struck out.
    copy.settled();
    expect(openJournal(BOARD, 9).left).toEqual([first, third]);
    applyTo(board.doc, start, 'server');
    expect(isWaiting(board.doc)).toBe(false);
    expect(readText(board, title)).toBe('a');
    applyTo(board.doc, second, 'server');
    expect(readText(board, title)).toBe('abc');
    copy.settled();
    expect(localStorage.length).toBe(0);
  });

  test('[C7] an edit that builds on a lost one is forgotten once the document has all that the server has', async () => {
    const { start, title, first, third } = edits();
    const old = openJournal(BOARD, 1);
    for (const update of [start, first, third]) old.note(update);
    const { board, copy } = page();
    await copy.opened;
    expect([isWaiting(board.doc), readText(board, title)]).toEqual([false, 'a']);
    copy.upToDate();
    copy.settled();
    expect(localStorage.length).toBe(0);
    copy.close();
  });
});
