/**
 * The only bridge from the document to runes: each record is one reactive value, replaced when its part of the document
 * changes, so that a remote edit re-renders one card.
 */

import { type Board, type Changed, watchBoard } from '@samrejse/model/document/board';
import { feelingKey, readFeeling, readMeta, readPerson, readRecord } from '@samrejse/model/document/reads';
import { cardLanes, cellsOf, lineOf, liveLanes, livePersonas, stepsOf } from '@samrejse/model/journey/journey';
import type { Card } from '@samrejse/model/records/cards';
import { COLLECTIONS, type Collection } from '@samrejse/model/records/collections';
import type { CardId, LaneId, PersonaId, StepId } from '@samrejse/model/records/ids';
import type { Feeling, Meta, Person } from '@samrejse/model/records/records';
import type { FeelingKind } from '@samrejse/model/words/feelings';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

type RecordOf<C extends Collection> = NonNullable<ReturnType<typeof readRecord<C>>>;
/** One reactive map per collection: a collection that is added to the model must be followed here. */
type LiveRecords = { readonly [C in Collection]: SvelteMap<string, RecordOf<C>> };

/** What of a card moves other cards: its cell, its rank, and whether it is deleted. */
const placeKey = (card: Card | undefined): string =>
  card === undefined ? '' : `${card.deleted}/${card.place?.step}/${card.place?.lane}/${card.place?.rank}`;

interface LiveOptions {
  /** Height of a card's box, in world units. */
  readonly measure: (card: Card) => number;
  /** A card that was there has been deleted; `origin` is that of the transaction. */
  readonly onGone: (card: CardId, origin: unknown) => void;
}

export class LiveBoard implements LiveRecords {
  readonly phases = new SvelteMap<string, RecordOf<'phases'>>();
  readonly steps = new SvelteMap<string, RecordOf<'steps'>>();
  readonly lanes = new SvelteMap<string, RecordOf<'lanes'>>();
  readonly cards = new SvelteMap<string, RecordOf<'cards'>>();
  readonly personas = new SvelteMap<string, RecordOf<'personas'>>();
  readonly links = new SvelteMap<string, RecordOf<'links'>>();
  readonly comments = new SvelteMap<string, RecordOf<'comments'>>();
  readonly tags = new SvelteMap<string, RecordOf<'tags'>>();
  readonly channels = new SvelteMap<string, RecordOf<'channels'>>();
  readonly feelings = new SvelteMap<string, Feeling>();
  readonly people = new SvelteMap<string, Person>();
  /** Heights of cards. A plain map, because the layout reads all of them: `heightsVersion` says when one changed. */
  readonly heights = new Map<CardId, number>();
  #meta = $state.raw<Meta>();
  #placesVersion = $state(0);
  #heightsVersion = $state(0);
  /** The cards again, in a plain map: what reads all of them must not run again at every letter typed in one. */
  readonly #plainCards = new Map<string, Card>();
  readonly #board: Board;
  readonly #measure: LiveOptions['measure'];
  readonly #onGone: LiveOptions['onGone'];
  readonly #stop: () => void;

  /** The line of the journey: phases with their steps, in order, numbered. */
  readonly line = $derived.by(() => lineOf(this.phases.values(), this.steps.values()));
  readonly orderedSteps = $derived(stepsOf(this.line));
  readonly orderedLanes = $derived(liveLanes(this.lanes.values()).filter((lane) => !lane.hidden));
  readonly orderedPersonas = $derived(livePersonas(this.personas.values()));
  /** The ids of steps and lanes as one string: it changes when one comes, goes or moves, and not with their names. */
  readonly #cellNames = $derived(
    [...this.orderedSteps.map((s) => s.step.id), '', ...cardLanes(this.orderedLanes).map((l) => l.id)].join(' '),
  );
  /** Cards by cell, and in the inbox, in order. Sorted anew when a card comes, goes or moves, not when one grows. */
  readonly cells = $derived.by(() => {
    void this.#placesVersion;
    void this.#cellNames;
    const steps = new Set<StepId>(untrack(() => this.orderedSteps).map((s) => s.step.id));
    const lanes = new Set<LaneId>(cardLanes(untrack(() => this.orderedLanes)).map((l) => l.id));
    return cellsOf(this.#plainCards.values(), steps, lanes);
  });

  constructor(board: Board, options: LiveOptions) {
    this.#board = board;
    this.#measure = options.measure;
    this.#onGone = options.onGone;
    this.#meta = readMeta(board);
    for (const collection of COLLECTIONS) {
      for (const id of board.records[collection].keys()) this.#take({ in: collection, id });
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

  /** Grows when a card's height has changed: the layout must be made anew. */
  get heightsVersion(): number {
    return this.#heightsVersion;
  }

  feeling(step: StepId, persona: PersonaId, kind: FeelingKind): Feeling | undefined {
    return this.feelings.get(feelingKey(step, persona, kind));
  }

  /** Measures all cards anew: the font has arrived. */
  remeasure(): void {
    for (const card of this.#plainCards.values()) this.heights.set(card.id, this.#measure(card));
    this.#heightsVersion++;
  }

  close(): void {
    this.#stop();
  }

  #take(change: Changed, origin?: unknown): void {
    switch (change.in) {
      case 'meta':
        this.#meta = readMeta(this.#board);
        return;
      case 'feelings':
        put(this.feelings, change.id, readFeeling(this.#board, change.id));
        return;
      case 'people':
        put(this.people, change.id, readPerson(this.#board, change.id));
        return;
      case 'cards':
        this.#followCard(change.id, takeRecord(this, this.#board, 'cards', change.id), origin);
        return;
      default:
        takeRecord(this, this.#board, change.in, change.id);
    }
  }

  /** A card has changed or gone: what this means for its cell and for the layout. */
  #followCard(id: string, card: Card | null, origin: unknown): void {
    const before = this.#plainCards.get(id);
    if (card === null) this.#plainCards.delete(id);
    else this.#plainCards.set(id, card);
    if (placeKey(before) !== placeKey(card ?? undefined)) this.#placesVersion++;
    if (card === null) {
      if (before !== undefined) this.heights.delete(before.id);
      return;
    }
    const height = this.#measure(card);
    if (this.heights.get(card.id) !== height) {
      this.heights.set(card.id, height);
      this.#heightsVersion++;
    }
    if (card.deleted && before?.deleted === false) this.#onGone(card.id, origin);
  }
}

const put = <T>(map: SvelteMap<string, T>, id: string, value: T | null): void => {
  if (value === null) map.delete(id);
  else map.set(id, value);
};

const takeRecord = <C extends Collection>(
  records: LiveRecords,
  board: Board,
  collection: C,
  id: string,
): RecordOf<C> | null => {
  const record = readRecord(board, collection, id);
  put(records[collection], id, record);
  return record;
};
