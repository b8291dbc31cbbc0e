/** How an edit is taken back: register by register, and nothing that somebody else has written. */
import * as Y from 'yjs';
import { COLLECTIONS } from '../records/collections.ts';
import { MEMBER } from '../records/fields.ts';
import { sameValue } from '../records/same-value.ts';
import { type Author, type Board, type Change, type RecordMap, recordMap } from './board.ts';
import { markOf } from './write.ts';

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

/** The registers by which a record stands in another, or hangs on it; and the sets that name others. */
const REFERENCES = {
  registers: ['place', 'target', 'thread', 'ends', 'persona', 'channel'],
  sets: ['personas', 'tags', 'evidence', 'preferredChannels'],
} as const;

/** Whether a value has an id in it. Not by way of JSON: a register may hold what has none. */
const mentions = (value: unknown, id: string): boolean =>
  value === id ||
  (typeof value === 'object' &&
    value !== null &&
    !(value instanceof Y.AbstractType) &&
    Object.values(value).some((part) => mentions(part, id)));

/** Whether a live record names another by what somebody else wrote. */
const isNamedByOthers = (board: Board, record: RecordMap, id: string): boolean => {
  if (record.get('deleted') === true) return false;
  const isTheirs = (key: string): boolean => {
    const item = record._map.get(key);
    return item !== undefined && !item.deleted && !isOurs(board, item.id);
  };
  return (
    REFERENCES.sets.some((name) => isTheirs(name + MEMBER + id)) ||
    REFERENCES.registers.some((key) => isTheirs(key) && mentions(record.get(key), id))
  );
};

/** Whether others have put theirs into a record or on it: cards into a step, feelings, comments, links, tags. */
const isUsedByOthers = (board: Board, id: string): boolean =>
  [...board.registers.feelings._map].some(
    ([key, item]) => !item.deleted && !isOurs(board, item.id) && key.split('/').includes(id),
  ) ||
  COLLECTIONS.some((collection) =>
    [...board.records[collection].keys()].some((other) => {
      const record = recordMap(board, collection, other);
      return record !== null && isNamedByOthers(board, record, id);
    }),
  );

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
  !(isWrittenInByOthers(board, holder) || isUsedByOthers(board, change.id));

/** The old value; a feeling that was another's, said in one's own name now (rule P16). */
const broughtBack = (author: Author, { in: where, before }: Change): unknown => {
  const isAnothers =
    where === 'feelings' &&
    typeof before === 'object' &&
    before !== null &&
    'setBy' in before &&
    before.setBy !== author.person;
  return isAnothers ? { ...before, setBy: author.person, setAt: author.now() } : before;
};

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
      const back = broughtBack(author, change);
      if (back === undefined) holder.delete(key);
      else holder.set(key, back);
      if (change.in === 'cards' && key === 'place') board.cells.refresh(change.id);
      done.push({ ...change, before: change.after, after: back, mark: markOf(holder, key) });
    }
  }, author);
  return done;
};
