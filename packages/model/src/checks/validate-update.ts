/**
 * Whether an update from outside is sound, found out before it is applied (rule P2): whether Yjs can integrate each of its
 * structs, and whether a board may hold it where it stands. Who may write it is another question (`authorise.ts`).
 */
import * as Y from 'yjs';
import { isHighSurrogate, TEXT_LIMITS } from '../records/limits.ts';
import {
  endOf,
  find,
  heldIn,
  type IntegrationPlan,
  indexIn,
  placeOf,
  planIntegration,
  type Struct,
} from './integration-plan.ts';
import { isForGood, type Place, type Verdict, validateContent } from './shape.ts';

/**
 * Items passed in one update while looking for right neighbours, some milliseconds. Neighbours mostly stand side by side;
 * beyond this the check assumes they are in order, and the sender confuses no more than the order of letters.
 */
const MAX_LOOKS = 1_000_000;
/** Twice what the editor lets one person type, so that two people who reach the limit at once are not refused. */
const MAX_TEXT_CHARS = 2 * TEXT_LIMITS.card;

interface Counts {
  /** New letters (UTF-16 code units) by the text they go into. */
  readonly typed: Map<Y.Text, number>;
  /** Items passed while looking for right neighbours. */
  looks: number;
}

/**
 * Whether the left neighbour of an item stands before its right neighbour. If not, Yjs would put the item where it looks
 * first, and that differs between replicas. Neighbours that come with the update itself are not ordered yet; they pass.
 */
const isInOrder = (plan: IntegrationPlan, counts: Counts, { origin, rightOrigin }: Y.Item): boolean => {
  if (origin === null || rightOrigin === null) return true;
  const [left, right] = [find(plan, origin), find(plan, rightOrigin)];
  if (left === right) return origin.clock < rightOrigin.clock;
  if (!(left instanceof Y.Item) || plan.places.has(left) || plan.places.has(right)) return true;
  for (let at = left.right; at !== null; at = at.right) {
    if (at === right || ++counts.looks > MAX_LOOKS) return true;
  }
  return false;
};

/** The item that holds a key's present value in the replica. */
const valueAt = (plan: IntegrationPlan, holder: string | object, key: string): Y.Item | undefined => {
  const map = typeof holder === 'string' ? plan.doc.share.get(holder) : holder;
  return map instanceof Y.AbstractType ? map._map.get(key) : undefined;
};

const validateItem = (counts: Counts, ...[plan, item, place, start]: Parameters<IntegrationPlan['visit']>): Verdict => {
  if (!isInOrder(plan, counts, item)) return 'malformed';
  if (place?.key != null && isForGood(valueAt(plan, place.holder, place.key))) return 'forbidden';
  if (item.content instanceof Y.ContentString && place?.holder instanceof Y.Text) {
    const text = place.holder;
    counts.typed.set(text, (counts.typed.get(text) ?? 0) + endOf(item) - start);
  }
  return validateContent(place, item.content);
};

const takesAway = ({ doc, deletions }: IntegrationPlan): boolean => {
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(doc, client, clock, clock + len)) if (isForGood(struct)) return true;
    }
  }
  return false;
};

/** Whether a cut behind this clock would split a surrogate pair of the replica. */
const partsLetter = ({ doc }: IntegrationPlan, client: number, clock: number): boolean => {
  if (clock < 0 || clock >= Y.getState(doc.store, client)) return false;
  const item = Y.getItem(doc.store, Y.createID(client, clock));
  if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString) || clock === endOf(item) - 1)
    return false;
  return isHighSurrogate(item.content.str.charCodeAt(clock - item.id.clock));
};

