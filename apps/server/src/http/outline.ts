/**
 * The scaffold of a board by itself, for a client that only names places on it. Making one needs the board's document,
 * so each is kept with the log position it was made at and answered again while the log stands there.
 */
import { createHash } from 'node:crypto';
import { type Outline, outlineSchema } from '@samrejse/model/api/http';
import type { Board } from '@samrejse/model/document/board';
import { readAll, readMeta } from '@samrejse/model/document/reads';
import { lineOf, liveLanes, stepsOf } from '@samrejse/model/journey/journey';
import type { BoardId } from '@samrejse/model/records/ids';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { Hono } from 'hono';
import type { Links } from '../access/links.ts';
import type { Limits } from '../rooms/limits.ts';
import type { Room } from '../rooms/room.ts';
import { isKnown } from './etag.ts';
import { type BoardEnv, guard } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe } from './parse.ts';

const VERSION_CHARS = 22;

const versionOf = (content: Omit<Outline, 'version'>): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, VERSION_CHARS);

const outlineOf = (board: Board): Outline => {
  const { title, language } = readMeta(board);
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  const content = {
    title,
    language,
    phases: line.map(({ phase: { id, name } }) => ({ id, name })),
    steps: stepsOf(line).map(({ step: { id, title: called }, number, phase }) => ({
      id,
      number,
      title: called,
      phase,
    })),
    lanes: liveLanes(readAll(board, 'lanes')).map(({ id, type, name }) => ({ id, type, name })),
  };
  return { version: versionOf(content), ...content };
};

interface Kept extends LogPosition {
  readonly outline: Outline;
}

/** The outlines that were asked for last, at most `most` of them. */
class OutlineCache {
  readonly #most: number;
  readonly #kept = new Map<BoardId, Kept>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The outline of a board whose log stands at `epoch` and `seq`; null if none is kept for that position. */
  get(board: BoardId, { epoch, seq }: LogPosition): Outline | null {
    const kept = this.#kept.get(board);
    if (kept === undefined || kept.epoch !== epoch || kept.seq !== seq) return null;
    // Moved to the end, so that the first is the one not asked for longest.
    this.#kept.delete(board);
    this.#kept.set(board, kept);
    return kept.outline;
  }

  set(board: BoardId, kept: Kept): void {
    this.#kept.delete(board);
    this.#kept.set(board, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
  }
}

interface OutlineOptions {
  readonly links: Links;
  readonly inRoom: InRoom;
  readonly limits: Limits;
}

export const outlineRoutes = ({ links, inRoom, limits }: OutlineOptions) => {
  const cache = new OutlineCache(limits.outlines);

  const outlineIn = async ({ board }: Room): Promise<Outline> => {
    const { id, epoch, committed: seq } = board;
    const known = cache.get(id, { epoch, seq });
    if (known !== null) return known;
    const outline = await board.read(outlineOf);
    // With an edit meanwhile, or one that is not durable yet, nobody can say which position was read.
    if (board.committed === seq && board.applied === seq) cache.set(id, { epoch, seq, outline });
    return outline;
  };

  return new Hono<BoardEnv>().get(
    '/:id/outline',
    describe('Phases, steps and lanes: enough to name a place', 200, outlineSchema),
    guard(links, 'read'),
    async (c) => {
      const outline = await inRoom(c.get('access').board, outlineIn);
      const headers = { etag: `"${outline.version}"`, 'cache-control': 'private, no-cache' };
      if (isKnown(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers);
      return c.json(outline satisfies Outline, 200, headers);
    },
  );
};
