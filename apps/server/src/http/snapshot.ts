/**
 * The board's bytes over plain HTTP, for a client of ours that has nothing yet. It gets the edits after the snapshot by
 * the socket, from the log position that the headers name.
 */
import { HEADER_EPOCH, HEADER_SEQ } from '@samrejse/model/api/http';
import { EMPTY_UPDATE } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Links } from '../access/links.ts';
import type { Projection } from '../access/projection.ts';
import { AppError } from '../errors.ts';
import type { EncodedBoard } from '../rooms/board/encoded-board.ts';
import { BOARD_DOCUMENT } from '../store/board-log.ts';
import { CompressedSnapshots, encodingFor } from './compressed-snapshots.ts';
import { isKnown } from './etag.ts';
import { type BoardEnv, guard, readerOf } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe } from './parse.ts';

/** The browser keeps the newest and asks each time whether it still is; one version it keeps without asking. */
const CACHED = 'private, no-cache';
const FOR_GOOD = 'private, max-age=31536000, immutable';

const versionOf = (bytes: EncodedBoard): string => `${bytes.epoch}-${bytes.snapshotSeq}`;

interface SnapshotRouteOptions {
  readonly links: Links;
  readonly inRoom: InRoom;
  readonly projection: Projection;
  readonly serviceToken: string | undefined;
}

export const snapshotRoutes = ({ links, inRoom, projection, serviceToken }: SnapshotRouteOptions) => {
  const compressed = new CompressedSnapshots();

  const look = (c: Context<BoardEnv>): Promise<EncodedBoard> => {
    if (!projection.mayReadDocument(BOARD_DOCUMENT, readerOf(c, serviceToken))) throw new AppError('forbidden');
    const board: BoardId = c.get('access').board;
    return inRoom(board, (room) => room.board.bytes.fetch());
  };

  const answer = async (c: Context, bytes: EncodedBoard, headers: Record<string, string>) => {
    const encoding = encodingFor(c);
    const { snapshot } = bytes;
    const isCompressed = snapshot !== null && encoding !== null;
    const body = isCompressed
      ? await compressed.in(encoding, snapshot)
      : new Uint8Array(snapshot?.state ?? EMPTY_UPDATE);
    return new Response(body, {
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        vary: 'accept-encoding, authorization',
        [HEADER_EPOCH]: String(bytes.epoch),
        [HEADER_SEQ]: String(bytes.snapshotSeq),
        ...(isCompressed ? { 'content-encoding': encoding } : {}),
      },
    });
  };

  return new Hono<BoardEnv>()
    .get('/:id/snapshot', describe('The board as one Yjs update', 200, null), guard(links, 'read'), async (c) => {
      const bytes = await look(c);
      const etag = `"${versionOf(bytes)}"`;
      const headers = { etag, 'cache-control': CACHED, 'content-location': `${c.req.path}/${versionOf(bytes)}` };
      if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
      return answer(c, bytes, headers);
    })
    .get('/:id/snapshot/:version', describe('The same, of one version', 200, null), guard(links, 'read'), async (c) => {
      const bytes = await look(c);
      if (c.req.param('version') !== versionOf(bytes)) throw new AppError('not-found');
      return answer(c, bytes, { 'cache-control': FOR_GOOD });
    });
};
