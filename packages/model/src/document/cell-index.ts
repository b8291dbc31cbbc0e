/**
 * An index from cells to the cards whose `place` names them, so that placing a card among its neighbours costs the same on
 * a board of twenty thousand cards as on one of twenty. It is built at its first use and kept up to date from then on. All
 * it holds follows from the document.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { cardPlaceSchema } from '../records/cards.ts';
import { FIRST_RANK } from '../records/order.ts';
import { cellKey, INBOX } from '../records/place.ts';

/** What a card's `place` says: a cell, which may not exist, and a rank in it. */
interface NamedCell {
  readonly cell: string;
  readonly rank: string;
}

/** An unreadable place counts as the inbox, as in `reads.ts`. */
const namedCellOf = (place: unknown): NamedCell => {
  const parsed = v.safeParse(cardPlaceSchema, place);
  if (!parsed.success) return { cell: INBOX, rank: FIRST_RANK };
  const { step, lane, rank } = parsed.output;
  return { cell: step === null || lane === null ? INBOX : cellKey(step, lane), rank };
};

const NO_CARDS: ReadonlySet<string> = new Set();

export class CellIndex {
  readonly #doc: Y.Doc;
  readonly #cards: Y.Map<unknown>;
  #cells: Map<string, Set<string>> | null = null;
  readonly #named = new Map<string, NamedCell>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#cards = doc.getMap('cards');
  }

  /** Ids of the cards whose place names this cell, deleted cards too, in no order. */
  at(key: string): ReadonlySet<string> {
    return this.#built().get(key) ?? NO_CARDS;
  }

  /** The keys of the cells that at least one card names. */
  keys(): Iterable<string> {
    return this.#built().keys();
  }

  /** A card's rank among the cards of its cell. */
  rankOf(id: string): string {
    this.#built();
    return this.#named.get(id)?.rank ?? FIRST_RANK;
  }

  /**
   * Reads a card's place again. Within a transaction the writer must call this: observers hear of a move only
   * afterwards.
   */
  refresh(id: string): void {
    if (this.#cells !== null) this.#note(this.#cells, id);
  }

  #built(): Map<string, Set<string>> {
    if (this.#cells !== null) return this.#cells;
    const cells = new Map<string, Set<string>>();
    this.#cells = cells;
    for (const id of this.#cards.keys()) this.#note(cells, id);
    // Before other observers hear of the change, because they may use the index.
    this.#doc.on('beforeObserverCalls', ({ changed }) => {
      for (const [type, keys] of changed) {
        if (Object.is(type, this.#cards)) for (const id of keys) if (id !== null) this.#note(cells, id);
        const id = type._item?.parentSub;
        if (Object.is(type.parent, this.#cards) && keys.has('place') && id != null) this.#note(cells, id);
      }
    });
    return cells;
  }

  #note(cells: Map<string, Set<string>>, id: string): void {
    const card = this.#cards.get(id);
    const now = card instanceof Y.Map ? namedCellOf(card.get('place')) : null;
    const before = this.#named.get(id)?.cell;
    if (now === null) this.#named.delete(id);
    else this.#named.set(id, now);
    if (now?.cell === before) return;
    if (before !== undefined) {
      const left = cells.get(before);
      left?.delete(id);
      if (left?.size === 0) cells.delete(before);
    }
    if (now === null) return;
    const cell = cells.get(now.cell);
    if (cell === undefined) cells.set(now.cell, new Set([id]));
    else cell.add(id);
  }
}

const indexes = new WeakMap<Y.Doc, CellIndex>();

/** The document's one index, however often the document is opened: an index listens to its document for ever. */
export const cellIndexOf = (doc: Y.Doc): CellIndex => {
  const index = indexes.get(doc) ?? new CellIndex(doc);
  indexes.set(doc, index);
  return index;
};
