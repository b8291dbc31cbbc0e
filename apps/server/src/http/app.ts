/** All routes, and what holds for every answer. */

import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { openAPIRouteHandler } from 'hono-openapi';
import type { Links } from '../access/links.ts';
import type { Projection } from '../access/projection.ts';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { BoardClosed } from '../rooms/board/waiting.ts';
import type { Hub } from '../rooms/hub.ts';
import type { Limits } from '../rooms/limits.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { DamagedLog } from '../store/board-log.ts';
import type { BoardStore } from '../store/boards.ts';
import { boardRoutes } from './boards.ts';
import { cardRoutes } from './cards.ts';
import { createEditRate } from './edit-rate.ts';
import { healthRoutes } from './health.ts';
import { createInRoom } from './in-room.ts';
import { languageOf } from './language.ts';
import { outlineRoutes } from './outline.ts';
import { sessionRoutes } from './session.ts';
import { snapshotRoutes } from './snapshot.ts';
import { socketRoutes } from './socket.ts';
import { staticRoutes } from './static.ts';
import { templateRoutes } from './templates.ts';

export interface AppOptions {
  readonly boards: BoardStore;
  readonly links: Links;
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly serviceToken: string | undefined;
  readonly projection: Projection;
  readonly publicUrl: () => string;
  /** The folder of the built board. */
  readonly boardFolder: string;
  /** Origins of pages that may show the board in a frame, as the header writes them, beside the server's own. */
  readonly frameAncestors: readonly string[];
}

/** A card is 4,000 letters of up to four bytes; everything else is smaller. */
const MAX_BODY_BYTES = 64_000;

/** The sockets of this very host; 'self' does not cover ws: in every browser. */
const ownSockets = (c: Context): string => {
  const host = c.req.header('host') ?? '';
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
};

const headers = ({ isHttps, frameAncestors }: { isHttps: boolean; frameAncestors: readonly string[] }) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", ownSockets],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'", ...frameAncestors],
    },
    // An older header for the same that cannot name other origins; frame-ancestors replaces it.
    xFrameOptions: false,
    strictTransportSecurity: isHttps ? 'max-age=15552000' : false,
  });

const asAppError = (error: Error, log: Log, c: Context): AppError => {
  if (error instanceof AppError) return error;
  // Whoever found the damage has logged it.
  if (error instanceof DamagedLog) return new AppError('board-damaged');
  // The board is loaded anew, or the server goes away: the same request may succeed in a moment.
  if (error instanceof BoardClosed) return new AppError('not-saving');
  // Hono itself refuses a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) return new AppError('bad-request');
  log.error({ err: error, requestId: c.get('requestId'), path: c.req.path }, 'a request failed');
  return new AppError('internal');
};

const answer = (c: Context, error: AppError): Response =>
  c.json(error.in(languageOf(c.req.header('accept-language'))), error.status);

const describeApi = (app: Hono) =>
  openAPIRouteHandler(app, {
    documentation: {
      info: {
        title: 'Samrejse',
        version: '1',
        description: 'Customer-journey boards. A link’s token is the bearer token.',
      },
      components: { securitySchemes: { link: { type: 'http', scheme: 'bearer' } } },
      security: [{ link: [] }],
    },
    exclude: ['/sync/{id}'],
    excludeStaticFile: false,
    // Our errors have another shape: see `describe`.
    defaultValidationErrorResponse: false,
  });

export const createApp = (options: AppOptions): Hono => {
  const { boards, hub, log, metrics, publicUrl, frameAncestors } = options;
  const app = new Hono();
  const isReady = async (): Promise<boolean> => {
    try {
      if (hub.isDraining || !hub.isSaving) return false;
      await boards.checkWritable();
      return true;
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      return false;
    }
  };
  const tooLarge = () => {
    throw new AppError('too-large');
  };

  app.use(requestId());
  app.use((c, next) => headers({ isHttps: publicUrl().startsWith('https:'), frameAncestors })(c, next));
  app.use('/api/*', async (c, next) => {
    await next();
    // A route that sets its own knows better.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.use('/api/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));

  app.route('/', healthRoutes({ isReady, metrics }));
  app.route('/api/templates', templateRoutes());
  const inRoom = createInRoom(options);
  const editRate = createEditRate(options);
  app.route('/api/boards', boardRoutes({ ...options, inRoom }));
  app.route('/api/boards', outlineRoutes({ ...options, inRoom }));
  app.route('/api/boards', cardRoutes({ ...options, inRoom, editRate }));
  app.route('/api/boards', sessionRoutes({ ...options, editRate }));
  app.route('/api/boards', snapshotRoutes({ ...options, inRoom }));
  app.get('/api/openapi.json', describeApi(app));
  app.route('/sync', socketRoutes(options));
  app.all('/api/*', () => {
    throw new AppError('not-found');
  });
  app.route('/', staticRoutes(options.boardFolder));

  app.notFound((c) => answer(c, new AppError('not-found')));
  app.onError((error, c) => {
    const refusal = asAppError(error, log, c);
    metrics.httpError(refusal.code);
    return answer(c, refusal);
  });
  return app;
};
