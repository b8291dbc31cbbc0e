/** `GET /sync/:id`. Who may enter is settled before the WebSocket is opened, and before any room is loaded. */
import { upgradeWebSocket } from '@hono/node-server';
import type { PersonId } from '@samrejse/model/records/ids';
import { guestSecretSchema, personOfGuest } from '@samrejse/model/wire/guest';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { CLOSE, WIRE_VERSION } from '@samrejse/model/wire/messages';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { Projection } from '../access/projection.ts';
import { AppError } from '../errors.ts';
import { BOARD_DOCUMENT } from '../store/board-log.ts';
import { type BoardEnv, enter } from './guard.ts';
import { SocketSession, type SocketSessionOptions } from './socket-session.ts';

interface SocketRouteOptions extends SocketSessionOptions {
  readonly publicUrl: () => string;
  readonly projection: Projection;
}

/** A page of another site must not open a board, even if it has got hold of a link. Programs send no Origin. */
const isOwnPage = (origin: string | undefined, host: string | undefined, publicUrl: string): boolean => {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host || from === new URL(publicUrl).host;
};

const number = v.fallback(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), 0);
const querySchema = v.object({ epoch: number, since: number });

/**
 * Where a client says it stands in the log. What cannot be read counts as nothing: the client is sent the whole board.
 */
const positionOf = (epoch: string | undefined, since: string | undefined): LogPosition => {
  const said = v.parse(querySchema, { epoch: epoch ?? '0', since: since ?? '0' });
  return { epoch: said.epoch, seq: said.epoch === 0 ? 0 : said.since };
};

export const socketRoutes = (options: SocketRouteOptions) => {
  /**
   * The guest whose secret a client brings. Throws `bad-request` for a secret that cannot be one, so that the mistake
   * is seen.
   */
  const personOf = (secret: string | undefined): PersonId | null => {
    if (secret === undefined) return null;
    const parsed = v.safeParse(guestSecretSchema, secret);
    if (!parsed.success) throw new AppError('bad-request', { fields: ['guest'] });
    return personOfGuest(parsed.output);
  };

  const admit = createMiddleware<BoardEnv>(async (c, next) => {
    if (!isOwnPage(c.req.header('origin'), c.req.header('host'), options.publicUrl())) throw new AppError('forbidden');
    c.set('access', await enter(options.links, c.req.param('id') ?? '', c.req.query('token')));
    if (options.hub.isDraining) throw new AppError('not-saving');
    const reader = { person: personOf(c.req.query('guest')), role: c.get('access').role };
    if (!options.projection.mayReadDocument(BOARD_DOCUMENT, reader)) throw new AppError('forbidden');
    await next();
  });

  return new Hono<BoardEnv>().get(
    '/:id',
    admit,
    upgradeWebSocket((c) => {
      const wire = c.req.query('wire');
      const position = wire === undefined ? null : positionOf(c.req.query('epoch'), c.req.query('since'));
      const who = { access: c.get('access'), person: personOf(c.req.query('guest')), position };
      const tcp = c.env.incoming.socket;
      let session: SocketSession | null = null;
      return {
        onOpen: (_event, { raw }) => {
          session = new SocketSession(raw as WebSocket, tcp, who, options);
          if (wire === undefined || wire === String(WIRE_VERSION)) void session.join();
          else session.close(CLOSE.wireVersion, `this server speaks wire ${WIRE_VERSION}`);
        },
        onMessage: ({ data }) => {
          if (data instanceof ArrayBuffer) session?.receive(new Uint8Array(data));
          else session?.close(CLOSE.protocol, 'only binary frames');
        },
        onClose: () => session?.end(),
      };
    }),
    // The request asks for no upgrade.
    () => {
      throw new AppError('bad-request');
    },
  );
};
