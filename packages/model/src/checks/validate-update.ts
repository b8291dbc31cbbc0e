/**
 * Whether an update from outside may be applied, found out before it is (rule P2): of each of its structs, whether the
 * board's shape (`board.ts`) has such a thing where it stands. By whom it may be written is another question
 * (`authorise.ts`).
 */
import * as Y from 'yjs';
import { isHighSurrogate, TEXT_LIMITS } from '../records/limits.ts';
import { endOf, find, heldIn, indexIn, placeOf, type Struct, type Walk, walkUpdate } from './integration-order.ts';
import { isForGood, judgeContent, type Place, type Verdict } from './shape.ts';

/** Neighbours mostly stand side by side. Who makes the judge look further than this only confuses the order of letters. */
const MAX_LOOKS = 1_000_000;
/** Twice what the editor lets one person type, so that two who reach the limit at once are not refused. */
const MAX_TEXT_CHARS = 2 * TEXT_LIMITS.card;

interface Judging {
  /** New letters by the text they go into. */
  readonly typed: Map<Y.Text, number>;
  /** Items passed in looking for the right neighbours of others. */
  looks: number;
}

/**
 * Whether what an item lies between stands in that order. If not, Yjs puts the item wherever it happens to look first,
 * which is elsewhere on every replica. Of neighbours that come with the update itself it is not known yet.
 */
const isInOrder = (walk: Walk, judging: Judging, { origin, rightOrigin }: Y.Item): boolean => {
  if (origin === null || rightOrigin === null) return true;
  const [left, right] = [find(walk, origin), find(walk, rightOrigin)];
  if (left === right) return origin.clock < rightOrigin.clock;
  if (!(left instanceof Y.Item) || walk.places.has(left) || walk.places.has(right)) return true;
  for (let at = left.right; at !== null; at = at.right) {
    if (at === right || ++judging.looks > MAX_LOOKS) return true;
  }
  return false;
};

/** The replica's present value in a map. */
const valueAt = (walk: Walk, holder: string | object, key: string): Y.Item | undefined => {
  const map = typeof holder === 'string' ? walk.doc.share.get(holder) : holder;
  return map instanceof Y.AbstractType ? map._map.get(key) : undefined;
};

const judgeItem = (judging: Judging, ...[walk, item, place, start]: Parameters<Walk['visit']>): Verdict => {
  if (!isInOrder(walk, judging, item)) return 'malformed';
  if (place?.key != null && isForGood(valueAt(walk, place.holder, place.key))) return 'forbidden';
  if (item.content instanceof Y.ContentString && place?.holder instanceof Y.Text) {
    const text = place.holder;
    judging.typed.set(text, (judging.typed.get(text) ?? 0) + endOf(item) - start);
  }
  return judgeContent(place, item.content);
};

const takesAway = ({ doc, deletions }: Walk): boolean => {
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) if (isForGood(struct)) return true;
    }
  }
  return false;
};

/** Whether a cut behind this clock would part the two halves of a letter of the replica. */
const partsLetter = ({ doc }: Walk, client: number, clock: number): boolean => {
  if (clock < 0 || clock >= Y.getState(doc.store, client)) return false;
  const item = Y.getItem(doc.store, Y.createID(client, clock));
  if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString) || clock === endOf(item) - 1)
    return false;
  return isHighSurrogate(item.content.str.charCodeAt(clock - item.id.clock));
};

/** The letters that Yjs would cut to put an item beside them, by client and the clock behind which it cuts. */
const lettersCut = (walk: Walk, { origin, rightOrigin }: Y.Item): string[] => {
  const cuts: string[] = [];
  if (origin !== null && partsLetter(walk, origin.client, origin.clock)) cuts.push(`${origin.client}/${origin.clock}`);
  if (rightOrigin !== null && partsLetter(walk, rightOrigin.client, rightOrigin.clock - 1))
    cuts.push(`${rightOrigin.client}/${rightOrigin.clock - 1}`);
  return cuts;
};

