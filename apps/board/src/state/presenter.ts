/** What we show of ourselves: at most every few frames, and nothing from a hidden tab. */
import type { Presence } from '@samrejse/model/presence';
import type { Person } from '@samrejse/model/records';

const INTERVAL_MS = 60;

type Shown = Omit<Presence, 'person' | 'role'>;
const NOTHING: Shown = { cursor: null, selected: null, typing: false, drag: null };

export class Presenter {
  #person: Person;
  #shown: Shown = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (presence: Presence | null) => void;
  readonly #onVisibility = () => this.#flush();

  constructor(person: Person, send: (presence: Presence | null) => void) {
    this.#person = person;
    this.#send = send;
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

  set(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#person.name === '') return;
    const shown = document.visibilityState === 'hidden' ? { ...this.#shown, cursor: null, drag: null } : this.#shown;
    this.#send({ person: this.#person, ...shown });
  }
}
