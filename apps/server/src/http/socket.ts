/** The door of a room: who you are is settled before the line is, and before any room is. Bytes in and out, nothing else. */
import { upgradeWebSocket } from '@hono/node-server';
import { CLOSE, WIRE_VERSION } from '@samrejse/model/wire';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { WebSocket } from 'ws';
import type { Access, Links } from '../auth/links.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Hub, Lease } from '../rooms/hub.ts';
import { LIMITS } from '../rooms/limits.ts';
import type { Socket } from '../rooms/outbox.ts';
import type { Peer } from '../rooms/peer.ts';
import { type BoardEnv, enter } from './guard.ts';
import { keepAlive } from './keep-alive.ts';

interface Deps {
  readonly links: Links;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: () => string;
}

/** WebSocket's own codes. */
const TRY_AGAIN_LATER = 1013;
const INTERNAL_ERROR = 1011;

type Connection =
  | { readonly state: 'joining'; readonly early: Uint8Array[]; readonly bytes: number }
  | { readonly state: 'joined'; readonly peer: Peer; readonly lease: Lease }
  | { readonly state: 'gone' };

const socketOf = (raw: WebSocket): Socket => ({
  send: (frame) => {
    if (raw.readyState === raw.OPEN) raw.send(frame);
  },
  close: (code, reason) => raw.close(code, reason),
  terminate: () => raw.terminate(),
  buffered: () => raw.bufferedAmount,
});

/** A page of another site must not open a board with a link it has got hold of; programs send no Origin. */
const isOurs = (origin: string | undefined, host: string | undefined, publicUrl: string): boolean => {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host || from === new URL(publicUrl).host;
};

/** One connection, from the open line to its end. */
const connect = (raw: WebSocket, access: Access, wire: string | undefined, { hub, links, clock, log }: Deps) => {
  const socket = socketOf(raw);
  let connection: Connection = { state: 'joining', early: [], bytes: 0 };
  const stopPings = keepAlive(raw, clock);

  const join = async () => {
    const lease = await hub.lease(access.board);
    // Nothing is known after a wait: the link may be revoked, the line gone, the room full, the server leaving.
    const isGood = await links.isGood(access);
    if (connection.state !== 'joining' || lease === null || !isGood || hub.isDraining || lease.room.isFull) {
      lease?.release();
      if (!isGood || lease === null) return socket.close(CLOSE.revoked, 'this link was revoked');
      return hub.isDraining
        ? socket.close(CLOSE.draining, 'the server goes away')
        : socket.close(TRY_AGAIN_LATER, 'the board has no room for more people');
    }
    const { early } = connection;
    const identity = { role: access.role, link: access.link, speaksWire: wire !== undefined };
    const peer = lease.room.join(socket, identity);
    connection = { state: 'joined', peer, lease };
    for (const bytes of early) lease.room.receive(peer, bytes);
  };

  const receive = (bytes: Uint8Array) => {
    if (connection.state === 'joined') return connection.lease.room.receive(connection.peer, bytes);
    if (connection.state === 'gone') return;
    connection = { ...connection, bytes: connection.bytes + bytes.byteLength };
    if (connection.bytes > LIMITS.earlyBytes) return socket.close(CLOSE.overloaded, 'too much at once');
    connection.early.push(bytes);
  };

  const leave = () => {
    stopPings();
    if (connection.state === 'joined') {
      connection.lease.room.leave(connection.peer);
      connection.lease.release();
    }
    connection = { state: 'gone' };
  };

  if (wire !== undefined && wire !== String(WIRE_VERSION))
    socket.close(CLOSE.wireVersion, `this server speaks wire ${WIRE_VERSION}`);
  else
    join().catch((error: unknown) => {
      log.error({ err: error, board: access.board }, 'joining a board failed');
      socket.close(INTERNAL_ERROR, 'the board could not be opened');
    });
  return { receive, leave, refuse: () => socket.close(CLOSE.protocol, 'only binary frames') };
};

export const socketRoutes = (deps: Deps) => {
  const admit = createMiddleware<BoardEnv>(async (c, next) => {
    if (!isOurs(c.req.header('origin'), c.req.header('host'), deps.publicUrl())) throw new AppError('forbidden');
    c.set('access', await enter(deps.links, c.req.param('id') ?? '', c.req.query('token')));
    if (deps.hub.isDraining) throw new AppError('not-saving');
    await next();
  });

  return new Hono<BoardEnv>().get(
    '/:id',
    admit,
    upgradeWebSocket((c) => {
      const access: Access = c.get('access');
      const wire = c.req.query('wire');
      let line: ReturnType<typeof connect> | null = null;
      return {
        onOpen: (_event, context) => {
          line = connect(context.raw as WebSocket, access, wire, deps);
        },
        onMessage: ({ data }) => {
          if (data instanceof ArrayBuffer) line?.receive(new Uint8Array(data));
          else line?.refuse();
        },
        onClose: () => line?.leave(),
      };
    }),
    // Not an upgrade at all.
    () => {
      throw new AppError('bad-request');
    },
  );
};
