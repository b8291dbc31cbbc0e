/** Knows which of the board's texts were edited in this tab, and in which order: after a refusal those matter most. */
import type { Board } from '@samrejse/model/document/board';
import { allTexts } from '@samrejse/model/document/text';
import { COLLECTIONS, TEXT_FIELDS } from '@samrejse/model/records/collections';

export class OwnTexts {
  readonly #board: Board;
  /** Keys as in `allTexts`, in the order of their last edit. */
  readonly #keys = new Set<string>();

  constructor(board: Board) {
    this.#board = board;
    board.meta.observeDeep((events, { local }) => {
      if (local) for (const { path } of events) if (path.length > 0) this.#edited(`meta/${path.join('/')}`);
    });
    for (const collection of COLLECTIONS) {
      board.records[collection].observeDeep((events, { local }) => {
        if (!local) return;
        for (const { path, keys } of events) {
          if (path.length > 0) this.#edited([collection, ...path].join('/'));
          // Records were added, with all their texts.
          else
            for (const id of keys.keys()) {
              for (const field of TEXT_FIELDS[collection]) this.#edited(`${collection}/${id}/${field}`);
            }
        }
      });
    }
  }

  /** All texts of the board by key, and last those that were edited here. */
  last(): Map<string, string> {
    const texts = allTexts(this.#board);
    for (const key of this.#keys) {
      const text = texts.get(key);
      if (text === undefined) continue;
      texts.delete(key);
      texts.set(key, text);
    }
    return texts;
  }

  #edited(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
  }
}
