/** Where cards stand in a cell. Of thousands of cards only those of the cell are looked at. */
import * as v from 'valibot';
import { type Board, type RecordMap, recordMap } from '../document/board.ts';
import type { Writer } from '../document/write.ts';
import { holdsCards } from '../journey/journey.ts';
import { type CardPlace, cardPlaceSchema } from '../records/cards.ts';
import type { CardId, LaneId, StepId } from '../records/ids.ts';
import { byRank, type Ranked, rankAt, ranksAt } from '../records/order.ts';
import { cellKey, INBOX } from '../records/place.ts';

/** A place a card may be put: a cell, or the inbox. */
export type Destination = { readonly step: StepId; readonly lane: LaneId } | typeof INBOX;

const liveRecord = (board: Board, collection: 'steps' | 'lanes', id: string): RecordMap | null => {
  const record = recordMap(board, collection, id);
  return record?.get('deleted') === true ? null : record;
};

/** Whether cards show in a cell: its step lives, and its lane, as one that holds cards. */
const showsCards = (board: Board, step: string, lane: string): boolean => {
  const there = liveRecord(board, 'lanes', lane);
  return liveRecord(board, 'steps', step) !== null && there !== null && holdsCards(there.get('type'));
};

/** The cells whose cards show in a destination: its own, or for the inbox all that are not there any more. */
const cellsShownIn = (board: Board, to: Destination): string[] => {
  if (to !== INBOX) return [cellKey(to.step, to.lane)];
  return [...board.cells.keys()].filter((key) => {
    const [step = '', lane = ''] = key.split('/');
    return key === INBOX || !showsCards(board, step, lane);
  });
};

const placeOf = (board: Board, id: string): CardPlace | null => {
  const parsed = v.safeParse(cardPlaceSchema, recordMap(board, 'cards', id)?.get('place'));
  return parsed.success ? parsed.output : null;
};

/** The live cards of a cell that is there, or of the inbox, in order. */
export const cardsAt = (board: Board, at: Destination): Ranked[] =>
  cellsShownIn(board, at)
    .flatMap((key) => [...board.cells.at(key)])
    .filter((id) => recordMap(board, 'cards', id)?.get('deleted') !== true)
    .map((id) => ({ id, rank: board.cells.rankOf(id) }))
    .sort(byRank);

/** A place at `index`, and ranks for those whose own were unusable. */
export const placeCard = (
  board: Board,
  to: Destination,
  index: number,
  except: CardId | null,
): { readonly place: CardPlace; readonly settle: (w: Writer) => void } => {
  const cell = to === INBOX ? { step: null, lane: null } : { step: to.step, lane: to.lane };
  const siblings = cardsAt(board, to).filter((card) => card.id !== except);
  const standing = except === null ? null : placeOf(board, except);
  const isThere = standing !== null && standing.step === cell.step && standing.lane === cell.lane;
  const own = except !== null && isThere ? { id: except, rank: standing.rank } : null;
  const { rank, moved } = rankAt(siblings, index, own);
  return {
    place: { ...cell, rank },
    settle: (w) => {
      for (const m of moved) {
        // In the inbox each keeps the cell it will come back to.
        const at = to === INBOX ? (placeOf(board, m.id) ?? cell) : cell;
        w.makeRoom(m.id, { step: at.step, lane: at.lane, rank: m.rank });
      }
    },
  };
};

/** Puts cards, in this order, behind those of a cell. */
export const putBehind = (
  board: Board,
  w: Writer,
  to: Exclude<Destination, typeof INBOX>,
  cards: readonly CardId[],
): void => {
  const moving = new Set<string>(cards);
  const siblings = cardsAt(board, to).filter((card) => !moving.has(card.id));
  const { ranks, moved } = ranksAt(siblings, siblings.length, cards.length);
  const cell = { step: to.step, lane: to.lane };
  for (const { id, rank } of moved) w.makeRoom(id, { ...cell, rank });
  for (const [i, rank] of ranks.entries()) w.set('cards', cards[i] ?? '', 'place', { ...cell, rank });
};
