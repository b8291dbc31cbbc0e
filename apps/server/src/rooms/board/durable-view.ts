/** The board as it durably is: what anybody outside may be shown. */
import type { Board } from '@samrejse/model/document/board';
import type { Limits } from '../limits.ts';
import type { BytesCache } from './bytes-cache.ts';
import { LiveDocument } from './live-document.ts';
import type { LoadedDocument } from './loaded-document.ts';
import type { PendingEdits } from './pending-edits.ts';

interface Deps {
  readonly document: LoadedDocument;
  readonly pendingEdits: PendingEdits;
  readonly limits: Limits;
  readonly isSaving: () => boolean;
  readonly bytesCache: BytesCache;
}

export class DurableView {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Looks at the replica now, and resolves with what was seen once all of it is durable. While commits fail that may
   * take long: then it looks at what the log holds.
   */
  async look<T>(look: (board: Board) => T): Promise<T> {
    const { document, pendingEdits, isSaving } = this.#deps;
    if (!isSaving()) return this.#lookAtLog(look);
    return new Promise((resolve, reject) => {
      const run = (document: LiveDocument) => {
        const seen = document.read(look);
        pendingEdits.whenDurable(() => resolve(seen));
      };
      document.use({ run, fail: reject });
    });
  }

  async #lookAtLog<T>(look: (board: Board) => T): Promise<T> {
    const bytes = await this.#deps.bytesCache.fetch();
    const document = new LiveDocument(bytes.updates(), this.#deps);
    const seen = document.read(look);
    document.close();
    return seen;
  }
}
