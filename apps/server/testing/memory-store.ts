/** Boards, links, sessions and receipts in memory, for tests: the same promises as the SQLite stores. */
import type { BoardId } from '@samrejse/model/records/ids';
import { IDLE } from '@samrejse/model/session/session';
import type { ClientOwner, Receipt } from '../src/store/board-log.ts';
import type { BoardStore, NewBoard } from '../src/store/boards.ts';
import type { LinkStore, NewLink } from '../src/store/links.ts';
import type { ReceiptStore } from '../src/store/receipts.ts';
import type { HeldSession, SessionStore } from '../src/store/sessions.ts';

export interface MemoryReceipt extends Receipt {
  readonly board: BoardId;
  readonly at: number;
}

export interface MemoryStore {
  readonly boards: BoardStore;
  readonly links: LinkStore;
  readonly sessions: SessionStore;
  readonly receipts: ReceiptStore;
  /** What is kept, to look at and, of receipts and owners, to put there as a log would. */
  readonly kept: {
    readonly boards: ReadonlyMap<BoardId, NewBoard>;
    receipts: MemoryReceipt[];
    readonly owners: Map<BoardId, ClientOwner[]>;
  };
}

const createLinks = (all: Map<string, NewLink & { isRevoked: boolean }>): LinkStore => ({
  find: async (tokenHash) => {
    const link = all.get(tokenHash);
    if (link === undefined || link.isRevoked) return null;
    return { board: link.board, role: link.role, serial: link.serial };
  },
  live: async (board) =>
    [...all.values()]
      .filter((link) => link.board === board && !link.isRevoked)
      .map(({ isRevoked: _, ...link }) => link),
  hasAny: async () => all.size > 0,
  replace: async (old, link) => {
    if (all.has(link.tokenHash)) throw new Error('this link is there already');
    const before = all.get(old);
    if (before !== undefined) before.isRevoked = true;
    all.set(link.tokenHash, { ...link, isRevoked: false });
  },
});

const createSessions = (boards: ReadonlyMap<BoardId, NewBoard>): SessionStore => {
  const held = new Map<BoardId, HeldSession>();
  const read = (board: BoardId): HeldSession => held.get(board) ?? { session: IDLE, revision: 0 };
  return {
    read: async (board) => (boards.has(board) ? read(board) : null),
    write: async (board, session, seen) => {
      if (read(board).revision !== seen) return false;
      held.set(board, { session, revision: seen + 1 });
      return true;
    },
    running: async () => [...held].filter(([, { session }]) => session.state === 'running').map(([board]) => board),
  };
};

export const createMemoryStore = (): MemoryStore => {
  const boards = new Map<BoardId, NewBoard>();
  const links = new Map<string, NewLink & { isRevoked: boolean }>();
  const kept: MemoryStore['kept'] = { boards, receipts: [], owners: new Map() };
  return {
    kept,
    links: createLinks(links),
    sessions: createSessions(boards),
    boards: {
      insert: async (board) => {
        if (boards.has(board.id) || board.links.some(({ tokenHash }) => links.has(tokenHash)))
          throw new Error('this board, or a link of it, is there already');
        boards.set(board.id, board);
        for (const link of board.links) links.set(link.tokenHash, { ...link, isRevoked: false });
      },
      hasAny: async () => boards.size > 0,
      newestExample: async () =>
        [...boards.values()].filter((board) => board.example).sort((a, b) => b.at - a.at)[0]?.id ?? null,
      checkWritable: async () => {},
    },
    receipts: {
      forgetReceipts: async (at) => {
        kept.receipts = kept.receipts.filter((receipt) => receipt.at >= at);
      },
      forgetOwners: async (most) => {
        for (const [board, owners] of kept.owners) kept.owners.set(board, owners.slice(-most));
      },
    },
  };
};
