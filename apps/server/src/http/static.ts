import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';

/** Vite names the files of /assets by their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Samrejse</title>
<p>The board is not built yet. Run <code>npm run build</code> and reload this page.</p>
`;

/** Serves the built board. A path without a file of that name gets the app itself, which reads the path. */
export const staticRoutes = (folder: string) => {
  const index = join(folder, 'index.html');
  let files: MiddlewareHandler | null = null;

  const file: MiddlewareHandler = async (c, next) => {
    // The board may be built while the server runs; serveStatic complains about a folder that is not there.
    if (!existsSync(index)) return next();
    files ??= serveStatic({ root: folder });
    const response = await files(c, next);
    // On the answer itself: when serveStatic calls its hook, the answer has been made.
    if (response instanceof Response)
      response.headers.set('Cache-Control', c.req.path.startsWith('/assets/') ? FOR_EVER : 'no-cache');
    return response;
  };

  const app: MiddlewareHandler = async (c, next) => {
    if (c.req.path.includes('.')) return next();
    if (!existsSync(index)) return c.html(NOT_BUILT, 503, { 'Cache-Control': 'no-store' });
    c.header('Cache-Control', 'no-cache');
    return serveStatic({ path: index })(c, next);
  };

  return new Hono().get('*', file, app);
};
