/** An open board: the document, the connection to the server, who we are, what is selected, and the verbs of the screen. */
import { type Author, authorOf, type TextRef } from '@samrejse/model/document/board';
import { type History, openHistory } from '@samrejse/model/document/history';
import { readSnapshot } from '@samrejse/model/document/reads';
import { allTexts, readText, writeText } from '@samrejse/model/document/text';
import type { Destination } from '@samrejse/model/edits/card-places';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { introduce } from '@samrejse/model/edits/people';
import { remove, restore } from '@samrejse/model/edits/records';
import type { Card } from '@samrejse/model/records/cards';
import type { BoardId, CardId, LaneId, PersonaId, PhaseId, StepId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import { can, may, OPEN_RIGHTS } from '@samrejse/model/rights/permission';
import type { GuestSecret } from '@samrejse/model/wire/guest';
import type { RefusalWord } from '@samrejse/model/wire/messages';
import { type CardKind, LANE_CARD_KIND, type Role } from '@samrejse/model/words/enumerations';
import { type BoardConnection, type ConnectionEvents, connectBoard, type Ending } from '../connection/connection.ts';
import type { OwnPresence } from '../connection/own-presence.ts';
import type { PeerChanges } from '../connection/peers.ts';
import { type Saving, startSaving } from '../connection/saving.ts';
import { CARD_TEXT, canvasMeasure, cardHeight } from '../geometry/measure.ts';
import { sketchLine } from '../geometry/sketch.ts';
import { rememberBoard } from '../storage/boards.ts';
import type { SharedText } from '../text/follow-text.svelte.ts';
import { LiveBoard } from './live.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { LivePeers } from './peers.svelte.ts';
import { SessionClock } from './session-clock.svelte.ts';
import { Viewport } from './viewport.svelte.ts';

const CARD_FONT = `400 ${CARD_TEXT.size}px "Albert Sans Variable", "Helvetica Neue", Arial, sans-serif`;

export interface WorkspaceOptions {
  readonly id: BoardId;
  readonly token: string;
  readonly role: Role;
  readonly person: Person;
  /** Proves to the server that we are this person. */
  readonly guest: GuestSecret;
  readonly onEnded: (ending: Ending) => void;
  /** The server refused edits: all texts of this replica, by key, before it is given up. */
  readonly onRefused: (reason: RefusalWord, texts: ReadonlyMap<string, string>) => void;
}

export class Workspace {
  readonly id: BoardId;
  readonly token: string;
  readonly live: LiveBoard;
  readonly clock = new SessionClock();
  readonly viewport = new Viewport((rendered) => this.presence.look(rendered));
  readonly peers = new LivePeers();
  readonly notices = new Notices();
  /** Where the caret stands in the card that is being edited: its field may be made anew when the card is moved. */
  caret: { readonly start: number; readonly end: number } | null = null;
  #role = $state<Role>('viewer');
  #colour = $state(0);
  #saving = $state.raw<Saving>(startSaving(0));
  #ready = $state(false);
  #selected = $state<CardId | null>(null);
  #editing = $state<CardId | null>(null);
  #moving = $state<CardId | null>(null);
  #naming = $state<string | null>(null);
  #undoable = $state({ undo: false, redo: false });
  readonly #connection: BoardConnection;
  readonly #author: Author;
  readonly #history: History;

  constructor(options: WorkspaceOptions) {
    this.id = options.id;
    this.token = options.token;
    this.#role = options.role;
    this.#colour = options.person.colour;
    this.#author = authorOf(options.person.id);
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
        this.#role = role;
      },
      onPeers: (changes) => this.#meet(changes),
      onRefused: (reason) => {
        options.onRefused(reason, allTexts(this.board));
      },
      onNearlyFull: () => this.notices.say('nearlyFull', null),
      onEnded: options.onEnded,
      onReady: () => this.#onReady(),
    };
    this.#connection = connectBoard(options, events, () => this.peers.people.size + 1);
    const { measure, forget } = canvasMeasure(CARD_FONT);
    this.live = new LiveBoard(this.board, {
      measure: (card: Card) => cardHeight(card.text, measure),
      onGone: (card, origin) => this.#onGone(card, origin === this.#author),
    });
    this.#history = openHistory(this.board, this.#author);
    this.#history.onChange(() => {
      this.#undoable = { undo: this.#history.canUndo(), redo: this.#history.canRedo() };
    });
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
  get author(): Author {
    return this.#author;
  }
  get role(): Role {
    return this.#role;
  }
  get mayEdit(): boolean {
    return may(this.#role, 'edit');
  }
  /** Shape what cards stand on: phases, steps, lanes, personas, the map's own texts. */
  get mayShape(): boolean {
    const actor = { person: this.#author.person, role: this.#role, rights: OPEN_RIGHTS };
    return can(actor, 'change', { in: 'steps', maker: null });
  }
  /** Our own colour on this board: the one we chose, unless somebody here had it before us. */
  get colour(): number {
    return this.#colour;
  }
  get saving(): Saving {
    return this.#saving;
  }
  /** The journey is there to be drawn. */
  get ready(): boolean {
    return this.#ready;
  }
  get selected(): CardId | null {
    return this.#selected;
  }
  get editing(): CardId | null {
    return this.#editing;
  }
  /** The card the "Move to…" dialog is open for. */
  get moving(): CardId | null {
    return this.#moving;
  }
  /** The phase, step or persona that was just made here and wants a name. */
  get naming(): string | null {
    return this.#naming;
  }
  get undoable(): { undo: boolean; redo: boolean } {
    return this.#undoable;
  }

  select(card: CardId | null): void {
    if (card === this.#selected) return;
    this.stopEditing();
    this.#selected = card;
    this.presence.set({ selected: card, typing: false });
  }

  edit(card: CardId): void {
    this.select(card);
    if (!this.mayEdit) return;
    this.caret = null;
    this.#editing = card;
    this.presence.set({ selected: card, typing: true });
  }

  /** Ends typing in a card. One that was left empty goes again; blanks at its end go too. */
  stopEditing(): void {
    const card = this.#editing;
    if (card === null) return;
    this.#editing = null;
    this.presence.set({ typing: false });
    const ref = { in: 'cards', id: card, field: 'text' } as const;
    const text = readText(this.board, ref);
    const alone = !this.peers.selectedBy.has(card);
    if (alone && text.trimEnd() !== text) this.type(ref, text.trimEnd(), text.trimEnd().length);
    this.#history.pause();
    if (alone && text.trim() === '' && this.live.cards.get(card)?.deleted === false) this.#removeEmpty(card);
  }

  /** Opens the name of something just made for typing. */
  name(id: string): void {
    this.#naming = id;
  }

  /** A shared text, for a field to follow. */
  shared(ref: TextRef): SharedText {
    return {
      read: () => readText(this.board, ref),
      type: (text, caret) => this.type(ref, text, caret),
    };
  }

  /** What a person typed into a shared text; a stretch of typing is one step of undo. */
  type(ref: TextRef, text: string, caret: number): void {
    this.#history.track(ref);
    writeText(this.board, this.#author, ref, text, caret);
  }

  /** The end of typing in a text: what comes next is another step of undo. */
  pauseTyping(): void {
    this.#history.pause();
  }

  /** Adds a card to a cell and opens it for typing. */
  add(to: Destination, index?: number, kind?: CardKind): void {
    if (!this.mayEdit) return;
    const lane = to === 'inbox' ? undefined : this.live.lanes.get(to.lane);
    const made = lane === undefined ? 'note' : LANE_CARD_KIND[lane.type];
    if (made === null) return;
    const at = index === undefined ? {} : { index };
    this.edit(addCard(this.board, this.#author, { to, kind: kind ?? made, ...at }));
  }

  move(card: CardId, to: Destination, index?: number): void {
    if (this.mayEdit) moveCard(this.board, this.#author, card, to, index);
  }

  askWhere(card: CardId | null): void {
    this.#moving = this.mayEdit ? card : null;
  }

  removeCard(card: CardId): void {
    if (!this.mayEdit) return;
    this.#editing = null;
    this.select(null);
    remove(this.board, this.#author, 'cards', card);
    this.notices.say('cardDeleted', () => restore(this.board, this.#author, 'cards', card));
  }

  removeStep(step: StepId): void {
    if (!this.mayShape) return;
    remove(this.board, this.#author, 'steps', step);
    this.notices.say('stepDeleted', () => restore(this.board, this.#author, 'steps', step));
  }

  removePhase(phase: PhaseId): void {
    if (!this.mayShape) return;
    remove(this.board, this.#author, 'phases', phase);
    this.notices.say('phaseDeleted', () => restore(this.board, this.#author, 'phases', phase));
  }

  removeLane(lane: LaneId): void {
    if (!this.mayShape) return;
    remove(this.board, this.#author, 'lanes', lane);
    this.notices.say('laneDeleted', () => restore(this.board, this.#author, 'lanes', lane));
  }

  removePersona(persona: PersonaId): void {
    if (!this.mayShape) return;
    remove(this.board, this.#author, 'personas', persona);
    this.notices.say('personaDeleted', () => restore(this.board, this.#author, 'personas', persona));
  }

  undo(): void {
    this.#history.pause();
    if (this.#history.undo()) this.notices.dismiss();
    else this.notices.say('nothingToUndo', null);
  }

  redo(): void {
    this.#history.redo();
  }

  /** They have said what they are called. */
  rename(person: Person): void {
    this.presence.person = { ...person, colour: this.presence.person.colour };
    if (this.mayEdit && this.#ready) introduce(this.board, this.#author, person);
  }

  /** Notes the board, with its line, for the home page. */
  remember(): void {
    const snapshot = readSnapshot(this.board);
    rememberBoard({
      id: this.id,
      token: this.token,
      role: this.#role,
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
    this.#history.close();
    this.live.close();
    if (this.#ready) this.remember();
    this.#connection.close();
  }

  #onReady(): void {
    if (this.board.meta.size === 0) return;
    const first = !this.#ready;
    this.#ready = true;
    if (first) this.remember();
    if (this.mayEdit && this.presence.person.name !== '') introduce(this.board, this.#author, this.presence.person);
  }

  /** A card is gone. If it is the one we are writing in, say so, and how to have it back. */
  #onGone(card: CardId, byUs: boolean): void {
    if (this.#selected === card) {
      this.#selected = null;
      this.presence.set({ selected: null });
    }
    if (this.#editing !== card) return;
    this.#editing = null;
    this.presence.set({ typing: false });
    if (!byUs) this.notices.say('cardDeletedByOther', () => restore(this.board, this.#author, 'cards', card));
  }

  #removeEmpty(card: CardId): void {
    if (this.#selected === card) this.#selected = null;
    remove(this.board, this.#author, 'cards', card);
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
