/**
 * The board's bytes over plain HTTP, for a client of ours that has nothing yet: what it lacks of them comes by the
 * socket, from the edit they stand at. Compressed once for all, beside the event loop.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { HEADER_EPOCH, HEADER_SEQ } from '@samrejse/model/api/http';
import { EMPTY_UPDATE } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import { Hono } from 'hono';
import type { Links } from '../access/links.ts';
import { AppError } from '../errors.ts';
import type { EncodedBoard } from '../rooms/board/encoded-board.ts';
import type { Snapshot } from '../store/board-log.ts';
import { isKnown } from './etag.ts';
import { type BoardEnv, guard } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe } from './parse.ts';

type Encoding = 'br' | 'gzip';

const compressors: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>>> = {
  br: async (bytes) =>
    new Uint8Array(await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
  gzip: async (bytes) => new Uint8Array(await promisify(gzip)(bytes)),
};

/** Each snapshot compressed once, for as long as it is in memory. */
const compressed = new WeakMap<Snapshot, Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>>();

const compress = (snapshot: Snapshot, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> => {
  const known = compressed.get(snapshot) ?? new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  compressed.set(snapshot, known);
  const bytes = known.get(encoding) ?? compressors[encoding](snapshot.state);
  known.set(encoding, bytes);
  return bytes;
};

const encodingFor = (accepted: string | undefined): Encoding | null =>
  (['br', 'gzip'] as const).find((encoding) => accepted?.includes(encoding)) ?? null;

/** The browser keeps it and asks whether it is the newest, or, of one that is named, does not ask at all. */
const CACHED = 'private, no-cache';
const FOR_GOOD = 'private, max-age=31536000, immutable';

export const snapshotRoutes = ({ links, inRoom }: { readonly links: Links; readonly inRoom: InRoom }) => {
  const look = (board: BoardId): Promise<EncodedBoard> => inRoom(board, (room) => room.board.bytes.fetch());

  const answer = async (bytes: EncodedBoard, accepted: string | undefined, headers: Record<string, string>) => {
    const encoding = encodingFor(accepted);
    const { snapshot } = bytes;
    const isCompressed = snapshot !== null && encoding !== null;
    const body = isCompressed ? await compress(snapshot, encoding) : new Uint8Array(snapshot?.state ?? EMPTY_UPDATE);
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
  const versionOf = (bytes: EncodedBoard): string => `${bytes.epoch}-${bytes.snapshotSeq}`;

  return new Hono<BoardEnv>()
    .get('/:id/snapshot', describe('The board as one Yjs update', 200, null), guard(links, 'read'), async (c) => {
      const bytes = await look(c.get('access').board);
      const etag = `"${versionOf(bytes)}"`;
      const headers = { etag, 'cache-control': CACHED, 'content-location': `${c.req.path}/${versionOf(bytes)}` };
      if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
      return answer(bytes, c.req.header('accept-encoding'), headers);
    })
    .get('/:id/snapshot/:version', describe('The same, of one version', 200, null), guard(links, 'read'), async (c) => {
      const bytes = await look(c.get('access').board);
      if (c.req.param('version') !== versionOf(bytes)) throw new AppError('not-found');
      return answer(bytes, c.req.header('accept-encoding'), { 'cache-control': FOR_GOOD });
    });
};
