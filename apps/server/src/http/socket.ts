/** The door of a room: who you are is settled before the line is open, and before any room is. */
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
import { Connection, type ConnectionDeps } from './socket-session.ts';

interface SocketRouteOptions extends ConnectionDeps {
  readonly publicUrl: () => string;
  readonly projection: Projection;
}

/** A page of another site must not open a board with a link it has got hold of; programs send no Origin. */
const isOurs = (origin: string | undefined, host: string | undefined, publicUrl: string): boolean => {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host || from === new URL(publicUrl).host;
};

const number = v.fallback(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), 0);
const querySchema = v.object({ epoch: number, since: number });

/** What cannot be read is nothing: then the client is sent the whole board. */
const standingOf = (epoch: string | undefined, since: string | undefined): LogPosition => {
  const stands = v.parse(querySchema, { epoch: epoch ?? '0', since: since ?? '0' });
  return { epoch: stands.epoch, seq: stands.epoch === 0 ? 0 : stands.since };
};

export const socketRoutes = (deps: SocketRouteOptions) => {
  /** Who brings a guest's secret is that guest; one that is none is a mistake worth telling. */
  const personOf = (secret: string | undefined): PersonId | null => {
    if (secret === undefined) return null;
    const parsed = v.safeParse(guestSecretSchema, secret);
    if (!parsed.success) throw new AppError('bad-request', { fields: ['guest'] });
    return personOfGuest(parsed.output);
  };

  const admit = createMiddleware<BoardEnv>(async (c, next) => {
    if (!isOurs(c.req.header('origin'), c.req.header('host'), deps.publicUrl())) throw new AppError('forbidden');
    c.set('access', await enter(deps.links, c.req.param('id') ?? '', c.req.query('token')));
    if (deps.hub.isDraining) throw new AppError('not-saving');
    const reader = { person: personOf(c.req.query('guest')), role: c.get('access').role };
    if (!deps.projection.mayReadDocument(BOARD_DOCUMENT, reader)) throw new AppError('forbidden');
    await next();
  });

  return new Hono<BoardEnv>().get(
    '/:id',
    admit,
    upgradeWebSocket((c) => {
      const wire = c.req.query('wire');
      const stands = wire === undefined ? null : standingOf(c.req.query('epoch'), c.req.query('since'));
      const who = { access: c.get('access'), person: personOf(c.req.query('guest')), stands };
      const line = c.env.incoming.socket;
      let connection: Connection | null = null;
      return {
        onOpen: (_event, { raw }) => {
          connection = new Connection(raw as WebSocket, line, who, deps);
          if (wire === undefined || wire === String(WIRE_VERSION)) void connection.join();
          else connection.close(CLOSE.wireVersion, `this server speaks wire ${WIRE_VERSION}`);
        },
        onMessage: ({ data }) => {
          if (data instanceof ArrayBuffer) connection?.receive(new Uint8Array(data));
          else connection?.close(CLOSE.protocol, 'only binary frames');
        },
        onClose: () => connection?.end(),
      };
    }),
    // Not an upgrade at all.
    () => {
      throw new AppError('bad-request');
    },
  );
};