/**
 * Yjs cuts even for an item that it knows or will not keep, of which it tells nobody. A letter of two code units, cut
 * so, is spoilt here and whole on all other replicas; unless the update holds another cause for the cut, which is
 * passed on.
 */
const spoilsInSecret = (walk: Walk): boolean => {
  const isPassedOn = (item: Y.Item, place: Place) =>
    place !== null && item.id.clock >= (walk.queues.get(item.id.client)?.known ?? 0);
  const items = [...walk.places].filter((entry): entry is [Y.Item, Place] => entry[0] instanceof Y.Item);
  const secret = items.flatMap(([item, place]) => (isPassedOn(item, place) ? [] : lettersCut(walk, item)));
  if (secret.length === 0) return false;
  const told = new Set(items.flatMap(([item, place]) => (isPassedOn(item, place) ? lettersCut(walk, item) : [])));
  for (const [client, ranges] of walk.deletions) {
    for (const { clock, len } of ranges) told.add(`${client}/${clock - 1}`).add(`${client}/${clock + len - 1}`);
  }
  return secret.some((cut) => !told.has(cut));
};

/** Letters the update takes away, by text: of the replica's, and of its own. */
const removedBy = (walk: Walk): Map<Y.Text, number> => {
  const removed = new Map<Y.Text, number>();
  const note = (struct: Struct, from: number, to: number) => {
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) return;
    const holder = placeOf(walk, struct)?.holder;
    const length = Math.min(to, endOf(struct)) - Math.max(from, struct.id.clock);
    if (holder instanceof Y.Text && length > 0) removed.set(holder, (removed.get(holder) ?? 0) + length);
  };
  for (const [client, ranges] of walk.deletions) {
    const queue = walk.queues.get(client);
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(walk.doc, client, clock, clock + len)) note(struct, clock, clock + len);
      if (queue === undefined) continue;
      const from = Math.max(clock, queue.known);
      for (let i = indexIn(queue, from); i < queue.structs.length; i++) {
        const struct = queue.structs[i];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        note(struct, from, clock + len);
      }
    }
  }
  return removed;
};

const lengthOf = (text: Y.Text): number => (text.doc === null ? 0 : text.length);

const judgeTexts = (walk: Walk, { typed }: Judging): Verdict => {
  const long = [...typed].filter(([text, letters]) => lengthOf(text) + letters > MAX_TEXT_CHARS);
  if (long.length === 0) return 'ok';
  // Only now: to know what it takes away may mean to read much of the replica.
  const removed = removedBy(walk);
  const isTooLong = long.some(
    ([text, letters]) => lengthOf(text) + letters - (removed.get(text) ?? 0) > MAX_TEXT_CHARS,
  );
  return isTooLong ? 'too-large' : 'ok';
};

/** Judges an update as `judgeUpdate` does; of one that is `ok`, what was seen on the way. */
export const examine = (doc: Y.Doc, bytes: Uint8Array): Walk | Exclude<Verdict, 'ok'> => {
  const judging: Judging = { typed: new Map(), looks: 0 };
  const walk = walkUpdate(doc, bytes, (...visited) => judgeItem(judging, ...visited));
  if (typeof walk === 'string') return walk;
  if (takesAway(walk)) return 'forbidden';
  if (spoilsInSecret(walk)) return 'malformed';
  const verdict = judgeTexts(walk, judging);
  return verdict === 'ok' ? walk : verdict;
};

/**
 * Judges an update against a replica without applying it. If it is `ok`, applying it neither throws nor leaves
 * anything waiting.
 * - `malformed`: no update, or built so that Yjs would choke on it.
 * - `missing`: it builds on something the replica does not have.
 * - `forbidden`: it writes outside the board's own maps, or content a board has no use for, or takes a record away.
 * - `too-large`: a text, a value or a key in it passes its limit.
 */
export const judgeUpdate = (doc: Y.Doc, bytes: Uint8Array): Verdict => {
  const examined = examine(doc, bytes);
  return typeof examined === 'string' ? examined : 'ok';
};
