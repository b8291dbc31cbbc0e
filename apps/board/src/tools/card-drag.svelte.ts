/** A card being dragged: until it is dropped only presence shows it, and dropping it is one edit. */
import type { Destination } from '@samrejse/model/edits/card-places';
import type { CardId } from '@samrejse/model/records/ids';
import { INBOX } from '@samrejse/model/records/place';
import type { Point } from '../geometry/camera.ts';
import { cardsOfTarget, type DropTarget, dropTargetAt } from '../geometry/drop-target.ts';
import type { Layout } from '../geometry/layout.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

/** A card held this near an edge (CSS px) pans the board, by so much at a time (CSS px), so often (ms). */
const EDGE = 44;
const PAN_STEP = 14;
const PAN_INTERVAL_MS = 16;

export interface Held {
  readonly card: CardId;
  /** The pointer, in CSS px on the canvas. */
  readonly hand: Point;
  /** The upper left corner of the card, in world units. */
  readonly at: Point;
  /** Where the card would go if it were dropped now; null where it cannot go. */
  readonly target: DropTarget | null;
}

export const destinationOf = (target: DropTarget): Destination =>
  'inbox' in target ? INBOX : { step: target.step, lane: target.lane };

export class CardDrag {
  #held = $state.raw<Held | null>(null);
  /** The point of the card that the pointer took hold of, in world units from its corner. */
  #grip: Point = { x: 0, y: 0 };
  #panTimer: ReturnType<typeof setInterval> | undefined;
  readonly #workspace: Workspace;
  readonly #layout: () => Layout;

  constructor(workspace: Workspace, layout: () => Layout) {
    this.#workspace = workspace;
    this.#layout = layout;
  }

  get held(): Held | null {
    return this.#held;
  }

  /** Carries a card with the pointer to a point of the canvas (CSS px). Lets go if somebody has deleted the card meanwhile. */
  carry(card: CardId, hand: Point): void {
    const { live, viewport, presence } = this.#workspace;
    if (!this.#workspace.rights.mayEdit) return;
    if (live.cards.get(card)?.deleted !== false) {
      this.letGo();
      return;
    }
    const world = viewport.worldAt(hand);
    if (this.#held === null) {
      const rect = this.#layout().cards.get(card) ?? world;
      this.#grip = { x: world.x - rect.x, y: world.y - rect.y };
      this.#panTimer = setInterval(() => this.#panAtEdge(), PAN_INTERVAL_MS);
    }
    const at = { x: world.x - this.#grip.x, y: world.y - this.#grip.y };
    this.#held = { card, hand, at, target: dropTargetAt(this.#layout(), world) };
    presence.set({ drag: { card, ...at } });
  }

  drop(): void {
    const held = this.#held;
    if (held?.target)
      this.#workspace.move(held.card, destinationOf(held.target), this.#indexWithout(held.card, held.target));
    this.letGo();
  }

  letGo(): void {
    clearInterval(this.#panTimer);
    if (this.#held === null) return;
    this.#held = null;
    this.#workspace.presence.set({ drag: null });
  }

  /** The index among the other cards: the held card still counts in the cell that it leaves. */
  #indexWithout(card: CardId, target: DropTarget): number {
    const at = cardsOfTarget(this.#layout(), target).indexOf(card);
    return at >= 0 && at < target.index ? target.index - 1 : target.index;
  }

  /** Pans the board while a card is held at an edge. */
  #panAtEdge(): void {
    if (this.#held === null) return;
    const { hand, card } = this.#held;
    const { size, frame, camera } = this.#workspace.viewport;
    const towards = (at: number, from: number, to: number) =>
      at < from + EDGE ? PAN_STEP : at > to - EDGE ? -PAN_STEP : 0;
    const by = {
      x: towards(hand.x, frame.left * camera.scale, size.width),
      y: towards(hand.y, frame.top * camera.scale, size.height),
    };
    if (by.x === 0 && by.y === 0) return;
    this.#workspace.viewport.pan(by);
    this.carry(card, hand);
  }
}
