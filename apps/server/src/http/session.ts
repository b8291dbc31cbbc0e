import { sessionCommandSchema, sessionSchema } from '@samrejse/model/session/session';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Links } from '../access/links.ts';
import { AppError } from '../errors.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { EditRate } from './edit-rate.ts';
import { type BoardEnv, guard } from './guard.ts';
import { describe, parse } from './parse.ts';

interface SessionRouteOptions {
  readonly links: Links;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Log;
  readonly editRate: EditRate;
}

const answerSchema = v.object({ session: sessionSchema, serverNow: v.number() });

export const sessionRoutes = ({ links, sessions, clock, log, editRate }: SessionRouteOptions) =>
  new Hono<BoardEnv>().post(
    '/:id/session/commands',
    describe('Start, pause, resume, extend or end a step', 200, answerSchema),
    guard(links, 'command-session'),
    editRate,
    parse('json', sessionCommandSchema),
    async (c) => {
      const outcome = await sessions.command(c.get('access').board, c.req.valid('json')).catch((error: unknown) => {
        log.error({ err: error }, 'a session command could not be saved');
        throw new AppError('not-saving');
      });
      if ('refusal' in outcome) throw new AppError('session-refused', { reason: outcome.refusal });
      return c.json({ session: outcome.session, serverNow: clock.now() });
    },
  );
