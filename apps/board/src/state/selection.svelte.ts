/** Which card is selected at this screen, and which card is being typed in. */
import type { CardId } from '@samrejse/model/records/ids';

/** The part of a selection that other people see. */
interface ShownSelection {
  readonly selected?: CardId | null;
  readonly typing?: boolean;
}

export interface SelectionOptions {
  readonly mayEdit: () => boolean;
  /** Shows the selection to the others on the board. */
  readonly show: (shown: ShownSelection) => void;
  /** Typing in this card has ended. */
  readonly onTyped: (card: CardId) => void;
}

interface Caret {
  readonly start: number;
  readonly end: number;
}

export class Selection {
  /** Where the caret stands in the card being typed in: the card gets a new field when somebody moves it. */
  caret: Caret | null = null;
  #card = $state<CardId | null>(null);
  #editing = $state<CardId | null>(null);
  readonly #options: SelectionOptions;

  constructor(options: SelectionOptions) {
    this.#options = options;
  }

  get card(): CardId | null {
    return this.#card;
  }

  /** The card being typed in. */
  get editing(): CardId | null {
    return this.#editing;
  }

  /** Selects a card, or none; ends typing in the card selected before. */
  select(card: CardId | null): void {
    if (card === this.#card) return;
    this.stopEditing();
    this.#card = card;
    this.#options.show({ selected: card, typing: false });
  }

  /** Selects a card and opens it for typing, where we may edit. */
  edit(card: CardId): void {
    this.select(card);
    if (!this.#options.mayEdit()) return;
    this.caret = null;
    this.#editing = card;
    this.#options.show({ selected: card, typing: true });
  }

  /** Ends typing; the card stays selected. */
  stopEditing(): void {
    const card = this.#editing;
    if (card === null) return;
    this.#editing = null;
    this.#options.show({ typing: false });
    this.#options.onTyped(card);
  }

  /** A card has been deleted: lets go of it without ending the typing properly. True if it was being typed in. */
  drop(card: CardId): boolean {
    const typed = this.#editing === card;
    if (typed) this.#editing = null;
    if (this.#card === card) {
      this.#card = null;
      this.#options.show({ selected: null, typing: false });
    } else if (typed) this.#options.show({ typing: false });
    return typed;
  }
}
