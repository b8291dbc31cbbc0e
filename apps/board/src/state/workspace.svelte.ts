/** An open board: the document, the line to the server, who we are, what is selected, and the verbs of the screen. */
import { type Author, authorOf, type TextRef } from '@samrejse/model/board';
import {
  addCard,
  type Destination,
  introduce,
  moveCard,
  removeCard,
  removeLane,
  removePersona,
  removePhase,
  removeStep,
} from '@samrejse/model/edits';
import { type CardKind, LANE_CARD_KIND, type Role } from '@samrejse/model/enumerations';
import { type History, openHistory } from '@samrejse/model/history';
import type { BoardId, CardId, LaneId, PersonaId, PhaseId, StepId } from '@samrejse/model/ids';
import { can } from '@samrejse/model/permission';
import type { Presence } from '@samrejse/model/presence';
import { readSnapshot } from '@samrejse/model/reads';
import type { Card, Person } from '@samrejse/model/records';
import { writeText } from '@samrejse/model/text';
import type { RefusalReason } from '@samrejse/model/wire';
import { SvelteMap } from 'svelte/reactivity';
import { CARD_TEXT, canvasMeasure, cardHeight } from '../canvas/measure.ts';
import { rememberBoard } from '../connection/boards.ts';
import { type Connection, connect, type Ending, type Peer } from '../connection/connection.ts';
import { type Saving, startSaving } from '../connection/saving.ts';
import { sketchLine } from '../home/sketch.ts';
import { LiveBoard } from './live.svelte.ts';
import { Presenter } from './presenter.ts';
import { SessionClock } from './session-clock.svelte.ts';
import { Viewport } from './viewport.svelte.ts';

/** What was deleted, so that the notice can say it and offer to undo. */
export type Notice =
  | 'stepDeleted'
  | 'phaseDeleted'
  | 'laneDeleted'
  | 'cardDeleted'
  | 'personaDeleted'
  | 'nothingToUndo';

const NOTICE_MS = 6_000;
const CARD_FONT = `400 ${CARD_TEXT.size}px "Albert Sans Variable", "Helvetica Neue", Arial, sans-serif`;

export interface WorkspaceOptions {
  readonly id: BoardId;
  readonly token: string;
  readonly role: Role;
  readonly person: Person;
  readonly onEnded: (ending: Ending) => void;
  /** The server refused edits: the texts of this replica, before it is given up. */
  readonly onRefused: (reason: RefusalReason, texts: ReadonlyMap<string, string>) => void;
}

export class Workspace {
  readonly id: BoardId;
  readonly token: string;
  readonly live: LiveBoard;
  readonly clock = new SessionClock();
  readonly viewport = new Viewport();
  readonly presenter: Presenter;
  /** Everyone else here, by connection. */
  readonly peers = new SvelteMap<number, Peer>();
  /** Who has which card selected. Apart from `peers`, because cursors move all the time and selections do not. */
  readonly attention = new SvelteMap<string, readonly Presence[]>();
  #role = $state<Role>('viewer');
  #saving = $state.raw<Saving>(startSaving(0));
  #ready = $state(false);
  #selected = $state<CardId | null>(null);
  #editing = $state<CardId | null>(null);
  #moving = $state<CardId | null>(null);
  #notice = $state<Notice | null>(null);
  #undoable = $state({ undo: false, redo: false });
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #connection: Connection;
  readonly #author: Author;
  readonly #history: History;

