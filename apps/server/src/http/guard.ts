/**
 * Who may pass: every route of a board asks for its link first, so that strangers learn nothing, not even what exists.
 */
import type { HttpBindings } from '@hono/node-server';
import { type BoardAction, may } from '@samrejse/model/rights/permission';
import type { Reader } from '@samrejse/model/session/projection';
import { createMiddleware } from 'hono/factory';
import type { Access, Links } from '../access/links.ts';
import { readingPerson } from '../access/service-token.ts';
import { AppError } from '../errors.ts';

export interface BoardEnv {
  Bindings: HttpBindings;
  Variables: { access: Access };
}

/** The access that a token gives to one board. Throws `unauthorised` for a stranger. */
export const enter = async (links: Links, board: string, token: string | undefined): Promise<Access> => {
  const access = token === undefined || token === '' ? null : await links.access(token);
  if (access === null || access.board !== board) throw new AppError('unauthorised');
  return access;
};

const bearer = (authorization: string | undefined): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];

/** Lets a request through whose link opens the board `:id` and gives the right to do this. */
export const guard = (links: Links, action: BoardAction) =>
  createMiddleware<BoardEnv>(async (c, next) => {
    const access = await enter(links, c.req.param('id') ?? '', bearer(c.req.header('authorization')));
    if (!may(access.role, action)) throw new AppError('forbidden');
    c.set('access', access);
    await next();
  });

interface GuardedRequest {
  readonly get: (name: 'access') => Access;
  readonly req: { readonly header: (name: string) => string | undefined };
}

/** The reader that the answer to a guarded request is projected for. */
export const readerOf = (c: GuardedRequest, serviceToken: string | undefined): Reader => ({
  person: readingPerson((name) => c.req.header(name), serviceToken)?.id ?? null,
  role: c.get('access').role,
});
