/** What we show of ourselves: at most as often as it is passed on, only when it changes, and nobody is anywhere in a hidden tab. */

import type { Person } from '@samrejse/model/records/records';
import {
  NOTHING_SHOWN,
  outwards,
  type Presence,
  presenceIntervalMs,
  type Shown,
  shownIn,
  type View,
} from '@samrejse/model/wire/presence';

type Showable = Pick<Presence, 'cursor' | 'selected' | 'typing' | 'drag'>;
const NOTHING: Showable = { cursor: null, selected: null, typing: false, drag: null };

interface Deps {
  readonly send: (person: Person, shown: Shown) => void;
  /** How many are here to see it. */
  readonly people: () => number;
}

export class Presenter {
  readonly #deps: Deps;
  #person: Person;
  #shown = NOTHING;
  #view: View | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = 0;
  readonly #onVisibility = () => this.#flush();

  constructor(person: Person, deps: Deps) {
    this.#person = person;
    this.#deps = deps;
    document.addEventListener('visibilitychange', this.#onVisibility);
    // In a moment: sending calls back, and whoever makes us has not got us yet.
    this.set({});
  }

  get person(): Person {
    return this.#person;
  }

  set person(person: Person) {
    this.#person = person;
    this.#flush();
  }

  set(change: Partial<Showable>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#schedule();
  }

  /** This part of the board is what we draw. */
  look(view: View): void {
    this.#view = outwards(view);
    this.#schedule();
  }

  close(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#sentAt + presenceIntervalMs(this.#deps.people()) - performance.now();
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, wait));
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    const person = this.#person;
    const shown = { ...shownIn({ person, ...this.#shown }), view: this.#view };
    const hidden = { ...NOTHING_SHOWN, selected: shown.selected, view: shown.view, hidden: true };
    this.#deps.send(person, document.visibilityState === 'hidden' ? hidden : shown);
  }
}
