/** An open board: brings together its document, the connection, our selection and rights, and what we do with the board. */
import { type Author, authorOf } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import type { Destination } from '@samrejse/model/edits/card-places';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { introduce } from '@samrejse/model/edits/people';
import { remove, restore } from '@samrejse/model/edits/records';
import type { Card } from '@samrejse/model/records/cards';
import type { BoardId, CardId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import type { GuestSecret } from '@samrejse/model/wire/guest';
import type { RefusalWord } from '@samrejse/model/wire/messages';
import type { CardKind } from '@samrejse/model/words/cards';
import { LANE_CARD_KIND } from '@samrejse/model/words/lanes';
import type { Role } from '@samrejse/model/words/roles';
import { type BoardConnection, connectBoard } from '../connection/connection.ts';
import type { ConnectionEvents, Ending } from '../connection/events.ts';
import type { OwnPresence } from '../connection/own-presence.ts';
import type { PeerChanges } from '../connection/peers.ts';
import { type Saving, startSaving } from '../connection/saving.ts';
import { CARD_TEXT, canvasMeasure, cardHeight } from '../geometry/measure.ts';
import { sketchLine } from '../geometry/sketch.ts';
import { rememberBoard } from '../storage/boards.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { LiveBoard } from './live.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { LivePeers } from './peers.svelte.ts';
import { Rights } from './rights.svelte.ts';
import { Selection } from './selection.svelte.ts';
import { SessionClock } from './session-clock.svelte.ts';
import { Texts } from './texts.ts';
import { Undo } from './undo.svelte.ts';
import { Viewport } from './viewport.svelte.ts';

const CARD_FONT = `400 ${CARD_TEXT.size}px "Albert Sans Variable", "Helvetica Neue", Arial, sans-serif`;

/** What is said when we delete a record; the notice offers to undo it. */
const DELETED = {
  cards: 'cardDeleted',
  steps: 'stepDeleted',
  phases: 'phaseDeleted',
  lanes: 'laneDeleted',
  personas: 'personaDeleted',
} as const;

export interface WorkspaceOptions {
  readonly id: BoardId;
  readonly token: string;
  readonly role: Role;
  readonly person: Person;
  /** Proves to the server that we are this person. */
  readonly guest: GuestSecret;
  readonly onEnded: (ending: Ending) => void;
  /** The server refused edits: all texts of this replica, by key, before it is given up; those edited here are last. */
  readonly onRefused: (reason: RefusalWord, texts: ReadonlyMap<string, string>) => void;
}

export class Workspace {
  readonly id: BoardId;
  readonly token: string;
  readonly author: Author;
  readonly rights: Rights;
  readonly live: LiveBoard;
  readonly undo: Undo;
  readonly texts: Texts;
  readonly clock = new SessionClock();
  readonly peers = new LivePeers();
  readonly notices = new Notices();
  readonly dialogs = new Dialogs();
  readonly viewport = new Viewport((rendered) => this.presence.look(rendered));
  readonly selection = new Selection({
    mayEdit: () => this.rights.mayEdit,
    show: (shown) => this.presence.set(shown),
    onTyped: (card) => this.#onTyped(card),
  });
  #colour = $state(0);
  #saving = $state.raw<Saving>(startSaving(0));
  #ready = $state(false);
  #view = $state<string | null>(null);
  #naming = $state<string | null>(null);
  readonly #connection: BoardConnection;

  constructor(options: WorkspaceOptions) {
    this.id = options.id;
    this.token = options.token;
    this.rights = new Rights(options.person.id, options.role, () => this.clock.session);
    this.author = authorOf(options.person.id);
    this.#colour = options.person.colour;
    const events: ConnectionEvents = {
      onSaving: (saving) => {
        this.#saving = saving;
      },
      onSession: (session) => {
        this.clock.session = session;
      },
      onClock: (offsetMs) => {
        this.clock.offsetMs = offsetMs;
      },
      onRole: (role) => {
        this.rights.role = role;
      },
      onPeers: (changes) => this.#meet(changes),
      onRefused: options.onRefused,
      onNearlyFull: () => this.notices.say('nearlyFull', null),
      onEnded: options.onEnded,
      onReady: () => this.#onReady(),
    };
    this.#connection = connectBoard({ ...options, peopleCount: () => this.peers.people.size + 1 }, events);
    const { measure, forget } = canvasMeasure(CARD_FONT);
    this.live = new LiveBoard(this.board, {
      measure: (card: Card) => cardHeight(card.text, measure),
      onGone: (card, origin) => this.#onGone(card, origin === this.author),
    });
    this.undo = new Undo(this.board, this.author, this.notices);
    this.texts = new Texts(this.board, this.author, this.undo);
    void document.fonts.ready.then(() => {
      forget();
      this.live.remeasure();
    });
  }

  get board() {
    return this.#connection.board;
  }

  /** What we show of ourselves to the others. */
  get presence(): OwnPresence {
    return this.#connection.presence;
  }

  /** Our own colour on this board: the one we chose, unless somebody here had it before us. */
  get colour(): number {
    return this.#colour;
  }

  get saving(): Saving {
    return this.#saving;
  }

  /** True once the journey has been read and can be drawn. */
  get ready(): boolean {
    return this.#ready;
  }

  /** The id of the view chosen at this screen; null until one is chosen. */
  get view(): string | null {
    return this.#view;
  }

  show(view: string): void {
    this.#view = view;
  }

  /** The phase, step or persona that was just made here and wants a name. */
  get naming(): string | null {
    return this.#naming;
  }

  /** Opens the name of a phase, step or persona for typing; for one that was just made. */
  name(id: string): void {
    this.#naming = id;
  }

  /** Adds a card to a cell and opens it for typing. */
  add(to: Destination, index?: number, kind?: CardKind): void {
    if (!this.rights.mayEdit) return;
    const lane = to === 'inbox' ? undefined : this.live.lanes.get(to.lane);
    const laneKind = lane === undefined ? 'note' : LANE_CARD_KIND[lane.type];
    if (laneKind === null) return;
    const at = index === undefined ? {} : { index };
    this.selection.edit(addCard(this.board, this.author, { to, kind: kind ?? laneKind, ...at }));
  }

  move(card: CardId, to: Destination, index?: number): void {
    if (this.rights.mayEdit) moveCard(this.board, this.author, card, to, index);
  }

  /** Deletes a record and offers to undo that. */
  remove(collection: keyof typeof DELETED, id: string): void {
    if (!(collection === 'cards' ? this.rights.mayEdit : this.rights.mayShape)) return;
    remove(this.board, this.author, collection, id);
    this.notices.say(DELETED[collection], () => restore(this.board, this.author, collection, id));
  }

  /** Takes the name that the person at this screen has given. */
  rename(person: Person): void {
    this.presence.person = { ...person, colour: this.presence.person.colour };
    if (this.rights.mayEdit && this.#ready) introduce(this.board, this.author, person);
  }

  /** Notes the board, with a sketch of its journey, for the home page. */
  remember(): void {
    const snapshot = readSnapshot(this.board);
    rememberBoard({
      id: this.id,
      token: this.token,
      role: this.rights.role,
      title: snapshot.title,
      openedAt: Date.now(),
      line: sketchLine(snapshot),
    });
  }

  /** Gives up this replica and its offline copy. */
  async discard(): Promise<void> {
    await this.#connection.discard();
    this.close();
  }

  close(): void {
    this.notices.dismiss();
    this.clock.close();
    this.undo.close();
    this.live.close();
    if (this.#ready) this.remember();
    this.#connection.close();
  }

  #onReady(): void {
    if (this.board.meta.size === 0) return;
    const first = !this.#ready;
    this.#ready = true;
    if (first) this.remember();
    const { person } = this.presence;
    if (this.rights.mayEdit && person.name !== '') introduce(this.board, this.author, person);
  }

  /** Typing in a card has ended. A card that was left empty goes again, unless somebody else is at it. */
  #onTyped(card: CardId): void {
    const text = { in: 'cards', id: card, field: 'text' } as const;
    const alone = !this.peers.selectedBy.has(card);
    if (alone) this.texts.trimEnd(text);
    this.texts.pause();
    const isThere = this.live.cards.get(card)?.deleted === false;
    if (alone && isThere && this.texts.read(text).trim() === '') remove(this.board, this.author, 'cards', card);
  }

  /** A card has been deleted. If we were writing in it and somebody else deleted it, offers to bring it back. */
  #onGone(card: CardId, byUs: boolean): void {
    const wasTyped = this.selection.drop(card);
    if (wasTyped && !byUs)
      this.notices.say('cardDeletedByOther', () => restore(this.board, this.author, 'cards', card));
  }

  #meet(changes: PeerChanges): void {
    if (!this.peers.update(changes)) return;
    const { person } = this.presence;
    const colour = this.peers.colourFor(person);
    if (colour === person.colour) return;
    this.#colour = colour;
    this.presence.person = { ...person, colour };
  }
}
