/**
 * Which cards name which cell as their place, so that putting a card among its neighbours costs the same on a board of
 * twenty thousand as on one of twenty. Built when first asked, kept up to date from then on; it holds nothing that the
 * document does not say.
 */
import * as Y from 'yjs';

/** Cards that name no cell. */
export const NO_CELL = 'inbox';

export const cellKey = (step: string, lane: string): string => `${step}/${lane}`;

/** The cell a place names, whether or not it is there. */
const cellNamed = (place: unknown): string => {
  if (typeof place !== 'object' || place === null || !('step' in place) || !('lane' in place)) return NO_CELL;
  const { step, lane } = place;
  return typeof step === 'string' && typeof lane === 'string' ? cellKey(step, lane) : NO_CELL;
};

const NOBODY: ReadonlySet<string> = new Set();

export class CellIndex {
  readonly #doc: Y.Doc;
  readonly #cards: Y.Map<unknown>;
  #cells: Map<string, Set<string>> | null = null;
  readonly #cellOf = new Map<string, string>();

  constructor(doc: Y.Doc, cards: Y.Map<unknown>) {
    this.#doc = doc;
    this.#cards = cards;
  }

  /** Ids of the cards that name this cell, deleted ones too, in no order. */
  at(key: string): ReadonlySet<string> {
    return this.#built().get(key) ?? NOBODY;
  }

  /** The cells that any card names. */
  keys(): Iterable<string> {
    return this.#built().keys();
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
    this.#doc.on('afterTransaction', ({ changed }) => {
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
    const now = card instanceof Y.Map ? cellNamed(card.get('place')) : null;
    const before = this.#cellOf.get(id) ?? null;
    if (now === before) return;
    if (before !== null) {
      const left = cells.get(before);
      left?.delete(id);
      if (left?.size === 0) cells.delete(before);
    }
    if (now === null) {
      this.#cellOf.delete(id);
      return;
    }
    this.#cellOf.set(id, now);
    const cell = cells.get(now);
    if (cell === undefined) cells.set(now, new Set([id]));
    else cell.add(id);
  }
}
