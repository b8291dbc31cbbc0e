/** The board as it durably is: what anybody outside may be shown. */
import type { Stretch } from './board-log.ts';
import type { Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import { LiveDocument } from './live-document.ts';

interface Deps {
  readonly document: LiveDocument;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly isSaving: () => boolean;
  readonly openLog: () => Promise<Stretch>;
}

export class DurableView {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Looks at the replica now, and hands over what was seen once all of it is durable. While commits fail that may
   * take long: then it looks at what the log holds. `seq` is the last edit that could be seen.
   */
  look<T>(
    look: (document: LiveDocument) => T,
    done: (seen: T, seq: number) => void,
    fail: (error: unknown) => void,
  ): void {
    const { document, journal, isSaving } = this.#deps;
    if (!isSaving()) {
      this.#lookAtLog(look).then(({ seen, seq }) => done(seen, seq), fail);
      return;
    }
    const seen = look(document);
    const seq = journal.applied;
    journal.whenDurable(() => done(seen, seq));
  }

  async #lookAtLog<T>(look: (document: LiveDocument) => T): Promise<{ readonly seen: T; readonly seq: number }> {
    const { updates, seq } = await this.#deps.openLog();
    const document = new LiveDocument(updates, this.#deps);
    const seen = look(document);
    document.close();
    return { seen, seq };
  }
}
