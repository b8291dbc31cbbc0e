/** One of our own clients as a listener: what it draws, and how much it knows. */
import { assertNever } from '@samrejse/model/records/assert';
import type { ShownChange, View } from '@samrejse/model/wire/presence';
import type { Seat } from './roster.ts';
import type { TickFrames } from './tick-frames.ts';
import { Interest } from './view-filter.ts';

type Knowledge =
  /** Its tab is in the background: it is told nothing. */
  | { readonly state: 'hidden' }
  /** Not enough: it is told everything when it can be. */
  | { readonly state: 'behind' }
  /** All there was, but for what it was spared. */
  | { readonly state: 'current'; readonly interest: Interest };

/** False if a frame was not sent, because the line is full. */
type Send = (frame: Uint8Array) => boolean;

export class Subscriber {
  /** Null for who has not said. */
  #view: View | null = null;
  #knows: Knowledge = { state: 'behind' };

  /** What it says of itself as one who sees. True if it is to be told something now. */
  note({ hidden, view }: Pick<ShownChange, 'hidden' | 'view'>): boolean {
    const isHidden = this.#knows.state === 'hidden';
    if (hidden !== undefined && hidden !== isHidden) this.#knows = { state: hidden ? 'hidden' : 'behind' };
    if (view !== undefined) this.#view = view;
    if (this.#knows.state !== 'current') return this.#knows.state === 'behind';
    return view !== undefined && this.#knows.interest.viewChanged();
  }

  /** Somebody has left. */
  forget(seat: Seat): void {
    if (this.#knows.state === 'current') this.#knows.interest.forget(seat);
  }

  /** One tick. `seat`: its own. Gives how many frames it was sent; null where it must be told everything later. */
  tell(tick: TickFrames, seat: Seat | null, send: Send): number | null {
    const knows = this.#knows;
    switch (knows.state) {
      case 'hidden':
        return 0;
      case 'behind': {
        const everything = tick.everything();
        if (!everything.every(send)) return null;
        this.#knows = { state: 'current', interest: new Interest() };
        return everything.length;
      }
      case 'current': {
        const due = [tick.people, tick.frameFor({ seat, view: this.#view }, knows.interest)].filter(
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
