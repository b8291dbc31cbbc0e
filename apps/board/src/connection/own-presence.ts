/**
 * What we show of ourselves to the others. The server is told who we are once per connection, then only what changes, at
 * most as often as it passes presence on. While our tab is hidden we are shown nowhere.
 */

import type { Person } from '@samrejse/model/records/records';
import {
  NOTHING_SHOWN,
  outwards,
  type Presence,
  presenceIntervalMs,
  type Shown,
  type ShownChange,
  shownChange,
  shownIn,
  type View,
} from '@samrejse/model/wire/presence';
import { type Cancel, type Clock, systemClock } from '@samrejse/runtime/clock';

type Activity = Pick<Presence, 'cursor' | 'selected' | 'typing' | 'drag'>;
const NO_ACTIVITY: Activity = { cursor: null, selected: null, typing: false, drag: null };

/** Whether the browser shows the page. */
export interface PageVisibility {
  readonly isHidden: () => boolean;
  /** Returns how to stop. */
  readonly onChange: (run: () => void) => () => void;
}

const BROWSER_PAGE: PageVisibility = {
  isHidden: () => document.visibilityState === 'hidden',
  onChange: (run) => {
    document.addEventListener('visibilitychange', run);
    return () => document.removeEventListener('visibilitychange', run);
  },
};

interface OwnPresenceOptions {
  /** Sends who we are. */
  readonly introduce: (person: Person) => void;
  /** Sends what changed of what we show; `shown` is all of it. */
  readonly change: (change: ShownChange, shown: Shown) => void;
  /** How many people are here, ourselves included: in a crowd everybody is shown less often. */
  readonly peopleCount: () => number;
  readonly page?: PageVisibility;
  readonly clock?: Pick<Clock, 'elapsed' | 'after'>;
}

export class OwnPresence {
  readonly #options: OwnPresenceOptions;
  readonly #page: PageVisibility;
  readonly #clock: Pick<Clock, 'elapsed' | 'after'>;
  readonly #stopWatching: () => void;
  #person: Person;
  #activity = NO_ACTIVITY;
  /** The part of the board that we draw. */
  #view: View | null = null;
  /** What the server knows of us on this connection; null while there is none. */
  #told: { readonly person: Person | null; readonly shown: Shown } | null = null;
  #cancelFlush: Cancel | null = null;
  #flushedAt = Number.NEGATIVE_INFINITY;

  constructor(person: Person, options: OwnPresenceOptions) {
    this.#person = person;
    this.#options = options;
    this.#page = options.page ?? BROWSER_PAGE;
    this.#clock = options.clock ?? systemClock;
    this.#stopWatching = this.#page.onChange(() => this.#flush());
  }

  get person(): Person {
    return this.#person;
  }

  /** We have another name or colour now. */
  set person(person: Person) {
    this.#person = person;
    this.#flush();
  }

  set(change: Partial<Activity>): void {
    this.#activity = { ...this.#activity, ...change };
    this.#schedule();
  }

  /** This part of the board is what we draw. */
  look(view: View): void {
    this.#view = outwards(view);
    this.#schedule();
  }

  /** A new connection: its server knows nothing of us yet. */
  connected(): void {
    this.#told = { person: null, shown: NOTHING_SHOWN };
    this.#flush();
  }

  disconnected(): void {
    this.#told = null;
  }

  close(): void {
    this.#cancelFlush?.();
    this.#stopWatching();
  }

  #schedule(): void {
    if (this.#cancelFlush !== null || this.#told === null) return;
    const dueAt = this.#flushedAt + presenceIntervalMs(this.#options.peopleCount());
    this.#cancelFlush = this.#clock.after(Math.max(0, dueAt - this.#clock.elapsed()), () => this.#flush());
  }

  /** Tells the server what it does not know yet. */
  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.#told === null) return;
    this.#flushedAt = this.#clock.elapsed();
    const [person, shown] = [this.#person, this.#shown()];
    if (person !== this.#told.person) this.#options.introduce(person);
    const change = shownChange(this.#told.shown, shown);
    if (change !== null) this.#options.change(change, shown);
    this.#told = { person, shown };
  }

  #shown(): Shown {
    const view = this.#view;
    const hidden = this.#page.isHidden();
    // Somebody without a name is shown to nobody. What they draw and whether they see it counts all the same.
    if (this.#person.name === '') return { ...NOTHING_SHOWN, view, hidden };
    if (hidden) return { ...NOTHING_SHOWN, selected: this.#activity.selected, view, hidden };
    return { ...shownIn({ person: this.#person, ...this.#activity }), view };
  }
}
