import type { Author, Board } from '../document/board.ts';
import { readRecord } from '../document/reads.ts';
import { write } from '../document/write.ts';
import type { CardDetails } from '../records/cards.ts';
import { type CardId, mintId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { LAST } from '../records/order.ts';
import { INBOX } from '../records/place.ts';
import type { CardKind } from '../words/cards.ts';
import { LANE_CARD_KIND, type LaneType } from '../words/lanes.ts';
import { type Destination, placeCard } from './card-places.ts';
import type { FieldsOf } from './records.ts';

/** The kind a card takes in a lane: its own, unless the lane holds another kind. Null if the lane holds no cards. */
export const kindInLane = (lane: LaneType, kind: CardKind): CardKind | null => {
  const own = LANE_CARD_KIND[lane];
  return own === null ? null : own === 'note' ? kind : own;
};

export interface NewCard<K extends CardKind = CardKind> {
  readonly to: Destination;
  readonly kind: K;
  readonly text?: string;
  readonly note?: string;
  readonly fields?: FieldsOf<'cards'>;
  readonly details?: Partial<CardDetails<K>>;
  /** Index among the cards of the cell; last if absent. */
  readonly index?: number;
  readonly id?: CardId;
  readonly via?: 'slack' | 'api' | 'import';
}

export const addCard = <K extends CardKind>(board: Board, author: Author, card: NewCard<K>): CardId => {
  const id = card.id ?? mintId<CardId>(author.random);
  const { place, makeRoom } = placeCard(board, card.to, card.index ?? LAST, null);
  const details = Object.entries(card.details ?? {}).map(([name, value]) => [`${card.kind}.${name}`, value]);
  write(board, author, (w) => {
    makeRoom(w);
    w.create('cards', id, {
      kind: card.kind,
      text: clip(card.text ?? '', TEXT_LIMITS.card),
      note: clip(card.note ?? '', TEXT_LIMITS.card),
      place,
      via: card.via ?? null,
      ...card.fields,
      ...Object.fromEntries(details),
    });
  });
  return id;
};

/** Puts a card at `index` of a cell or of the inbox. In a lane of another kind the card becomes that kind (rule D8). */
export const moveCard = (board: Board, author: Author, id: CardId, to: Destination, index: number = LAST): void => {
  const card = readRecord(board, 'cards', id);
  if (card === null) return;
  const lane = to === INBOX ? null : readRecord(board, 'lanes', to.lane);
  const kind = lane === null ? card.kind : kindInLane(lane.type, card.kind);
  if (kind === null) return;
  const { place, makeRoom } = placeCard(board, to, index, id);
  write(board, author, (w) => {
    makeRoom(w);
    w.set('cards', id, 'place', place);
    w.set('cards', id, 'kind', kind);
  });
};
