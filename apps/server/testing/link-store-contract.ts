/** What every store of links must do, wherever it keeps them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardStore } from '../src/store/boards.ts';
import type { LinkStore, NewLink } from '../src/store/links.ts';
import { newBoard } from './new-board.ts';

interface Opened {
  readonly boards: BoardStore;
  readonly links: LinkStore;
  readonly close: () => void;
}

export const linkStoreContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`a store of links: ${name}`, () => {
    let links: LinkStore;
    let close: () => void;
    const board = newBoard();
    const other = newBoard();
    const old = board.links.find((link) => link.role === 'participant');
    if (old === undefined) throw new Error('a new board has a link for participants');
    const renewed: NewLink = { ...old, serial: 2, tokenHash: 'another hash' };
    beforeEach(async () => {
      const opened = await open();
      ({ links, close } = opened);
      expect(await links.hasAny()).toBe(false);
      await opened.boards.insert(board);
      await opened.boards.insert(other);
    });
    afterEach(() => close());

    test('finds a link by the hash of its token, and none by another hash', async () => {
      expect(await links.find(old.tokenHash)).toEqual({ board: board.id, role: 'participant', serial: 1 });
      expect(await links.find(old.tokenHash.toUpperCase())).toBeNull();
      expect(await links.find('')).toBeNull();
      expect(await links.hasAny()).toBe(true);
    });

    test('puts one link in the place of another, which it does not find from then on', async () => {
      await links.replace(old.tokenHash, renewed, 2_000);
      expect(await links.find(old.tokenHash)).toBeNull();
      expect(await links.find(renewed.tokenHash)).toEqual({ board: board.id, role: 'participant', serial: 2 });
      const live = await links.live(board.id);
      expect(live).toHaveLength(3);
      expect(live).toContainEqual(renewed);
      expect(live).not.toContainEqual(old);
      expect(await links.live(other.id)).toEqual(other.links);
    });

    test('revokes nothing if the new link cannot be saved', async () => {
      await expect(links.replace(old.tokenHash, { ...renewed, tokenHash: old.tokenHash }, 2_000)).rejects.toThrow();
      expect(await links.find(old.tokenHash)).not.toBeNull();
      expect(await links.live(board.id)).toEqual(board.links);
    });
  });
};
