import {
  type Access,
  accessSchema,
  type CreatedBoard,
  createBoardSchema,
  createdBoardSchema,
  linksSchema,
} from '@samrejse/model/api/http';
import type { Board } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import type { BoardId } from '@samrejse/model/records/ids';
import { snapshotSchema } from '@samrejse/model/records/snapshot-schema';
import { IDLE } from '@samrejse/model/session/session';
import type { Clock } from '@samrejse/runtime/clock';
import { Hono } from 'hono';
import type { Links } from '../access/links.ts';
import type { Projection } from '../access/projection.ts';
import { createBoard } from '../create-board.ts';
import { AppError } from '../errors.ts';
import type { Hub } from '../rooms/hub.ts';
import type { Limits } from '../rooms/limits.ts';
import { TokenBucket } from '../rooms/token-bucket.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { BoardStore } from '../store/boards.ts';
import { type BoardEnv, guard, readerOf } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { languageOf } from './language.ts';
import { describe, parse } from './parse.ts';

interface BoardRouteOptions {
  readonly boards: BoardStore;
  readonly links: Links;
  readonly hub: Hub;
  readonly inRoom: InRoom;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly projection: Projection;
  readonly serviceToken: string | undefined;
}

const DEFAULT_TEMPLATE = 'five';

export const boardRoutes = (options: BoardRouteOptions) => {
  const { boards, links, hub, inRoom, sessions, clock, limits, projection, serviceToken } = options;
  /** Reads from the board what is durable. */
  const look = <T>(board: BoardId, read: (board: Board) => T): Promise<T> =>
    inRoom(board, (room) => room.board.read(read));

  const newBoards = new TokenBucket(limits.newBoards, clock.elapsed());
  const newBoardsADay = new TokenBucket(limits.newBoardsADay, clock.elapsed());

  return new Hono<BoardEnv>()
    .post(
      '/',
      describe('Start a board from a template', 201, createdBoardSchema),
      parse('json', createBoardSchema),
      async (c) => {
        const { template = DEFAULT_TEMPLATE, language, ...wishes } = c.req.valid('json');
        if (hub.isDraining) throw new AppError('not-saving');
        const now = clock.elapsed();
        if (!newBoards.take(now) || !newBoardsADay.take(now)) throw new AppError('too-fast');
        const id = await createBoard(
          { boards, links, clock },
          { ...wishes, template, language: language ?? languageOf(c.req.header('accept-language')), example: false },
        );
        return c.json({ id, links: await links.urls(id) } satisfies CreatedBoard, 201);
      },
    )
    .get('/:id', describe('The board as plain JSON', 200, snapshotSchema), guard(links, 'read'), async (c) =>
      c.json(projection.projectSnapshot(await look(c.get('access').board, readSnapshot), readerOf(c, serviceToken))),
    )
    .get('/:id/access', describe('What this link gives', 200, accessSchema), guard(links, 'read'), async (c) => {
      const { board, role } = c.get('access');
      const title = await inRoom(board, (room) => room.board.title());
      const session = (await sessions.read(board))?.session ?? IDLE;
      return c.json({ board, role, title, session, serverNow: clock.now() } satisfies Access);
    })
    .get(
      '/:id/links',
      describe('The links that may be handed on', 200, linksSchema),
      guard(links, 'read'),
      async (c) => {
        const { board, role } = c.get('access');
        return c.json(await links.handOn(board, role));
      },
    );
};
