/** The boards in memory: each loaded once however many ask at once, and let go when nobody needs it and all is saved. */
import { assert } from '@samrejse/model/records/assert';
import type { BoardId } from '@samrejse/model/records/ids';
import { CLOSE } from '@samrejse/model/wire/messages';
import { type Cancel, type Clock, within } from '@samrejse/runtime/clock';
import type { Log } from '../log.ts';
import { type BoardLog, DamagedLog, type LogEntry, type StoredBoard } from '../store/board-log.ts';
import type { HeldSession } from '../store/sessions.ts';
import { Committer } from './board/committer.ts';
import type { Compact } from './board/compact.ts';
import type { Authorise } from './board/live-document.ts';
import type { Counters } from './counters.ts';
import type { Limits } from './limits.ts';
import { Room } from './room.ts';

interface HubOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly readSession: (board: BoardId) => Promise<HeldSession | null>;
  /** 0 to 1: spreads the clients that come back after a drain. */
  readonly chance: () => number;
  readonly compact: Compact;
  /** Gives memory back; stops everything for a moment. */
  readonly collect?: () => void;
  /** For tests: one that errs. */
  readonly authorise?: Authorise;
  readonly counters?: Counters;
}

interface RoomEntry {
  readonly loading: Promise<Room | null>;
  room: Room | null;
  leases: number;
  idle: Cancel | null;
}

/** Keeps a room in memory until it is released. */
export interface Lease {
  readonly room: Room;
  readonly release: () => void;
}

export class Hub {
  readonly #deps: HubOptions;
  readonly #committer: Committer;
  readonly #entries = new Map<BoardId, RoomEntry>();
  /** Boards whose log cannot be read, until the server starts again: nobody is let in to find it out anew. */
  readonly #damaged = new Set<BoardId>();
  /** Rooms, documents and bytes let go of since memory was given back. */
  #released = 0;
  #tidying: Cancel | null = null;
  #isDraining = false;

  constructor(deps: HubOptions) {
    const { boardLog, clock, limits, log } = deps;
    this.#deps = deps;
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

  /** The room, loaded where it is not; null if there is no such board. Throws `DamagedLog` where it cannot be. */
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

  showSession(board: BoardId, held: HeldSession): void {
    this.peek(board)?.showSession(held);
  }

  /** Tells everybody to come back later, saves, and closes. What could not be saved in that time is given back, in order. */
  async drain(withinMs: number): Promise<readonly LogEntry[]> {
    this.#isDraining = true;
    const { least, most } = this.#deps.limits.comeBackMs;
    for (const room of this.#rooms())
      room.tell(() => ({
        type: 'notice',
        notice: 'draining',
        retryAfterMs: Math.round(least + (most - least) * this.#deps.chance()),
      }));
    const { clock } = this.#deps;
    const until = clock.elapsed() + withinMs;
    await within(clock, withinMs, this.#committer.flushed());
    for (const room of this.#rooms()) room.dismissAll(CLOSE.draining, 'the server goes away');
    this.#committer.stop();
    // What is not saved stays so; what is saved will be read the faster.
    const tailsShortened = Promise.all([...this.#rooms()].map((room) => room.board.shortenTail()));
    await within(clock, Math.max(0, until - clock.elapsed()), tailsShortened);
    this.#tidying?.();
    const unsaved = [...this.#rooms()].flatMap((room) => room.board.pending);
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
    const entry: RoomEntry = { loading: this.#load(board), room: null, leases: 0, idle: null };
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

  async #load(board: BoardId): Promise<Room | null> {
    const stored = await this.#read(board);
    if (stored === null) return null;
    const { readSession, ...deps } = this.#deps;
    const onDamaged = () => void this.#damaged.add(board);
    const onReleased = () => this.#onReleased();
    const room = new Room(board, stored, { ...deps, committer: this.#committer, onDamaged, onReleased });
    const entry = this.#entries.get(board);
    // From here on changes of the session reach the room, so that what is read next cannot be older than what is shown.
    if (entry !== undefined) entry.room = room;
    const held = await readSession(board);
    if (held !== null) room.showSession(held);
    return room;
  }

  async #read(board: BoardId): Promise<StoredBoard | null> {
    try {
      return await this.#deps.boardLog.load(board);
    } catch (error) {
      if (!(error instanceof DamagedLog)) throw error;
      this.#damaged.add(board);
      this.#deps.log.error({ err: error, board }, 'the log of this board is damaged; it is closed');
      throw error;
    }
  }

  #closeWhenIdle(board: BoardId, entry: RoomEntry): void {
    if (entry.leases > 0 || this.#entries.get(board) !== entry) return;
    entry.idle?.();
    entry.idle = this.#deps.clock.after(this.#deps.limits.idleMs, () => {
      entry.idle = null;
      // Nothing is known after a wait: somebody may have come, or a commit may have failed.
      if (entry.leases > 0 || this.#entries.get(board) !== entry) return;
      if (entry.room !== null && !entry.room.board.isSaved) return this.#closeWhenIdle(board, entry);
      this.#entries.delete(board);
      entry.room?.close();
      this.#onReleased();
    });
  }

  /** Gives memory back when much was let go of. Not while anybody edits: they would notice, and their edits make Node collect by itself. */
  #onReleased(): void {
    const { clock, collect, limits } = this.#deps;
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
