/** A person who edits: real verbs of packages/model on a real replica, each edit kept as the bytes it makes. */
import { type Author, type Board, openBoard } from '../../../packages/model/src/document/board.ts';
import { readAll } from '../../../packages/model/src/document/reads.ts';
import { onUpdate, openReplica, type Replica, stateVectorOf } from '../../../packages/model/src/document/replica.ts';
import { readText, writeText } from '../../../packages/model/src/document/text.ts';
import type { Destination } from '../../../packages/model/src/edits/card-places.ts';
import { addCard, moveCard } from '../../../packages/model/src/edits/cards.ts';
import { setCardDetails } from '../../../packages/model/src/edits/records.ts';
import { lineOf, liveLanes, stepsOf } from '../../../packages/model/src/journey/journey.ts';
import type { CardId } from '../../../packages/model/src/records/ids.ts';
import { CARD_KINDS } from '../../../packages/model/src/words/cards.ts';
import { SEVERITIES } from '../../../packages/model/src/words/improvements.ts';
import { type Random, seededAuthor, seededRandom } from '../../../packages/model/testing/random.ts';
import { readStateVector } from '../wire/bytes.ts';
import { markText } from './marks.ts';

export interface RealEdit {
  readonly update: Uint8Array;
  /** Its mark, or null: moves carry no text. */
  readonly mark: number | null;
  /** Who made it, as Yjs knows them, and how far their edits reach with it: it is there where a state vector says as much. */
  readonly client: number;
  readonly clock: number;
}

export interface WriterOptions {
  /** What the board holds already. */
  readonly base: Uint8Array;
  readonly index: number;
  readonly seed: number;
  /** Makes cards until it has so many, then edits them. */
  readonly cards?: number;
}

/** A card's text grows to about so much; then it is cleared and begun again. */
const LONGEST_TEXT = 160;
const DEFAULT_CARDS = 8;

export class Writer {
  readonly client: number;
  readonly #replica: Replica;
  readonly #board: Board;
  readonly #author: Author;
  readonly #random: Random;
  readonly #destinations: readonly Destination[];
  readonly #most: number;
  readonly #cards: CardId[] = [];
  #update: Uint8Array | null = null;

  constructor({ base, index, seed, cards = DEFAULT_CARDS }: WriterOptions) {
    this.#random = seededRandom(seed * 10_007 + index);
    this.#replica = openReplica(base);
    // A seeded id could be one of another run on the same storage.
    this.client = this.#replica.clientID;
    this.#board = openBoard(this.#replica);
    this.#author = { ...seededAuthor(this.#random, `person-${index}`), now: Date.now };
    this.#most = cards;
    const steps = stepsOf(lineOf(readAll(this.#board, 'phases'), readAll(this.#board, 'steps')));
    const lanes = liveLanes(readAll(this.#board, 'lanes')).filter((lane) => lane.type !== 'emotion');
    this.#destinations = steps.flatMap(({ step }) => lanes.map((lane) => ({ step: step.id, lane: lane.id })));
    onUpdate(this.#replica, (update) => {
      this.#update = update;
    });
  }

  /** The next edit. Uses the mark if it writes text; then it is in the edit. */
  edit(mark: number): RealEdit {
    for (;;) {
      const used = this.#act(mark);
      const edit = this.#made(used ? mark : null);
      if (edit !== null) return edit;
    }
  }

  /** A paste over several cards at once: about `bytes` of text in one transaction. */
  paste(mark: number, bytes: number): RealEdit {
    const each = 3_900;
    const ids = Array.from({ length: Math.ceil(bytes / each) }, (_, i) => this.#cards[i] ?? this.#add(''));
    this.#update = null;
    this.#replica.transact(() => {
      for (const [i, id] of ids.entries()) {
        const letters = this.#letters(each);
        // In the middle: what begins or ends as the text before did is no part of the edit.
        this.#write(id, i === 0 ? `${letters.slice(0, 99)}${markText(mark)}${letters.slice(99)}` : letters);
      }
    }, this.#author);
    const edit = this.#made(mark);
    if (edit === null) throw new Error('a paste changed nothing');
    return edit;
  }

  /** Makes its cards now, so that a paste finds them; the edit that made the last of them and all before. */
  prepare(): RealEdit {
    this.#replica.transact(() => {
      while (this.#cards.length < this.#most) this.#add('');
    }, this.#author);
    const edit = this.#made(null);
    if (edit === null) throw new Error('no card was made');
    return edit;
  }

  /** What the person does next. True if it carries the mark. */
  #act(mark: number): boolean {
    const { length } = this.#cards;
    if (length < this.#most && this.#random.chance(length === 0 ? 1 : 0.3)) {
      this.#add(markText(mark));
      return true;
    }
    const id = this.#random.pick(this.#cards);
    if (id === undefined) throw new Error('a writer has no cards');
    const what = this.#random.below(10);
    if (what < 2) {
      moveCard(this.#board, this.#author, id, this.#destination());
      return false;
    }
    if (what < 3) {
      setCardDetails(this.#board, this.#author, id, 'pain', { severity: this.#random.pick(SEVERITIES) ?? null });
      return false;
    }
    const text = readText(this.#board, { in: 'cards', id, field: 'text' });
    const isLong = text.length > LONGEST_TEXT;
    this.#write(id, isLong ? '' : `${text} ${markText(mark)}`);
    return !isLong;
  }

  #add(text: string): CardId {
    const kind = this.#random.pick(CARD_KINDS) ?? 'note';
    const id = addCard(this.#board, this.#author, { to: this.#destination(), kind, text });
    this.#cards.push(id);
    return id;
  }

  #write(id: CardId, text: string): void {
    writeText(this.#board, this.#author, { in: 'cards', id, field: 'text' }, text);
  }

  #destination(): Destination {
    return this.#random.pick(this.#destinations) ?? 'inbox';
  }

  #letters(length: number): string {
    // Of twelve bytes eight letters each: chance enough that no two pastes are alike, and cheap.
    return Buffer.from(this.#random.bytes(new Uint8Array(Math.ceil(length * 0.75))))
      .toString('base64url')
      .slice(0, length);
  }

  #made(mark: number | null): RealEdit | null {
    const update = this.#update;
    this.#update = null;
    if (update === null) return null;
    const clock = readStateVector(stateVectorOf(this.#replica)).get(this.client) ?? 0;
    return { update, mark, client: this.client, clock };
  }
}
