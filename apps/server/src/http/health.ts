/** Routes for whoever runs the server. They say nothing of any board, so they ask for no link. */
import { Hono } from 'hono';
import { describeRoute, resolver } from 'hono-openapi';
import * as v from 'valibot';
import type { Metrics } from '../metrics.ts';

interface HealthRouteOptions {
  readonly isReady: () => Promise<boolean>;
  readonly metrics: Metrics;
}

const okSchema = v.object({ ok: v.boolean() });
const json = { 'application/json': { schema: resolver(okSchema) } };

const alive = describeRoute({
  summary: 'The process lives',
  security: [],
  responses: { 200: { description: 'It does', content: json } },
});

const ready = describeRoute({
  summary: 'The server takes work: it can save, and is not about to go away',
  security: [],
  responses: { 200: { description: 'It does', content: json }, 503: { description: 'It does not', content: json } },
});

const measured = describeRoute({
  summary: 'Counts and times, as Prometheus reads them',
  security: [],
  responses: { 200: { description: 'Prometheus’ text format', content: { 'text/plain': {} } } },
});

export const healthRoutes = ({ isReady, metrics }: HealthRouteOptions) =>
  new Hono()
    .get('/healthz', alive, (c) => c.json({ ok: true }))
    .get('/readyz', ready, async (c) => {
      const ok = await isReady();
      return c.json({ ok }, ok ? 200 : 503);
    })
    .get('/metrics', measured, async (c) =>
      c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }),
    );
