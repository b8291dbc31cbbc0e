/** The screens as addresses. The token stands in the fragment, which no server ever sees. */
import { type BoardId, boardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';

export type Route =
  | { readonly screen: 'home' }
  | { readonly screen: 'board'; readonly id: BoardId; readonly token: string | null };

export const parseRoute = (url: URL): Route => {
  const match = /^\/b\/([^/]+)\/?$/.exec(url.pathname);
  const id = v.safeParse(boardIdSchema, match?.[1]);
  if (!id.success) return { screen: 'home' };
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  return { screen: 'board', id: id.output, token: token === '' ? null : token };
};

export const boardPath = (id: BoardId, token: string): string => `/b/${id}#token=${encodeURIComponent(token)}`;
