/**
 * The only bridge from the document to runes: each record is one reactive value, replaced when its part of the document
 * changes, so that a remote edit re-renders one card.
 */

import { type Board, type Changed, watchBoard } from '@samrejse/model/document/board';
import { feelingKey, readAll, readFeeling, readMeta, readPerson, readRecord } from '@samrejse/model/document/reads';
import { cardLanes, cellsOf, lineOf, liveLanes, livePersonas, stepsOf } from '@samrejse/model/journey/journey';
import type { Card } from '@samrejse/model/records/cards';
import { COLLECTIONS } from '@samrejse/model/records/collections';
import type { CardId, LaneId, PersonaId, StepId } from '@samrejse/model/records/ids';
import type { BoardChannel, Feeling, Lane, Meta, Person, Persona, Phase, Step } from '@samrejse/model/records/records';
import type { FeelingKind } from '@samrejse/model/words/enumerations';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

/** What of a card moves other cards: where it is and whether it is there. Its text does only by its height. */
const placeOf = (card: Card | undefined): string =>
  card === undefined ? '' : `${card.deleted}/${card.place?.step}/${card.place?.lane}/${card.place?.rank}`;

interface LiveOptions {
  /** Height of a card's box, in world units. */
  readonly measure: (card: Card) => number;
  /** A card that was there has been deleted; `origin` is that of the transaction. */
  readonly onGone: (card: CardId, origin: unknown) => void;
}

export class LiveBoard {
  readonly phases = new SvelteMap<string, Phase>();
  readonly steps = new SvelteMap<string, Step>();
  readonly lanes = new SvelteMap<string, Lane>();
  readonly cards = new SvelteMap<string, Card>();
  readonly personas = new SvelteMap<string, Persona>();
  readonly channels = new SvelteMap<string, BoardChannel>();
  readonly feelings = new SvelteMap<string, Feeling>();
  readonly people = new SvelteMap<string, Person>();
  /** Heights of cards; as plain as they come, for the layout reads them all. `shape` says when they changed. */
  readonly heights = new Map<CardId, number>();
  #meta = $state.raw<Meta>();
  #shape = $state(0);
  readonly #cardsOnce = new Map<string, Card>();
  readonly #board: Board;
  readonly #measure: LiveOptions['measure'];
  readonly #onGone: LiveOptions['onGone'];
  readonly #stop: () => void;

  /** The line of the journey: phases with their steps, in order, numbered. */
  readonly line = $derived.by(() => lineOf(this.phases.values(), this.steps.values()));
  readonly orderedSteps = $derived(stepsOf(this.line));
  readonly orderedLanes = $derived(liveLanes(this.lanes.values()).filter((lane) => !lane.hidden));
  readonly orderedPersonas = $derived(livePersonas(this.personas.values()));
  /** Which steps and lanes there are, as one value that changes with nothing else. */
  readonly #cellNames = $derived(
    [...this.orderedSteps.map((s) => s.step.id), '', ...cardLanes(this.orderedLanes).map((l) => l.id)].join(' '),
  );
  /** Cards by cell, and in the inbox, in order. */
  readonly cells = $derived.by(() => {
    // Only places count here: reading the reactive cards would re-sort the board at every letter typed, and so would
    // the steps and lanes themselves, whose names are typed in.
    void this.#shape;
    void this.#cellNames;
    const steps = new Set<StepId>(untrack(() => this.orderedSteps).map((s) => s.step.id));
    const lanes = new Set<LaneId>(cardLanes(untrack(() => this.orderedLanes)).map((l) => l.id));
    return cellsOf(this.#cardsOnce.values(), steps, lanes);
  });

  constructor(board: Board, options: LiveOptions) {
    this.#board = board;
    this.#measure = options.measure;
    this.#onGone = options.onGone;
    this.#meta = readMeta(board);
    for (const collection of COLLECTIONS) {
      for (const record of readAll(board, collection)) this.#take({ in: collection, id: record.id });
    }
    for (const key of board.registers.feelings.keys()) this.#take({ in: 'feelings', id: key });
    for (const key of board.registers.people.keys()) this.#take({ in: 'people', id: key });
    this.#stop = watchBoard(board, (changed, origin) => {
      for (const change of changed) this.#take(change, origin);
    });
  }

  get meta(): Meta {
    return this.#meta ?? readMeta(this.#board);
  }

  /** Grows when a card has come, gone, moved or changed its height. */
  get shape(): number {
    return this.#shape;
  }

  feeling(step: StepId, persona: PersonaId, kind: FeelingKind): Feeling | undefined {
    return this.feelings.get(feelingKey(step, persona, kind));
  }

  /** Measures all cards anew: the font has arrived. */
  remeasure(): void {
    for (const card of this.#cardsOnce.values()) this.heights.set(card.id, this.#measure(card));
    this.#shape++;
  }

  close(): void {
    this.#stop();
  }

  #take(change: Changed, origin?: unknown): void {
    switch (change.in) {
      case 'meta':
        this.#meta = readMeta(this.#board);
        return;
      case 'cards':
        this.#takeCard(change.id, origin);
        return;
      case 'phases':
        put(this.phases, change.id, readRecord(this.#board, 'phases', change.id));
        return;
      case 'steps':
        put(this.steps, change.id, readRecord(this.#board, 'steps', change.id));
        return;
      case 'lanes':
        put(this.lanes, change.id, readRecord(this.#board, 'lanes', change.id));
        return;
      case 'personas':
        put(this.personas, change.id, readRecord(this.#board, 'personas', change.id));
        return;
      case 'channels':
        put(this.channels, change.id, readRecord(this.#board, 'channels', change.id));
        return;
      case 'links':
      case 'comments':
      case 'tags':
        // Nothing on the screen shows them yet.
        return;
      case 'feelings':
        put(this.feelings, change.id, readFeeling(this.#board, change.id));
        return;
      case 'people':
        put(this.people, change.id, readPerson(this.#board, change.id));
        return;
    }
  }

  #takeCard(id: string, origin: unknown): void {
    const before = this.#cardsOnce.get(id);
    const card = readRecord(this.#board, 'cards', id);
    put(this.cards, id, card);
    if (card === null) {
      this.#cardsOnce.delete(id);
      if (before !== undefined) this.#shape++;
      return;
    }
    this.#cardsOnce.set(id, card);
    const height = this.#measure(card);
    const grown = this.heights.get(card.id) !== height;
    this.heights.set(card.id, height);
    if (grown || placeOf(before) !== placeOf(card)) this.#shape++;
    if (card.deleted && before?.deleted === false) this.#onGone(card.id, origin);
  }
}

const put = <T>(map: SvelteMap<string, T>, id: string, value: T | null): void => {
  if (value === null) map.delete(id);
  else map.set(id, value);
};
