/** One of our own clients as a reader of presence: which part of the board it draws, and how much it has been told. */
import { assertNever } from '@samrejse/model/records/assert';
import type { ShownChange, View } from '@samrejse/model/wire/presence';
import type { Attendee } from './roster.ts';
import type { TickFrames } from './tick-frames.ts';
import { ViewFilter } from './view-filter.ts';

type Knowledge =
  /** Its tab is in the background, so it is told nothing. */
  | { readonly state: 'hidden' }
  /** It has missed something, and is told everything as soon as its socket takes it. */
  | { readonly state: 'behind' }
  /** It was told everything except what its filter skipped. */
  | { readonly state: 'current'; readonly filter: ViewFilter };

/** False if a frame was not sent, because too much is waiting in the socket. */
type Send = (frame: Uint8Array) => boolean;

export class PresenceSubscriber {
  /** Null for a client that has not said which part it draws. */
  #view: View | null = null;
  #knows: Knowledge = { state: 'behind' };

  /** Takes over what the client says of its tab and its view. True if it must be told something because of that. */
  note({ hidden, view }: Pick<ShownChange, 'hidden' | 'view'>): boolean {
    const isHidden = this.#knows.state === 'hidden';
    if (hidden !== undefined && hidden !== isHidden) this.#knows = { state: hidden ? 'hidden' : 'behind' };
    if (view !== undefined) this.#view = view;
    if (this.#knows.state !== 'current') return this.#knows.state === 'behind';
    return view !== undefined && this.#knows.filter.viewChanged();
  }

  /** An attendee has left. */
  forget(attendee: Attendee): void {
    if (this.#knows.state === 'current') this.#knows.filter.forget(attendee);
  }

  /**
   * Sends the client its frames of one tick. `attendee` is the client itself. Gives the number of frames sent, or null if
   * the client must be told everything at a later tick.
   */
  tell(tick: TickFrames, attendee: Attendee | null, send: Send): number | null {
    const knows = this.#knows;
    switch (knows.state) {
      case 'hidden':
        return 0;
      case 'behind': {
        const everything = tick.everything();
        if (!everything.every(send)) return null;
        this.#knows = { state: 'current', filter: new ViewFilter() };
        return everything.length;
      }
      case 'current': {
        const due = [tick.people, tick.frameFor({ attendee, view: this.#view }, knows.filter)].filter(
          (frame) => frame !== null,
        );
        if (due.every(send)) return due.length;
        this.#knows = { state: 'behind' };
        return null;
      }
      default:
        return assertNever(knows);
    }
  }
}
