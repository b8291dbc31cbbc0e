/** Which dialog is open over the board: one at a time. */
import type { CardId } from '@samrejse/model/records/ids';

export type Dialog =
  | { readonly dialog: 'share' }
  | { readonly dialog: 'keyboard' }
  /** Asks what we are called. */
  | { readonly dialog: 'name' }
  /** Asks where a card is to go. */
  | { readonly dialog: 'move'; readonly card: CardId };

export class Dialogs {
  #current = $state.raw<Dialog | null>(null);

  get current(): Dialog | null {
    return this.#current;
  }

  open(dialog: Dialog): void {
    this.#current = dialog;
  }

  close(): void {
    this.#current = null;
  }
}
