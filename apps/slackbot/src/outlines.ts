/** Outlines of boards, so that a line can name a place. The board server is asked each time, and sends one only if it changed. */
import type { Outline } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import { LruCache } from '@samrejse/runtime/lru-cache';
import type { Limits } from './limits.ts';
import { type Answer, BoardUnreachable, type ServerApi, type Visit } from './server-api.ts';

export interface Outlines {
  /**
   * The board's outline of this moment. A refusal says that the link may not read the board. Throws `BoardUnreachable` as
   * every call of the server does, and where the server knows the board and has no outline of it.
   */
  readonly read: (visit: Visit) => Promise<Answer<Outline>>;
}

interface OutlinesOptions {
  readonly api: Pick<ServerApi, 'outline' | 'access'>;
  readonly limits: Pick<Limits, 'outlines'>;
}

/**
 * To be called when the server has found no outline. Either the board is gone, or the server is of a version without
 * outlines, for example after a rollback. The second passes, and must not make the bot refuse a line for good.
 */
const refusalOfLink = async (api: Pick<ServerApi, 'access'>, visit: Visit): Promise<Answer<never>> => {
  const access = await api.access(visit);
  if (access.ok) throw new BoardUnreachable('the server knows the board and no outline of it: is its version older?');
  return access;
};

export const createOutlines = ({ api, limits }: OutlinesOptions): Outlines => {
  const known = new LruCache<BoardId, Outline>(limits.outlines);
  return {
    read: async (visit) => {
      const before = known.get(visit.board);
      const answer = await api.outline(visit, before?.version ?? null);
      if (!answer.ok) return answer.code === 'not-found' ? refusalOfLink(api, visit) : answer;
      const outline = answer.value ?? before;
      // Unchanged since what? The request had no If-None-Match.
      if (outline === undefined) throw new Error('the server sent no outline, and none was known');
      known.set(visit.board, outline);
      return { ok: true, value: outline };
    },
  };
};