  constructor(options: WorkspaceOptions) {
    this.id = options.id;
    this.token = options.token;
    this.#role = options.role;
    this.#author = authorOf(options.person.id);
    this.#connection = connect(options, {
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
      onPeers: (peers) => this.#meet(peers),
      onRefused: (reason) => {
        const cards = readSnapshot(this.board).cards;
        options.onRefused(reason, new Map(cards.map((card) => [card.id, card.text])));
      },
      onEnded: options.onEnded,
      onReady: () => this.#onReady(options.person),
    });
    const { measure, forget } = canvasMeasure(CARD_FONT);
    this.live = new LiveBoard(this.board, (card: Card) => cardHeight(card.text, measure));
    this.#history = openHistory(this.board, this.#author);
    this.#history.onChange(() => {
      this.#undoable = { undo: this.#history.canUndo(), redo: this.#history.canRedo() };
    });
    this.presenter = new Presenter(options.person, (presence) => this.#connection.show(presence));
    void document.fonts.ready.then(() => {
      forget();
      this.live.remeasure();
    });
  }

  get board() {
    return this.#connection.board;
  }
  get author(): Author {
    return this.#author;
  }
  get role(): Role {
    return this.#role;
  }
  get mayEdit(): boolean {
    return can(this.#role, 'edit');
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
  get notice(): Notice | null {
    return this.#notice;
  }
  get undoable(): { undo: boolean; redo: boolean } {
    return this.#undoable;
  }

  select(card: CardId | null): void {
    if (card === this.#selected) return;
    this.stopEditing();
    this.#selected = card;
    this.presenter.set({ selected: card, typing: false });
  }

  edit(card: CardId): void {
    this.select(card);
    if (!this.mayEdit) return;
    this.#editing = card;
    this.presenter.set({ selected: card, typing: true });
  }

  stopEditing(): void {
    if (this.#editing === null) return;
    this.#editing = null;
    this.#history.pause();
    this.presenter.set({ typing: false });
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
    if (this.#selected === card) this.select(null);
    removeCard(this.board, this.#author, card);
    this.#say('cardDeleted');
  }

  removeStep(step: StepId): void {
    removeStep(this.board, this.#author, step);
    this.#say('stepDeleted');
  }

  removePhase(phase: PhaseId): void {
    removePhase(this.board, this.#author, phase);
    this.#say('phaseDeleted');
  }

  removeLane(lane: LaneId): void {
    removeLane(this.board, this.#author, lane);
    this.#say('laneDeleted');
  }

  removePersona(persona: PersonaId): void {
    removePersona(this.board, this.#author, persona);
    this.#say('personaDeleted');
  }

  undo(): void {
    this.stopEditing();
    if (!this.#history.undo()) this.#say('nothingToUndo');
    else this.dismiss();
  }

  redo(): void {
    this.#history.redo();
  }

  dismiss(): void {
    this.#notice = null;
    clearTimeout(this.#noticeTimer);
  }

  /** They have said what they are called. */
  rename(person: Person): void {
    this.presenter.person = person;
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
    if (this.#ready) this.remember();
    this.dismiss();
    this.presenter.close();
    this.clock.close();
    this.#history.close();
    this.live.close();
    this.#connection.close();
  }

  #onReady(person: Person): void {
    if (this.board.meta.size === 0) return;
    const first = !this.#ready;
    this.#ready = true;
    if (first) this.remember();
    if (this.mayEdit && person.name !== '') introduce(this.board, this.#author, this.presenter.person);
  }

  #meet(peers: readonly Peer[]): void {
    const here = new Set(peers.map((peer) => peer.clientId));
    for (const id of this.peers.keys()) if (!here.has(id)) this.peers.delete(id);
    for (const peer of peers) this.peers.set(peer.clientId, peer);
    const attention = Map.groupBy(
      peers.map((peer) => peer.presence),
      (presence) => presence.selected ?? '',
    );
    for (const card of this.attention.keys()) if (!attention.has(card)) this.attention.delete(card);
    const gist = (people: readonly Presence[] = []) =>
      people.map((p) => `${p.person.name}/${p.person.colour}/${p.typing}`).join();
    for (const [card, people] of attention) {
      if (card !== '' && gist(people) !== gist(this.attention.get(card))) this.attention.set(card, people);
    }
  }

  #say(notice: Notice): void {
    this.#notice = notice;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => this.dismiss(), NOTICE_MS);
  }
}
