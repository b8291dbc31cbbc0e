import type { Author, Board } from '../document/board.ts';
import { readAll, readRecord } from '../document/reads.ts';
import { write } from '../document/write.ts';
import { liveLanes } from '../journey/journey.ts';
import { type LaneId, mintId, type PersonaId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { LAST, rankAt } from '../records/order.ts';
import type { LaneType } from '../words/lanes.ts';
import { kindInLane } from './cards.ts';
import { makeRoom, moveInRow } from './rows.ts';

export const addLane = (
  board: Board,
  author: Author,
  lane: { readonly type: LaneType; readonly name?: string; readonly persona?: PersonaId; readonly index?: number },
): LaneId => {
  const id = mintId<LaneId>(author.random);
  const { rank, moved } = rankAt(liveLanes(readAll(board, 'lanes')), lane.index ?? LAST);
  write(board, author, (w) => {
    makeRoom(w, 'lanes', moved);
    const { type, persona = null } = lane;
    w.create('lanes', id, { type, name: clip(lane.name ?? '', TEXT_LIMITS.title), persona, rank });
  });
  return id;
};

export const moveLane = (board: Board, author: Author, id: LaneId, index: number): void => {
  moveInRow(board, author, 'lanes', liveLanes(readAll(board, 'lanes')), { id, index });
};

/** Whether all live cards of the lane can stay as they are in a lane of this type. */
export const mayBecome = (board: Board, id: LaneId, type: LaneType): boolean =>
  readAll(board, 'cards').every(
    (card) => card.deleted || card.place?.lane !== id || kindInLane(type, card.kind) === card.kind,
  );

/** Changes a lane's type if its cards allow it; false if they do not (rule J5). */
export const setLaneType = (board: Board, author: Author, id: LaneId, type: LaneType): boolean => {
  if (readRecord(board, 'lanes', id) === null || !mayBecome(board, id, type)) return false;
  write(board, author, (w) => w.set('lanes', id, 'type', type));
  return true;
};
