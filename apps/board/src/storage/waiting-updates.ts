/**
 * Updates of the journal that build on what the document does not have: edits of others that come from the server, or an
 * edit that is lost. They wait outside the document. Inside, they would be sent with every SyncStep2, and the server would
 * refuse the whole of it as `missing`.
 */
import type { Board } from '@samrejse/model/document/board';
import { applyTo, takeWaiting } from '@samrejse/model/document/replica';

const FROM_JOURNAL = 'journal';

export class WaitingUpdates {
  readonly #doc: Board['doc'];
  #updates: readonly Uint8Array[] = [];
  readonly #stopListening: () => void;

  constructor({ doc }: Board) {
    this.#doc = doc;
    const onUpdate = (_update: Uint8Array, origin: unknown, _doc: unknown, { local }: { readonly local: boolean }) => {
      // What is missing was not written by this page, so an edit made here does not bring it.
      if (!local && origin !== FROM_JOURNAL && !this.isEmpty) this.apply([]);
    };
    doc.on('update', onUpdate);
    this.#stopListening = () => doc.off('update', onUpdate);
  }

  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** Applies what waits and these updates, as far as possible. The rest waits for what the document hears next. */
  apply(updates: readonly Uint8Array[]): void {
    for (const update of [...this.#updates, ...updates]) {
      try {
        applyTo(this.#doc, update, FROM_JOURNAL);
      } catch {
        // Cut off in the middle: the page went away while it was noted.
      }
    }
    this.#updates = takeWaiting(this.#doc);
  }

  /** What still waits will never be applied. */
  forget(): void {
    this.#updates = [];
  }

  close(): void {
    this.#stopListening();
    this.forget();
  }
}
