/**
 * An excerpt of a replica: a document of its own that holds the few lists which an update touches, item for item, and
 * of the rest only that it is there. Applied to the excerpt, the update does what it would do to the replica, by Yjs'
 * own rules, of which a second version here could only drift apart; and it costs what the update touches, not what the
 * board holds.
 *
 * It suffices because Yjs decides between concurrent writes by what stands beside them in one list: the letters of a
 * text, or the values that a key of a map had, of which only the last counts. Of items elsewhere it asks whether they
 * are there, for which a `GC`, which Yjs itself keeps of what is gone, does as well.
 */
import * as Y from 'yjs';
import type { Struct } from './integration-order.ts';

/**
 * Items looked at and copied for one update, some 20 ms. A text has 8,000 letters at most, which are as many items if
 * many people typed them one at a time, and some more for what they took away.
 */
const MAX_COPIES = 50_000;

type AnyType = Exclude<Y.Item['parent'], Y.ID | null>;

/** A type of the replica, or the name of one of its roots. */
export type Holder = string | AnyType;

/** Of a key's values, those an update builds on, and so all that came after them. */
export type Needed = 'all' | ReadonlySet<Struct>;

export class Excerpt {
  readonly #replica: Y.Doc;
  readonly #roots: ReadonlyMap<unknown, string>;
  /** Named, for to draw a name takes longer than all the rest. */
  readonly #doc = new Y.Doc({ gc: false, guid: 'excerpt' });
  readonly #copies = new Map<Y.Item, Y.Item>();
  readonly #clients = new Set<number>();
  #left = MAX_COPIES;

  /** Items copied. */
  get size(): number {
    return this.#copies.size;
  }

  /** `roots`: the replica's root types and their names. */
  constructor(replica: Y.Doc, roots: ReadonlyMap<unknown, string>) {
    this.#replica = replica;
    this.#roots = roots;
  }

  /** Will know of a client's structs as far as the replica does. */
  mention(client: number): void {
    this.#clients.add(client);
  }

  /** The letters of a text. False where they are too many to be copied. */
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

  /** The values of a key, from the last back to the first that is needed. False where they are too many. */
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
    // Also where there are none: what hangs under it must find it.
    this.#typeOf(holder);
    const copies = values.map((item) => this.#copyItem(item));
    copies.forEach((copy, i) => {
      link(copies[i + 1] ?? null, copy);
    });
    return true;
  }

  /** Applies the update and gives the document that results. The excerpt is used up. */
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

  /** One that long would take as long to look through for each of the lists to come. */
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
    // What it once stood beside is looked up when others are put beside it.
    if (origin !== null) this.mention(origin.client);
    this.#copies.set(item, copy);
    return copy;
  }
}

const link = (left: Y.Item | null, right: Y.Item): void => {
  right.left = left;
  if (left !== null) left.right = right;
};

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
