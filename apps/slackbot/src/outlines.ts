/** Outlines of boards, so that a line can name a place. The board server is asked each time, and sends one only if it changed. */
import type { Outline } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import { LruCache } from '@samrejse/runtime/lru-cache';
import type { Limits } from './limits.ts';
import type { Answer, ServerApi, Visit } from './server-api.ts';

export interface Outlines {
  /** The board's outline of this moment. Throws `BoardUnreachable` as every call of the server does. */
  readonly read: (visit: Visit) => Promise<Answer<Outline>>;
}

interface OutlinesOptions {
  readonly api: Pick<ServerApi, 'outline'>;
  readonly limits: Pick<Limits, 'outlines'>;
}

export const createOutlines = ({ api, limits }: OutlinesOptions): Outlines => {
  const known = new LruCache<BoardId, Outline>(limits.outlines);
  return {
    read: async (visit) => {
      const before = known.get(visit.board);
      const answer = await api.outline(visit, before?.version ?? null);
      if (!answer.ok) return answer;
      const outline = answer.value ?? before;
      // Unchanged since what? The request had no If-None-Match.
      if (outline === undefined) throw new Error('the server sent no outline, and none was known');
      known.set(visit.board, outline);
      return { ok: true, value: outline };
    },
  };
};
