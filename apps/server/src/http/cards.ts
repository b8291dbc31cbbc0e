import { createHash } from 'node:crypto';
import { type ActingPerson, type CreatedCard, createCardSchema, createdCardSchema } from '@samrejse/model/api/http';
import type { Author, Board } from '@samrejse/model/document/board';
import { type CardId, mintId, type PersonId, platformRandom } from '@samrejse/model/records/ids';
import type { Actor } from '@samrejse/model/rights/permission';
import type { Clock } from '@samrejse/runtime/clock';
import { type Context, Hono } from 'hono';
import type { Links } from '../access/links.ts';
import { actingPerson } from '../access/service-token.ts';
import { AppError } from '../errors.ts';
import type { Room } from '../rooms/room.ts';
import type { Receipt } from '../store/board-log.ts';
import { API_AUTHOR, addRequestedCard, removeRequestedCard } from './card-edits.ts';
import type { EditRate } from './edit-rate.ts';
import { type BoardEnv, guard } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe, parse } from './parse.ts';

interface CardRouteOptions {
  readonly links: Links;
  readonly inRoom: InRoom;
  readonly editRate: EditRate;
  readonly clock: Clock;
  readonly serviceToken: string | undefined;
}

const MAX_KEY_CHARS = 200;

const keyOf = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (header === '' || header.length > MAX_KEY_CHARS)
    throw new AppError('bad-request', { fields: ['Idempotency-Key'] });
  return header;
};

const hashOf = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('hex');

export const cardRoutes = ({ links, inRoom, editRate, clock, serviceToken }: CardRouteOptions) => {
  const authorFor = (person: ActingPerson | null): Author & { readonly person: PersonId } => ({
    person: person?.id ?? API_AUTHOR,
    now: clock.now,
    random: platformRandom,
  });

  /**
   * Edits as `author`; resolves when the edit is durable. Throws what the board refuses it with, and what `verbs`
   * throws.
   */
  const edit = async <T>(
    c: Context<BoardEnv>,
    room: Room,
    options: {
      readonly author: Author & { readonly person: PersonId };
      readonly verbs: (edited: { readonly board: Board; readonly author: Author; readonly actor: Actor }) => T;
      readonly receipt?: (result: T) => Receipt;
    },
  ): Promise<T> => {
    const { author, verbs, receipt } = options;
    const { role } = c.get('access');
    const edited = await room.board.edit({
      author: author.person,
      // Asked for when the edit is made: the rights may change while the board is read.
      verbs: (board) => verbs({ board, author, actor: room.actorFor({ person: author.person, role }) }),
      receipt,
    });
    if ('refused' in edited) throw new AppError(edited.refused);
    return edited.result;
  };

  return new Hono<BoardEnv>()
    .post(
      '/:id/cards',
      describe('Add a card; what has no place goes to the inbox', 201, createdCardSchema),
      guard(links, 'edit'),
      editRate,
      parse('json', createCardSchema),
      async (c) => {
        const person = actingPerson((name) => c.req.header(name), serviceToken);
        const key = keyOf(c.req.header('idempotency-key'));
        const card = c.req.valid('json');
        const author = authorFor(person);
        const id = card.id ?? mintId<CardId>();
        const verbs = (edited: Parameters<typeof addRequestedCard>[0]) =>
          addRequestedCard(edited, { id, card, person });
        const { board } = c.get('access');
        if (key === null) return c.json(await inRoom(board, (room) => edit(c, room, { author, verbs })), 201);
        const request = hashOf([card, person?.id ?? null]);
        const answer = await inRoom(board, (room) =>
          room.board.idempotency.once(key, request, async () => {
            const receipt = (created: CreatedCard) => ({ key, request, answer: JSON.stringify(created) });
            return JSON.stringify(await edit(c, room, { author, verbs, receipt }));
          }),
        );
        if (answer === null) throw new AppError('conflict');
        return c.body(answer, 201, { 'content-type': 'application/json' });
      },
    )
    .delete('/:id/cards/:card', describe('Take a card away', 204, null), guard(links, 'read'), editRate, async (c) => {
      const author = authorFor(actingPerson((name) => c.req.header(name), serviceToken));
      const id = c.req.param('card');
      const { board } = c.get('access');
      await inRoom(board, (room) => edit(c, room, { author, verbs: (edited) => removeRequestedCard(edited, id) }));
      return c.body(null, 204);
    });
};
