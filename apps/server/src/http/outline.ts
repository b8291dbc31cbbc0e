/**
 * The scaffold of a board by itself, for a client that only names places on it. Reading it takes the board's document, so
 * each is kept with the log position that it was read at, and used again while the log stands there.
 */
import { createHash } from 'node:crypto';
import { type Outline, outlineSchema } from '@samrejse/model/api/http';
import type { Board } from '@samrejse/model/document/board';
import { readAll, readMeta } from '@samrejse/model/document/reads';
import { lineOf, stepsOf } from '@samrejse/model/journey/journey';
import { snapshotOf } from '@samrejse/model/journey/snapshot';
import type { BoardId } from '@samrejse/model/records/ids';
import { BOARD_FILE_FORMAT, type Snapshot } from '@samrejse/model/records/snapshot-schema';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { Hono } from 'hono';
import type { Links } from '../access/links.ts';
import type { Projection } from '../access/projection.ts';
import type { Limits } from '../rooms/limits.ts';
import type { Room } from '../rooms/room.ts';
import { isKnown } from './etag.ts';
import { type BoardEnv, guard, readerOf } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe } from './parse.ts';

const VERSION_CHARS = 22;

const versionOf = (content: Omit<Outline, 'version'>): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, VERSION_CHARS);

/** The snapshot of a board without anything that its outline does not speak of. */
const readScaffold = (board: Board): Snapshot =>
  snapshotOf({
    format: BOARD_FILE_FORMAT,
    ...readMeta(board),
    phases: readAll(board, 'phases'),
    steps: readAll(board, 'steps'),
    lanes: readAll(board, 'lanes'),
    cards: [],
    personas: [],
    links: [],
    comments: [],
    tags: [],
    channels: [],
    feelings: [],
    people: [],
  });

const outlineOf = ({ title, language, phases, steps, lanes }: Snapshot): Outline => {
  const line = lineOf(phases, steps);
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
    lanes: lanes.map(({ id, type, name }) => ({ id, type, name })),
  };
  return { version: versionOf(content), ...content };
};

interface Kept extends LogPosition {
  readonly scaffold: Snapshot;
}

/** The scaffolds that were asked for last, at most `most` of them. */
class ScaffoldCache {
  readonly #most: number;
  readonly #kept = new Map<BoardId, Kept>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The scaffold of a board whose log stands at `epoch` and `seq`; null if none is kept for that position. */
  get(board: BoardId, { epoch, seq }: LogPosition): Snapshot | null {
    const kept = this.#kept.get(board);
    if (kept === undefined || kept.epoch !== epoch || kept.seq !== seq) return null;
    // Moved to the end, so that the first is the one not asked for longest.
    this.#kept.delete(board);
    this.#kept.set(board, kept);
    return kept.scaffold;
  }

  set(board: BoardId, kept: Kept): void {
    this.#kept.delete(board);
    this.#kept.set(board, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
  }
}

interface OutlineRouteOptions {
  readonly links: Links;
  readonly inRoom: InRoom;
  readonly limits: Limits;
  readonly projection: Projection;
  readonly serviceToken: string | undefined;
}

export const outlineRoutes = ({ links, inRoom, limits, projection, serviceToken }: OutlineRouteOptions) => {
  const cache = new ScaffoldCache(limits.outlines);

  const scaffoldIn = async ({ board }: Room): Promise<Snapshot> => {
    const { id, epoch, committedSeq: seq } = board;
    const known = cache.get(id, { epoch, seq });
    if (known !== null) return known;
    const scaffold = await board.read(readScaffold);
    // With an edit meanwhile, or one that is not durable yet, nobody can say which position was read.
    if (board.committedSeq === seq && board.isSaved) cache.set(id, { epoch, seq, scaffold });
    return scaffold;
  };

  return new Hono<BoardEnv>().get(
    '/:id/outline',
    describe('Phases, steps and lanes: enough to name a place', 200, outlineSchema),
    guard(links, 'read'),
    async (c) => {
      const scaffold = await inRoom(c.get('access').board, scaffoldIn);
      const outline = outlineOf(projection.projectSnapshot(scaffold, readerOf(c, serviceToken)));
      const headers = { etag: `"${outline.version}"`, 'cache-control': 'private, no-cache' };
      if (isKnown(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers);
      return c.json(outline satisfies Outline, 200, headers);
    },
  );
};
