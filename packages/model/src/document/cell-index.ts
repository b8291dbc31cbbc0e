/**
 * Which cards name which cell as their place, so that putting a card among its neighbours costs the same on a board of
 * twenty thousand as on one of twenty. Built when first asked, kept up to date from then on; it holds nothing that the
 * document does not say.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { cardPlaceSchema } from '../records/cards.ts';
import { cellKey, INBOX } from '../records/place.ts';

interface Spot {
  readonly cell: string;
  readonly rank: string;
}

/** Where a place puts a card, whether or not that is there; one that cannot be read, where reading it puts the card. */
const spotOf = (place: unknown): Spot => {
  const parsed = v.safeParse(cardPlaceSchema, place);
  if (!parsed.success) return { cell: INBOX, rank: 'a0' };
  const { step, lane, rank } = parsed.output;
  return { cell: step === null || lane === null ? INBOX : cellKey(step, lane), rank };
};

const NOBODY: ReadonlySet<string> = new Set();

export class CellIndex {
  readonly #doc: Y.Doc;
  readonly #cards: Y.Map<unknown>;
  #cells: Map<string, Set<string>> | null = null;
  readonly #spots = new Map<string, Spot>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#cards = doc.getMap('cards');
  }

  /** Ids of the cards that name this cell, deleted ones too, in no order. */
  at(key: string): ReadonlySet<string> {
    return this.#built().get(key) ?? NOBODY;
  }

  /** The cells that any card names. */
  keys(): Iterable<string> {
    return this.#built().keys();
  }

  /** Among the cards of its cell. */
  rankOf(id: string): string {
    this.#built();
    return this.#spots.get(id)?.rank ?? 'a0';
  }

  /** Looks at a card again. Within a transaction nobody else says that it has moved. */
  refresh(id: string): void {
    if (this.#cells !== null) this.#note(this.#cells, id);
  }

  #built(): Map<string, Set<string>> {
    if (this.#cells !== null) return this.#cells;
    const cells = new Map<string, Set<string>>();
    this.#cells = cells;
    for (const id of this.#cards.keys()) this.#note(cells, id);
    // Before anybody else hears of a change, who may ask what it means.
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
    const now = card instanceof Y.Map ? spotOf(card.get('place')) : null;
    const before = this.#spots.get(id)?.cell;
    if (now === null) this.#spots.delete(id);
    else this.#spots.set(id, now);
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

/** One a document, however often that is opened: each listens to it for as long as it lives. */
export const cellIndexOf = (doc: Y.Doc): CellIndex => {
  const index = indexes.get(doc) ?? new CellIndex(doc);
  indexes.set(doc, index);
  return index;
};
