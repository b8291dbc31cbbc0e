/** The boards in memory: each is loaded once however many ask for it, and dropped when nobody needs it and all of it is saved. */
import { assert } from '@samrejse/model/records/assert';
import type { BoardId } from '@samrejse/model/records/ids';
import { CLOSE } from '@samrejse/model/wire/messages';
import { type Cancel, type Clock, within } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { type BoardLog, boardDocument, DamagedLog, type LogEntry, type StoredDocument } from '../store/board-log.ts';
import type { HeldSession } from '../store/sessions.ts';
import { ActiveBoard } from './board/active-board.ts';
import { Committer } from './board/committer.ts';
import type { Compact } from './board/compact.ts';
import type { Authorise } from './board/live-document.ts';
import type { Counters } from './counters.ts';
import type { Limits } from './limits.ts';
import { type RightsIn, Room } from './room.ts';

interface HubOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly readSession: (board: BoardId) => Promise<HeldSession | null>;
  /** 0 to 1: spreads the clients that come back after a drain. */
  readonly chance: () => number;
  readonly compact: Compact;
  /** Collects garbage; stops everything for a moment. */
  readonly collect?: () => void;
  /** For tests: one that errs. */
  readonly authorise?: Authorise;
  readonly counters?: Counters;
  readonly rightsIn?: RightsIn | undefined;
}

/** A board in memory, or on its way there. */
interface RoomEntry {
  /** Null if there is no such board. */
  loading: Promise<Room | null>;
  room: Room | null;
  /** The newest session that was shown while the board was being loaded. */
  session: HeldSession | null;
  leases: number;
  idle: Cancel | null;
}

/** Keeps a room in memory until it is released. */
export interface Lease {
  readonly room: Room;
  readonly release: () => void;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #committer: Committer;
  readonly #entries = new Map<BoardId, RoomEntry>();
  /** Boards whose log cannot be read. They stay closed until the server starts again, so that their logs are not read for everybody who comes. */
  readonly #damaged = new Set<BoardId>();
  /** Rooms, documents and bytes dropped since the last collection. */
  #released = 0;
  #tidying: Cancel | null = null;
  #isDraining = false;

