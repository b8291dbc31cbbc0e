/** Places of cards among their neighbours. Only the cards of one cell are read, however many the board has. */
import * as v from 'valibot';
import { type Board, type RecordMap, recordMap } from '../document/board.ts';
import type { Writer } from '../document/write.ts';
import { holdsCards } from '../journey/journey.ts';
import { type CardPlace, cardPlaceSchema } from '../records/cards.ts';
import type { CardId, LaneId, StepId } from '../records/ids.ts';
import { byRank, type Ranked, rankAt, ranksAt } from '../records/order.ts';
import { cellKey, type Grid, INBOX, shownCell } from '../records/place.ts';

/** Where a card may be put: a cell, or the inbox. */
export type Destination = { readonly step: StepId; readonly lane: LaneId } | typeof INBOX;

const liveRecord = (board: Board, collection: 'steps' | 'lanes', id: string): RecordMap | null => {
  const record = recordMap(board, collection, id);
  return record?.get('deleted') === true ? null : record;
};

/** The document's grid, looked up record by record. */
const gridOf = (board: Board): Grid => ({
  steps: { has: (id) => liveRecord(board, 'steps', id) !== null },
  lanes: {
    has: (id) => {
      const lane = liveRecord(board, 'lanes', id);
      return lane !== null && holdsCards(lane.get('type'));
    },
  },
});

/** The keys of the cells whose cards show in a destination: its own; for the inbox also all cells that do not exist. */
const cellsShownIn = (board: Board, to: Destination): string[] => {
  if (to !== INBOX) return [cellKey(to.step, to.lane)];
  const grid = gridOf(board);
  return [...board.cells.keys()].filter((key) => {
    const [step, lane] = key.split('/');
    return shownCell(grid, step, lane) === INBOX;
  });
};

/** The place that a card's record names; null if it cannot be read. */
const namedPlace = (board: Board, id: string): CardPlace | null => {
  const parsed = v.safeParse(cardPlaceSchema, recordMap(board, 'cards', id)?.get('place'));
  return parsed.success ? parsed.output : null;
};

/** The live cards of a cell that exists, or of the inbox, in order. */
export const cardsAt = (board: Board, at: Destination): Ranked[] =>
  cellsShownIn(board, at)
    .flatMap((key) => [...board.cells.at(key)])
    .filter((id) => recordMap(board, 'cards', id)?.get('deleted') !== true)
    .map((id) => ({ id, rank: board.cells.rankOf(id) }))
    .sort(byRank);

/**
 * The place of a card at `index` of a destination. `makeRoom` gives new ranks to the cards there whose own are unusable;
 * call it in the same edit that sets the place. `except`: the card itself if it is on the board already.
 */
export const placeCard = (
  board: Board,
  to: Destination,
  index: number,
  except: CardId | null,
): { readonly place: CardPlace; readonly makeRoom: (w: Writer) => void } => {
  const cell = to === INBOX ? { step: null, lane: null } : { step: to.step, lane: to.lane };
  const siblings = cardsAt(board, to).filter((card) => card.id !== except);
  const standing = except === null ? null : namedPlace(board, except);
  const isThere = standing !== null && standing.step === cell.step && standing.lane === cell.lane;
  const own = except !== null && isThere ? { id: except, rank: standing.rank } : null;
  const { rank, moved } = rankAt(siblings, index, own);
  return {
    place: { ...cell, rank },
    makeRoom: (w) => {
      for (const m of moved) {
        // A card in the inbox keeps the cell that it returns to when its step or lane is restored.
        const at = to === INBOX ? (namedPlace(board, m.id) ?? cell) : cell;
        w.makeRoom(m.id, { step: at.step, lane: at.lane, rank: m.rank });
      }
    },
  };
};

/** Puts cards, in this order, behind the cards of a cell. */
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