/** The surrogate pairs that Yjs would split to put an item beside them: `client/clock` of each cut. */
const lettersCut = (plan: IntegrationPlan, { origin, rightOrigin }: Y.Item): string[] => {
  const cuts: string[] = [];
  if (origin !== null && partsLetter(plan, origin.client, origin.clock)) cuts.push(`${origin.client}/${origin.clock}`);
  if (rightOrigin !== null && partsLetter(plan, rightOrigin.client, rightOrigin.clock - 1))
    cuts.push(`${rightOrigin.client}/${rightOrigin.clock - 1}`);
  return cuts;
};

/**
 * Whether the update would split a surrogate pair here but not on the other replicas. Yjs splits even for an item that it
 * knows or will not keep, and such items are not sent on. If another part of the update, which is sent on, causes the same
 * split, all replicas split the pair alike.
 */
const spoilsInSecret = (plan: IntegrationPlan): boolean => {
  const isPassedOn = (item: Y.Item, place: Place) =>
    place !== null && item.id.clock >= (plan.queues.get(item.id.client)?.known ?? 0);
  const items = [...plan.places].filter((entry): entry is [Y.Item, Place] => entry[0] instanceof Y.Item);
  const secret = items.flatMap(([item, place]) => (isPassedOn(item, place) ? [] : lettersCut(plan, item)));
  if (secret.length === 0) return false;
  const told = new Set(items.flatMap(([item, place]) => (isPassedOn(item, place) ? lettersCut(plan, item) : [])));
  for (const [client, ranges] of plan.deletions) {
    for (const { clock, len } of ranges) told.add(`${client}/${clock - 1}`).add(`${client}/${clock + len - 1}`);
  }
  return secret.some((cut) => !told.has(cut));
};

/** How many letters the update deletes of each text, of the replica's letters and of its own. */
const removedBy = (plan: IntegrationPlan): Map<Y.Text, number> => {
  const removed = new Map<Y.Text, number>();
  const note = (struct: Struct, from: number, to: number) => {
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) return;
    const holder = placeOf(plan, struct)?.holder;
    const length = Math.min(to, endOf(struct)) - Math.max(from, struct.id.clock);
    if (holder instanceof Y.Text && length > 0) removed.set(holder, (removed.get(holder) ?? 0) + length);
  };
  for (const [client, ranges] of plan.deletions) {
    const queue = plan.queues.get(client);
    for (const { clock, len } of ranges) {
      for (const struct of heldIn(plan.doc, client, clock, clock + len)) note(struct, clock, clock + len);
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

const validateTexts = (plan: IntegrationPlan, { typed }: Counts): Verdict => {
  const long = [...typed].filter(([text, letters]) => lengthOf(text) + letters > MAX_TEXT_CHARS);
  if (long.length === 0) return 'ok';
  // Counted only now, because counting the deleted letters may mean reading much of the replica.
  const removed = removedBy(plan);
  const isTooLong = long.some(
    ([text, letters]) => lengthOf(text) + letters - (removed.get(text) ?? 0) > MAX_TEXT_CHARS,
  );
  return isTooLong ? 'too-large' : 'ok';
};

/**
 * Validates an update against a replica, without applying it. Returns the integration plan of a sound update: applying that
 * update neither throws nor leaves anything waiting. Otherwise the verdict:
 * - `malformed`: the bytes are no update, or Yjs would fail to integrate it, or it would spoil letters here only.
 * - `missing`: it builds on structs that the replica does not have.
 * - `forbidden`: it writes outside the board's own maps, or content that no board holds, or takes a record away.
 * - `too-large`: a text, a value or a key in it is over its limit.
 */
export const validateUpdate = (doc: Y.Doc, bytes: Uint8Array): IntegrationPlan | Exclude<Verdict, 'ok'> => {
  const counts: Counts = { typed: new Map(), looks: 0 };
  const plan = planIntegration(doc, bytes, (...visited) => validateItem(counts, ...visited));
  if (typeof plan === 'string') return plan;
  if (takesAway(plan)) return 'forbidden';
  if (spoilsInSecret(plan)) return 'malformed';
  const verdict = validateTexts(plan, counts);
  return verdict === 'ok' ? plan : verdict;
};
