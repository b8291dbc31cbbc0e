import { createHash } from 'node:crypto';
import {
  type ActingPerson,
  type CreateCard,
  type CreatedCard,
  createCardSchema,
  createdCardSchema,
} from '@samrejse/model/api/http';
import type { Author, Board } from '@samrejse/model/document/board';
import { readPerson, readRecord } from '@samrejse/model/document/reads';
import { addCard } from '@samrejse/model/edits/cards';
import { introduce } from '@samrejse/model/edits/people';
import { remove } from '@samrejse/model/edits/records';
import { type CardId, type ChannelId, mintId, type PersonId, platformRandom } from '@samrejse/model/records/ids';
import { COLOURS } from '@samrejse/model/records/limits';
import { may } from '@samrejse/model/rights/permission';
import type { Clock } from '@samrejse/runtime/clock';
import { Hono } from 'hono';
import type { Access, Links } from '../access/links.ts';
import { actingPerson } from '../access/service-token.ts';
import { AppError } from '../errors.ts';
import type { Room } from '../rooms/room.ts';
import type { Receipt } from '../store/board-log.ts';
import { destinationOf, placeInWords } from './card-place.ts';
import { type BoardEnv, guard } from './guard.ts';
import type { InRoom } from './in-room.ts';
import { describe, parse } from './parse.ts';

interface Deps {
  readonly links: Links;
  readonly inRoom: InRoom;
  readonly clock: Clock;
  readonly serviceToken: string | undefined;
}

/** Who wrote a card that came without a name. */
const API_AUTHOR = 'api' as PersonId;
const MAX_KEY_CHARS = 200;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The same colour for a person on every board they have not chosen one on. */
const colourOf = (id: PersonId): number => sha256(id).readUInt32BE(0) % COLOURS;

const introduceOnce = (board: Board, author: Author, person: ActingPerson): void => {
  const known = readPerson(board, person.id);
  introduce(board, author, { ...person, colour: known?.colour ?? colourOf(person.id) });
};

const add = (
  board: Board,
  author: Author,
  options: { id: CardId; card: CreateCard; person: ActingPerson | null },
): CreatedCard => {
  const { id, card, person } = options;
  if (readRecord(board, 'cards', id) !== null) throw new AppError('conflict');
  if (person !== null) introduceOnce(board, author, person);
  const { to, kind } = destinationOf(board, card);
  const fields = { channel: (card.channel as ChannelId | undefined) ?? null, valence: card.feeling ?? null };
  addCard(board, author, { id, to, kind, text: card.text, fields, via: person === null ? 'api' : 'slack' });
  return { id, place: placeInWords(board, id) };
};

const removeCard = (
  board: Board,
  author: Author,
  options: { id: string; access: Access; person: ActingPerson | null },
): void => {
  const { id, access, person } = options;
  const card = readRecord(board, 'cards', id);
  if (card === null) throw new AppError('not-found');
  const isOwn = person !== null && card.createdBy === person.id;
  if (access.role !== 'facilitator' && !(isOwn && may(access.role, 'edit'))) throw new AppError('forbidden');
  remove(board, author, 'cards', card.id);
};

const keyOf = (header: string | undefined): string | null => {
  if (header === undefined) return null;
  if (header === '' || header.length > MAX_KEY_CHARS)
    throw new AppError('bad-request', { fields: ['Idempotency-Key'] });
  return header;
};

export const cardRoutes = ({ links, inRoom, clock, serviceToken }: Deps) => {
  const authorFor = (person: ActingPerson | null): Author => ({
    person: person?.id ?? API_AUTHOR,
    now: clock.now,
    random: platformRandom,
  });

  const edit = async <T>(room: Room, author: Author, verbs: (board: Board) => T, receipt?: (result: T) => Receipt) => {
    const edited = await room.board.edit({ author: author.person, verbs, receipt });
    if ('refused' in edited) throw new AppError(edited.refused);
    return edited.result;
  };

  return new Hono<BoardEnv>()
    .post(
      '/:id/cards',
      describe('Add a card; what has no place goes to the inbox', 201, createdCardSchema),
      guard(links, 'edit'),
      parse('json', createCardSchema),
      async (c) => {
        const person = actingPerson((name) => c.req.header(name), serviceToken);
        const key = keyOf(c.req.header('idempotency-key'));
        const card = c.req.valid('json');
        const author = authorFor(person);
        const id = card.id ?? mintId<CardId>();
        const verbs = (board: Board) => add(board, author, { id, card, person });
        const access = c.get('access');
        if (key === null) return c.json(await inRoom(access.board, (room) => edit(room, author, verbs)), 201);
        const request = sha256(JSON.stringify([card, person?.id ?? null])).toString('hex');
        const answer = await inRoom(access.board, (room) =>
          room.board.idempotency.once(key, request, async () => {
            const receipt = (created: CreatedCard) => ({ key, request, answer: JSON.stringify(created) });
            return JSON.stringify(await edit(room, author, verbs, receipt));
          }),
        );
        if (answer === null) throw new AppError('conflict');
        return c.body(answer, 201, { 'content-type': 'application/json' });
      },
    )
    .delete('/:id/cards/:card', describe('Take a card away', 204, null), guard(links, 'read'), async (c) => {
      const person = actingPerson((name) => c.req.header(name), serviceToken);
      const access = c.get('access');
      const author = authorFor(person);
      const verbs = (board: Board) => removeCard(board, author, { id: c.req.param('card'), access, person });
      await inRoom(access.board, (room) => edit(room, author, verbs));
      return c.body(null, 204);
    });
};
