/** How an edit is taken back: register by register, and nothing that somebody else has written. */
import * as Y from 'yjs';
import { type Author, type Board, type Change, type RecordMap, recordMap } from './board.ts';
import { markOf, sameValue } from './write.ts';

/** Another tab of ours is somebody else here: better too careful. */
const isOurs = (board: Board, id: Y.ID): boolean => id.client === board.doc.clientID;

const hasOthersLetters = (board: Board, text: Y.Text): boolean => {
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && !isOurs(board, item.id)) return true;
  }
  return false;
};

/** Whether somebody else has set one of a record's registers, or has letters in its texts. */
const isWrittenInByOthers = (board: Board, record: RecordMap): boolean =>
  [...record._map.values()].some((item) => !isOurs(board, item.id)) ||
  [...record.values()].some((value) => value instanceof Y.Text && hasOthersLetters(board, value));

/** Whether somebody else put this live record where it is. */
const isPutByOthers = (board: Board, record: RecordMap | null): boolean => {
  const mark = record === null || record.get('deleted') === true ? null : markOf(record, 'place');
  return mark !== null && !isOurs(board, mark);
};

/** Whether somebody else has put steps into a phase, or cards into a step or a lane. */
const holdsOthers = (board: Board, { in: collection, id }: Change): boolean => {
  if (collection === 'phases') {
    return [...board.records.steps.keys()].some((step) => {
      const record = recordMap(board, 'steps', step);
      const place: unknown = record?.get('place');
      const isHere = typeof place === 'object' && place !== null && 'phase' in place && place.phase === id;
      return isHere && isPutByOthers(board, record);
    });
  }
  if (collection !== 'steps' && collection !== 'lanes') return false;
  return [...board.cells.keys()]
    .filter((key) => key.split('/')[collection === 'steps' ? 0 : 1] === id)
    .some((key) => [...board.cells.at(key)].some((card) => isPutByOthers(board, recordMap(board, 'cards', card))));
};

const holderOf = (board: Board, change: Change): Y.Map<unknown> | null => {
  if (change.in === 'meta') return board.meta;
  return change.in === 'feelings' || change.in === 'people'
    ? board.registers[change.in]
    : recordMap(board, change.in, change.id);
};

/** Whether what stands is still what the change wrote: the same value, and not because somebody else wrote it too. */
const stillStands = (board: Board, holder: Y.Map<unknown>, key: string, change: Change): boolean => {
  if (!sameValue(holder.get(key), change.after)) return false;
  const mark = markOf(holder, key);
  return mark === null || isOurs(board, mark) || (change.mark !== null && Y.compareIDs(mark, change.mark));
};

/** The making of a record is taken back only where nobody else has made it theirs too (rule U2). */
const mayTakeBack = (board: Board, holder: Y.Map<unknown>, change: Change): boolean =>
  change.creation !== true ||
  change.after === true ||
  !(isWrittenInByOthers(board, holder) || holdsOthers(board, change));

/**
 * Takes back changes, the last first: each register gets its old value where what the edit wrote still stands (rule U1).
 * Returns what it did, in the order in which it did it.
 */
export const revert = (board: Board, author: Author, changes: readonly Change[]): readonly Change[] => {
  const done: Change[] = [];
  board.doc.transact(() => {
    for (const change of changes.toReversed()) {
      const holder = holderOf(board, change);
      const key = change.field ?? change.id;
      if (holder === null || !stillStands(board, holder, key, change) || !mayTakeBack(board, holder, change)) continue;
      if (change.before === undefined) holder.delete(key);
      else holder.set(key, change.before);
      if (change.in === 'cards' && key === 'place') board.cells.refresh(change.id);
      done.push({ ...change, before: change.after, after: change.before, mark: markOf(holder, key) });
    }
  }, author);
  return done;
};
