/** Keeps the account of what is saved: counts edits as they are made, frames as they leave, acknowledgements as they come. */
import type { Board } from '@samrejse/model/document/board';
import type { OfflineCopy } from '../storage/offline-copy.ts';
import type { UnsavedNote } from '../storage/unsaved-note.ts';
import { type Saving, type SavingEvent, savingAfter, startSaving, unsavedCount } from './saving.ts';

interface SavingTrackerOptions {
  readonly board: Board;
  /** Where a later page of this browser reads how many edits are unsaved. */
  readonly unsaved: UnsavedNote;
  readonly offline: Pick<OfflineCopy, 'note' | 'settled'>;
  readonly onSaving: (saving: Saving) => void;
}

export class SavingTracker {
  readonly #options: SavingTrackerOptions;
  #saving: Saving;

  /** Must be made before the provider: an edit is counted before its frame leaves (rule C1). */
  constructor(options: SavingTrackerOptions) {
    this.#options = options;
    this.#saving = startSaving(options.unsaved.carried);
    options.board.doc.on('update', (update, _origin, _doc, transaction) => {
      if (transaction.local) this.#edited(update);
    });
    options.onSaving(this.#saving);
  }

  feed(event: SavingEvent): void {
    const { unsaved, offline, onSaving } = this.#options;
    this.#saving = savingAfter(this.#saving, event);
    unsaved.write(unsavedCount(this.#saving));
    if (event.type === 'acknowledged' && unsavedCount(this.#saving) === 0) offline.settled();
    onSaving(this.#saving);
  }

  #edited(update: Uint8Array): void {
    this.feed({ type: 'edited' });
    this.#options.offline.note(update);
  }
}
