/** What every store of sessions must do, wherever it keeps them. */
import { IDLE, type Session } from '@samrejse/model/session/session';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardStore } from '../src/store/boards.ts';
import type { SessionStore } from '../src/store/sessions.ts';
import { newBoard } from './new-board.ts';

interface Opened {
  readonly boards: BoardStore;
  readonly sessions: SessionStore;
  readonly close: () => void;
}

const running: Session = { state: 'running', title: 'Map the day', endsAt: 9_000, totalMs: 5_000 };
const paused: Session = { state: 'paused', title: 'Map the day', remainingMs: 2_000, totalMs: 5_000 };

export const sessionStoreContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`a store of sessions: ${name}`, () => {
    let sessions: SessionStore;
    let close: () => void;
    const board = newBoard();
    beforeEach(async () => {
      const opened = await open();
      ({ sessions, close } = opened);
      await opened.boards.insert(board);
      await opened.boards.insert(newBoard());
    });
    afterEach(() => close());

    test('has an idle session for a board on which nothing was started, and none for no board', async () => {
      expect(await sessions.read(board.id)).toEqual({ session: IDLE, revision: 0 });
      expect(await sessions.read(newBoard().id)).toBeNull();
    });

    test('gives back what was written, one revision higher', async () => {
      expect(await sessions.write(board.id, running, 0)).toBe(true);
      expect(await sessions.read(board.id)).toEqual({ session: running, revision: 1 });
      expect(await sessions.write(board.id, paused, 1)).toBe(true);
      expect(await sessions.read(board.id)).toEqual({ session: paused, revision: 2 });
    });

    test('refuses a writer who did not see the newest revision, the first one too', async () => {
      await sessions.write(board.id, running, 0);
      expect(await sessions.write(board.id, paused, 0)).toBe(false);
      await sessions.write(board.id, paused, 1);
      expect(await sessions.write(board.id, running, 1)).toBe(false);
      expect(await sessions.write(board.id, running, 7)).toBe(false);
      expect(await sessions.read(board.id)).toEqual({ session: paused, revision: 2 });
    });

    test('names the boards whose session is running, and no others', async () => {
      expect(await sessions.running()).toEqual([]);
      await sessions.write(board.id, running, 0);
      expect(await sessions.running()).toEqual([board.id]);
      await sessions.write(board.id, paused, 1);
      expect(await sessions.running()).toEqual([]);
    });
  });
};
