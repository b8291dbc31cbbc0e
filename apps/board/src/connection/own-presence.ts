/** What we show of ourselves, told to the server: who we are once a connection, then only what changes. */

import type { Person } from '@samrejse/model/records/records';
import { NOTHING_SHOWN, type Shown, type ShownChange, shownChange } from '@samrejse/model/wire/presence';

/** The ear of the server. */
interface Ear {
  readonly introduce: (person: Person) => void;
  readonly change: (change: ShownChange, shown: Shown) => void;
}

export class Showing {
  readonly #ear: Ear;
  #person: Person | null = null;
  #shown: Shown = NOTHING_SHOWN;
  /** What this connection's server knows of us; null while there is none. */
  #told: { readonly person: Person | null; readonly shown: Shown } | null = null;

  constructor(ear: Ear) {
    this.#ear = ear;
  }

  show(person: Person, shown: Shown): void {
    this.#person = person;
    this.#shown = shown;
    this.#tell();
  }

  /** A new connection: it knows nothing of us. */
  open(): void {
    this.#told = { person: null, shown: NOTHING_SHOWN };
    this.#tell();
  }

  close(): void {
    this.#told = null;
  }

  #tell(): void {
    if (this.#told === null) return;
    const person = this.#person;
    // Without a name nobody is shown to others; what they see of others counts all the same.
    const isSeen = person !== null && person.name !== '';
    const { view, hidden } = this.#shown;
    const shown = isSeen ? this.#shown : { ...NOTHING_SHOWN, view, hidden };
    if (person !== null && person !== this.#told.person) this.#ear.introduce(person);
    const change = shownChange(this.#told.shown, shown);
    if (change !== null) this.#ear.change(change, shown);
    this.#told = { person, shown };
  }
}
