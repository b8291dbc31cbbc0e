/** What a request does to the cards of a board, judged by the rights of the person it acts for. */
import { createHash } from 'node:crypto';
import type { ActingPerson, CreateCard, CreatedCard } from '@samrejse/model/api/http';
import type { Author, Board } from '@samrejse/model/document/board';
import { readPerson, readRecord } from '@samrejse/model/document/reads';
import { addCard } from '@samrejse/model/edits/cards';
import { introduce } from '@samrejse/model/edits/people';
import { remove } from '@samrejse/model/edits/records';
import type { CardId, ChannelId, PersonId } from '@samrejse/model/records/ids';
import { COLOURS } from '@samrejse/model/records/limits';
import { type Actor, can } from '@samrejse/model/rights/permission';
import { AppError } from '../errors.ts';
import { destinationOf, placeInWords } from './card-place.ts';

/** The author of a card that is added in nobody's name. */
export const API_AUTHOR = 'api' as PersonId;

/** The same colour on every board on which the person has not chosen one. */
const colourOf = (id: PersonId): number => createHash('sha256').update(id).digest().readUInt32BE(0) % COLOURS;

const introduceAs = (board: Board, author: Author, person: ActingPerson): void => {
  const known = readPerson(board, person.id);
  introduce(board, author, { ...person, colour: known?.colour ?? colourOf(person.id) });
};

interface Edit {
  readonly board: Board;
  readonly author: Author;
  /** The author, with their role and rights. */
  readonly actor: Actor;
}

/**
 * Adds a card in the name of `person`, or in nobody's where that is null. Throws `forbidden` where the actor may add
 * none now, and `conflict` where the id is taken.
 */
export const addRequestedCard = (
  { board, author, actor }: Edit,
  { id, card, person }: { readonly id: CardId; readonly card: CreateCard; readonly person: ActingPerson | null },
): CreatedCard => {
  if (!can(actor, 'add', { in: 'cards', maker: actor.person })) throw new AppError('forbidden');
  if (readRecord(board, 'cards', id) !== null) throw new AppError('conflict');
  if (person !== null) introduceAs(board, author, person);
  const { to, kind } = destinationOf(board, card);
  const fields = { channel: (card.channel as ChannelId | undefined) ?? null, valence: card.feeling ?? null };
  addCard(board, author, { id, to, kind, text: card.text, fields, via: person === null ? 'api' : 'slack' });
  return { id, place: placeInWords(board, id) };
};

/**
 * Takes a card away. Throws `not-found` where there is none, and `forbidden` where the actor may not remove it now. A
 * participant takes back only what they added, even while the session lets everybody remove cards on the board: from
 * outside nobody sees whose card it is. The author of nameless cards is nobody, so no participant takes those back.
 */
export const removeRequestedCard = ({ board, author, actor }: Edit, id: string): void => {
  const card = readRecord(board, 'cards', id);
  if (card === null) throw new AppError('not-found');
  const isOwn = actor.person !== API_AUTHOR && card.createdBy === actor.person;
  if (actor.role !== 'facilitator' && !isOwn) throw new AppError('forbidden');
  if (!can(actor, 'remove', { in: 'cards', maker: card.createdBy })) throw new AppError('forbidden');
  remove(board, author, 'cards', card.id);
};
