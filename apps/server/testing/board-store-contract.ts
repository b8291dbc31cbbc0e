/** What every store of boards must do, wherever it keeps them. */
import type { BoardId } from '@samrejse/model/records/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardStore } from '../src/store/boards.ts';
import type { LinkStore } from '../src/store/links.ts';
import { newBoard } from './new-board.ts';

interface Opened {
  readonly boards: BoardStore;
  readonly links: LinkStore;
  /** The first edit of a board, as its log gives it back; null if there is no such board. */
  readonly firstEdit: (board: BoardId) => Promise<Uint8Array | null>;
  readonly close: () => void;
}

export const boardStoreContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`a store of boards: ${name}`, () => {
    let opened: Opened;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('saves a board with its first edit and its links', async () => {
      const { boards, links, firstEdit } = opened;
      const board = newBoard();
      expect(await boards.hasAny()).toBe(false);
      await boards.insert(board);
      expect(await boards.hasAny()).toBe(true);
      expect(await links.live(board.id)).toEqual(board.links);
      expect([...((await firstEdit(board.id)) ?? [])]).toEqual([...board.first.state]);
      expect(await firstEdit(newBoard().id)).toBeNull();
    });

    test('saves nothing of a board whose links cannot be saved', async () => {
      const { boards, links, firstEdit } = opened;
      const there = newBoard();
      await boards.insert(there);
      const other = newBoard();
      const taken = { ...other, links: [...other.links.slice(0, 2), ...there.links.slice(2)] };
      await expect(boards.insert(taken)).rejects.toThrow();
      expect(await firstEdit(other.id)).toBeNull();
      expect(await links.live(other.id)).toEqual([]);
    });

    test('never saves a second board under one id', async () => {
      const { boards, firstEdit } = opened;
      const board = newBoard();
      await boards.insert(board);
      const again = newBoard({ id: board.id, links: [], first: { ...board.first, state: Uint8Array.of(9) } });
      await expect(boards.insert(again)).rejects.toThrow();
      expect([...((await firstEdit(board.id)) ?? [])]).toEqual([...board.first.state]);
    });

    test('knows the newest example, and no board that people made', async () => {
      const { boards } = opened;
      await boards.insert(newBoard({ at: 9_000 }));
      expect(await boards.newestExample()).toBeNull();
      const newest = newBoard({ example: true, at: 3_000 });
      await boards.insert(newest);
      await boards.insert(newBoard({ example: true, at: 2_000 }));
      expect(await boards.newestExample()).toBe(newest.id);
    });

    test('says that it can be written', async () => {
      await expect(opened.boards.checkWritable()).resolves.toBeUndefined();
    });
  });
};
