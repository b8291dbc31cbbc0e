/** Puts the parts of the server together, the same for `main.ts` and for a test. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { rightsIn } from '@samrejse/model/session/rights-in';
import { type Clock, within } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { StartError } from '@samrejse/runtime/start-error';
import type { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import { Links } from './access/links.ts';
import { PROJECTION, type Projection } from './access/projection.ts';
import { createApp } from './http/app.ts';
import { measuredLog } from './measured-log.ts';
import { openCollector } from './memory.ts';
import { Metrics } from './metrics.ts';
import { Retention } from './retention.ts';
import { Compactor } from './rooms/board/compactor.ts';
import { Hub } from './rooms/hub.ts';
import { LIMITS, type Limits } from './rooms/limits.ts';
import type { RightsIn } from './rooms/room.ts';
import { Sessions } from './sessions/sessions.ts';
import type { LogEntry } from './store/board-log.ts';
import type { Store } from './store/store.ts';

const BOARD_FOLDER = fileURLToPath(new URL('../../board/dist', import.meta.url));

export interface ServerOptions {
  readonly store: Store;
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly log: Log;
  readonly serviceToken?: string | undefined;
  /** Where people reach the server, if that is not where it listens. */
  readonly publicUrl?: string | undefined;
  /** Keeps the edits that could not be saved for the next start. Throws if that is not possible either. */
  readonly keepUnsaved: (entries: readonly LogEntry[]) => void;
  /** Origins of pages that may show the board in a frame, beside the server's own. */
  readonly frameAncestors?: readonly string[] | undefined;
  /** For tests: others than the model's. */
  readonly projection?: Projection | undefined;
  readonly rightsIn?: RightsIn | undefined;
  readonly limits?: Limits;
}

export interface SamrejseServer {
  readonly app: Hono;
  readonly hub: Hub;
  readonly links: Links;
  readonly metrics: Metrics;
  /** Resolves when the server accepts connections, with its address. */
  readonly listen: (at: { readonly host: string; readonly port: number }) => Promise<string>;
  /** Sends everybody away, saves and ends. False if an edit could not be saved in time. */
  readonly drain: () => Promise<boolean>;
}

/** 0.0.0.0 is an address to listen on, not one to go to. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): StartError => {
  if (error.code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} on ${host} is in use. Stop what uses it, or set PORT to another (0: any free one).`,
    );
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user. Set PORT to one over 1023.`);
  return new StartError(`Cannot listen on ${host}, port ${port}: ${error.message}. Check HOST and PORT.`);
};

const listenOn = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    // Listening on a host and a port, not on a pipe: the address is one.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

export const createServer = (options: ServerOptions): SamrejseServer => {
  const { store, clock, log, serviceToken } = options;
  const limits = options.limits ?? LIMITS;
  let address = '';
  const publicUrl = () => options.publicUrl ?? address;
  const metrics = new Metrics();
  const links = new Links({ store: store.links, secret: options.secret, publicUrl });
  const sessions = new Sessions({
    store: store.sessions,
    clock,
    log,
    onChange: (board, held) => hub.showSession(board, held),
  });
  const compactor = new Compactor({ clock, limits });
  const hub = new Hub({
    clock,
    log,
    limits,
    boardLog: measuredLog(store.log, clock, metrics),
    counters: metrics.counters,
    readSession: (board) => sessions.read(board),
    chance: Math.random,
    rightsIn: options.rightsIn ?? rightsIn,
    compact: (updates) => compactor.compact(updates),
    collect: openCollector(),
  });
  metrics.watch({ rooms: () => hub.roomCount, isSaving: () => hub.isSaving, isDraining: () => hub.isDraining });
  const retention = new Retention({ store: store.receipts, clock, limits, log });
  const app = createApp({
    boards: store.boards,
    links,
    hub,
    sessions,
    clock,
    limits,
    log,
    metrics,
    serviceToken,
    publicUrl,
    boardFolder: BOARD_FOLDER,
    projection: options.projection ?? PROJECTION,
    frameAncestors: options.frameAncestors ?? [],
  });
  // Without deflate: a frame that `room-socket.ts` writes itself would overtake one that ws is still compressing.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes, perMessageDeflate: false });
  // ws and node-server type the same server differently under exactOptionalPropertyTypes.
  const websocket = { server: sockets } as unknown as NonNullable<
    Parameters<typeof createAdaptorServer>[0]['websocket']
  >;
  const server = createAdaptorServer({ fetch: app.fetch, websocket }) as Server;

  return {
    app,
    hub,
    links,
    metrics,
    listen: async ({ host, port }) => {
      const bound = await listenOn(server, host, port);
      address = `http://${reachable(host)}:${bound}`;
      await sessions.start();
      retention.start();
      return address;
    },
    drain: async () => {
      log.info({ rooms: hub.roomCount }, 'going away');
      const unsaved = await hub.drain(limits.drainMs - limits.goodbyeMs);
      compactor.close();
      sessions.close();
      retention.close();
      try {
        options.keepUnsaved(unsaved);
      } catch (error) {
        log.error({ err: error, edits: unsaved.length }, 'edits could neither be saved nor kept for the next start');
      }
      // Answers under way may end, and clients may answer the close frame.
      const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
      server.closeIdleConnections();
      await within(clock, limits.goodbyeMs, closed);
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      return unsaved.length === 0;
    },
  };
};
