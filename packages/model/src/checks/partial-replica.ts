/**
 * A partial replica: a document that copies the few lists an update touches, item for item, and has placeholders for
 * everything else. Applied to it, the update does what it would do to the whole replica. Yjs itself applies it, because a
 * second version of its rules here would drift apart from them; and the cost follows what the update touches, not what the
 * board holds.
 *
 * A part is enough because Yjs decides between concurrent writes by their neighbours in one list: the letters of a text,
 * or the values that a key of a map has had, of which the last one counts. Of items elsewhere Yjs asks only whether they
 * are there, and the placeholder that Yjs itself keeps for collected items (`GC`) answers that.
 */
import * as Y from 'yjs';
import type { Struct } from './integration-plan.ts';

/**
 * Items copied for one update; this many take some 20 ms. A text has at most 8,000 letters, which are as many items if
 * people typed them one at a time, and more for the letters they deleted.
 */
const MAX_COPIES = 50_000;

type AnyType = Exclude<Y.Item['parent'], Y.ID | null>;

/** A type of the replica, or the name of one of its roots. */
export type Holder = string | AnyType;

/** Which values of a key an update builds on. All values that came after them are needed too. */
export type Needed = 'all' | ReadonlySet<Struct>;

export class PartialReplica {
  readonly #replica: Y.Doc;
  readonly #roots: ReadonlyMap<unknown, string>;
  /** Fixed guid: generating one costs more than the rest. */
  readonly #doc = new Y.Doc({ gc: false, guid: 'partial' });
  readonly #copies = new Map<Y.Item, Y.Item>();
  readonly #clients = new Set<number>();
  #left = MAX_COPIES;

  /** How many items were copied. */
  get size(): number {
    return this.#copies.size;
  }

  /** `roots`: the replica's root types and their names. */
  constructor(replica: Y.Doc, roots: ReadonlyMap<unknown, string>) {
    this.#replica = replica;
    this.#roots = roots;
  }

  /** Makes the partial replica know a client's clocks as far as the replica does. */
  mention(client: number): void {
    this.#clients.add(client);
  }

  /** Copies the letters of a text. False if they are too many. */
  copyText(text: Y.Text): boolean {
    let letters = 0;
    for (let item = text._start; item !== null; item = item.right) if (++letters > this.#left) return this.#giveUp();
    this.#left -= letters;
    const copy = this.#typeOf(text);
    let left: Y.Item | null = null;
    for (let item = text._start; item !== null; item = item.right) {
      const right = this.#copyItem(item);
      if (left === null) copy._start = right;
      link(left, right);
      left = right;
    }
    return true;
  }

  /** Copies the values of a key, from the last one back to the first that is needed. False if they are too many. */
  copyValues(holder: Holder, key: string, needed: Needed): boolean {
    const last = (typeof holder === 'string' ? this.#replica.share.get(holder) : holder)?._map.get(key) ?? null;
    const values: Y.Item[] = [];
    let missing = needed === 'all' ? Number.POSITIVE_INFINITY : needed.size;
    for (let item = last; item !== null && missing > 0; item = item.left) {
      if (values.length >= this.#left) return this.#giveUp();
      values.push(item);
      if (needed !== 'all' && needed.has(item)) missing--;
    }
    this.#left -= values.length;
    // Even if it has no values: items of the update that hang under it must find it.
    this.#typeOf(holder);
    const copies = values.map((item) => this.#copyItem(item));
    copies.forEach((copy, i) => {
      link(copies[i + 1] ?? null, copy);
    });
    return true;
  }

  /** Applies the update and returns the document that results. Call it once, as the last thing. */
  apply(update: Uint8Array): Y.Doc {
    const byClient = Map.groupBy(this.#copies.values(), (copy) => copy.id.client);
    for (const client of this.#clients) {
      const end = Y.getState(this.#replica.store, client);
      const copies = (byClient.get(client) ?? []).sort((a, b) => a.id.clock - b.id.clock);
      if (end > 0) this.#doc.store.clients.set(client, withGapsFilled(client, copies, end));
    }
    Y.applyUpdate(this.#doc, update);
    return this.#doc;
  }

  /** Copies nothing more: one list was too long, and the next ones may be as long again. */
  #giveUp(): false {
    this.#left = 0;
    return false;
  }

  #typeOf(holder: Holder): AnyType {
    const root = typeof holder === 'string' ? holder : this.#roots.get(holder);
    if (root !== undefined) return this.#doc.getMap(root);
    const item = typeof holder === 'string' ? null : holder._item;
    const copy = item === null ? null : this.#copyItem(item);
    if (!(copy?.content instanceof Y.ContentType)) throw new Error('a type that hangs under nothing');
    return copy.content.type;
  }

  #copyItem(item: Y.Item): Y.Item {
    const copied = this.#copies.get(item);
    if (copied !== undefined) return copied;
    const { id, origin, rightOrigin, parentSub, content } = item;
    if (!(item.parent instanceof Y.AbstractType)) throw new Error('an item of the replica that hangs under nothing');
    const parent = this.#typeOf(item.parent);
    const copy = new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content.copy());
    if (item.deleted) copy.markDeleted();
    if (copy.content instanceof Y.ContentType) copy.content.type._integrate(this.#doc, copy);
    if (parentSub !== null && item.right === null) parent._map.set(parentSub, copy);
    this.mention(id.client);
    // Yjs looks up the item's own neighbour when it puts another item beside it.
    if (origin !== null) this.mention(origin.client);
    this.#copies.set(item, copy);
    return copy;
  }
}

const link = (left: Y.Item | null, right: Y.Item): void => {
  right.left = left;
  if (left !== null) left.right = right;
};

/** The copies in order of their clocks, with placeholders between them, up to `end`. */
const withGapsFilled = (client: number, copies: readonly Y.Item[], end: number): (Y.Item | Y.GC)[] => {
  const structs: (Y.Item | Y.GC)[] = [];
  let clock = 0;
  const fillTo = (next: number) => {
    if (next > clock) structs.push(new Y.GC(Y.createID(client, clock), next - clock));
  };
  for (const copy of copies) {
    fillTo(copy.id.clock);
    structs.push(copy);
    clock = copy.id.clock + copy.length;
  }
  fillTo(end);
  return structs;
};
