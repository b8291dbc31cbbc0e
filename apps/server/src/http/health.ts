import { Hono } from 'hono';

/** `/healthz`: the process lives. `/readyz`: it takes work. Neither says anything about boards. */
export const healthRoutes = ({ isReady }: { readonly isReady: () => Promise<boolean> }) =>
  new Hono()
    .get('/healthz', (c) => c.json({ ok: true }))
    .get('/readyz', async (c) => {
      const ready = await isReady();
      return c.json({ ok: ready }, ready ? 200 : 503);
    });