  constructor(options: HubOptions) {
    const { boardLog, clock, limits, log } = options;
    this.#options = options;
    this.#committer = new Committer({ append: (entries) => boardLog.append(entries), clock, limits, log });
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** How many boards are in memory. */
  get roomCount(): number {
    return this.#entries.size;
  }

  /** Whether every board in memory can be saved. */
  get isSaving(): boolean {
    for (const room of this.#rooms()) if (!room.board.isSaving) return false;
    return true;
  }

  /** The room, if it is in memory. */
  peek(board: BoardId): Room | null {
    return this.#entries.get(board)?.room ?? null;
  }

  /** The room, loaded if need be; null if there is no such board. Throws `DamagedLog` if its log cannot be read. */
  async lease(board: BoardId): Promise<Lease | null> {
    if (this.#damaged.has(board)) throw new DamagedLog(`the log of board ${board} is damaged`);
    const entry = this.#entries.get(board) ?? this.#open(board);
    entry.leases++;
    entry.idle?.();
    entry.idle = null;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      entry.leases--;
      this.#closeWhenIdle(board, entry);
    };
    try {
      const room = await entry.loading;
      if (room !== null) return { room, release };
    } catch (error) {
      release();
      throw error;
    }
    release();
    return null;
  }

  /** Runs with the room in memory, for a board that is known to be there. */
  async use<T>(board: BoardId, run: (room: Room) => Promise<T>): Promise<T> {
    const lease = await this.lease(board);
    assert(lease !== null, 'a board that has links is there');
    try {
      return await run(lease.room);
    } finally {
      lease.release();
    }
  }

  /** Shows a changed session to whoever is on the board. */
  showSession(board: BoardId, held: HeldSession): void {
    const entry = this.#entries.get(board);
    if (entry === undefined) return;
    if (entry.room !== null) entry.room.showSession(held);
    else if (entry.session === null || held.revision > entry.session.revision) entry.session = held;
  }

  /** Tells everybody to come back later, saves, and closes. Gives back, in order, the edits that could not be saved in that time. */
  async drain(withinMs: number): Promise<readonly LogEntry[]> {
    this.#isDraining = true;
    const { least, most } = this.#options.limits.comeBackMs;
    for (const room of this.#rooms())
      room.tell(() => ({
        type: 'notice',
        notice: 'draining',
        retryAfterMs: Math.round(least + (most - least) * this.#options.chance()),
      }));
    const { clock } = this.#options;
    const until = clock.elapsed() + withinMs;
    await within(clock, withinMs, this.#committer.flushed());
    for (const room of this.#rooms()) room.dismissAll(CLOSE.draining, 'the server goes away');
    this.#committer.stop();
    // No commit can succeed any more; a snapshot of what was saved lets the next start read less.
    const tailsShortened = Promise.all([...this.#rooms()].map((room) => room.board.shortenTail()));
    await within(clock, Math.max(0, until - clock.elapsed()), tailsShortened);
    this.#tidying?.();
    const unsaved = [...this.#rooms()].flatMap((room) => room.board.unsaved);
    for (const { room, idle } of this.#entries.values()) {
      idle?.();
      room?.close();
    }
    this.#entries.clear();
    return unsaved;
  }

  *#rooms(): Iterable<Room> {
    for (const { room } of this.#entries.values()) if (room !== null) yield room;
  }

  #open(board: BoardId): RoomEntry {
    const entry: RoomEntry = { loading: Promise.resolve(null), room: null, session: null, leases: 0, idle: null };
    entry.loading = this.#load(board, entry);
    this.#entries.set(board, entry);
    entry.loading.then(
      (room) => {
        if (room === null) this.#forget(board, entry);
      },
      // Whoever leased it hears of it; the next one tries again.
      () => this.#forget(board, entry),
    );
    return entry;
  }

  #forget(board: BoardId, entry: RoomEntry): void {
    if (this.#entries.get(board) === entry) this.#entries.delete(board);
  }

  async #load(board: BoardId, entry: RoomEntry): Promise<Room | null> {
    const { boardLog, readSession } = this.#options;
    try {
      const stored = await boardLog.load(boardDocument(board));
      if (stored === null) return null;
      // Before there is a room: once it may hold edits, nothing may fail that would make a second one beside it.
      const held = await readSession(board);
      const room = this.#createRoom(board, stored);
      if (this.#damaged.has(board)) {
        room.close();
        throw new DamagedLog(`the log of board ${board} is damaged`);
      }
      for (const session of [held, entry.session]) if (session !== null) room.showSession(session);
      entry.room = room;
      return room;
    } catch (error) {
      if (error instanceof DamagedLog) this.#noteDamage(board, error);
      throw error;
    }
  }

  #createRoom(board: BoardId, stored: StoredDocument): Room {
    const { authorise, boardLog, clock, compact, counters, limits, log, rightsIn } = this.#options;
    const active = new ActiveBoard(boardDocument(board), stored, {
      authorise,
      boardLog,
      clock,
      committer: this.#committer,
      compact,
      limits,
      log,
      onReleased: () => this.#onReleased(),
    });
    const room: Room = new Room(active, {
      clock,
      counters,
      limits,
      log,
      rightsIn,
      // The board has logged it.
      onDamaged: () => void this.#damaged.add(board),
      onOutdated: () => this.#drop(board, room),
    });
    return room;
  }

  /** A board whose log cannot be read is logged once and stays closed. */
  #noteDamage(board: BoardId, error: DamagedLog): void {
    if (this.#damaged.has(board)) return;
    this.#damaged.add(board);
    this.#options.log.error({ err: error, board }, 'the log of this board is damaged; it is closed');
  }

  /** Closes a room in spite of its leases: the next who asks for the board gets another one. */
  #drop(board: BoardId, room: Room): void {
    const entry = this.#entries.get(board);
    if (entry?.room === room) {
      entry.idle?.();
      this.#entries.delete(board);
    }
    room.close();
    this.#onReleased();
  }

  #closeWhenIdle(board: BoardId, entry: RoomEntry): void {
    if (entry.leases > 0 || this.#entries.get(board) !== entry) return;
    entry.idle?.();
    entry.idle = this.#options.clock.after(this.#options.limits.idleMs, () => {
      entry.idle = null;
      // Nothing is known after a wait: somebody may have come, or a commit may have failed.
      if (entry.leases > 0 || this.#entries.get(board) !== entry) return;
      if (entry.room !== null && !entry.room.board.isSaved) return this.#closeWhenIdle(board, entry);
      this.#entries.delete(board);
      entry.room?.close();
      this.#onReleased();
    });
  }

  /** Collects garbage when much was dropped. Not while anybody edits: they would notice, and their edits make Node collect by itself. */
  #onReleased(): void {
    const { clock, collect, limits } = this.#options;
    this.#released++;
    if (collect === undefined || this.#released < limits.tidy.released) return;
    this.#tidying?.();
    this.#tidying = clock.after(limits.tidy.afterMs, () => {
      for (const room of this.#rooms()) if (room.board.isLoaded) return;
      this.#released = 0;
      collect();
    });
  }
}
