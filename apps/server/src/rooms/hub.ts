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
import type { Tally } from './counters.ts';
import type { Limits } from './limits.ts';
import { Room } from './room.ts';

interface HubDeps {
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
  readonly tally?: Tally;
}

interface Place {
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
  readonly #deps: HubDeps;
  readonly #committer: Committer;
  readonly #places = new Map<BoardId, Place>();
  /** Boards whose log cannot be read, until the server starts again: nobody is let in to find it out anew. */
  readonly #damaged = new Set<BoardId>();
  /** Rooms, documents and bytes let go of since memory was given back. */
  #released = 0;
  #tidying: Cancel | null = null;
  #isDraining = false;

  constructor(deps: HubDeps) {
    const { boardLog, clock, limits, log } = deps;
    this.#deps = deps;
    this.#committer = new Committer({ append: (entries) => boardLog.append(entries), clock, limits, log });
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** How many boards are in memory. */
  get roomCount(): number {
    return this.#places.size;
  }

  /** Whether every board in memory can be saved. */
  get isSaving(): boolean {
    for (const room of this.#rooms()) if (!room.living.isSaving) return false;
    return true;
  }

  /** The room, if it is in memory. */
  peek(board: BoardId): Room | null {
    return this.#places.get(board)?.room ?? null;
  }

  /** The room, loaded where it is not; null if there is no such board. Throws `DamagedLog` where it cannot be. */
  async lease(board: BoardId): Promise<Lease | null> {
    if (this.#damaged.has(board)) throw new DamagedLog(`the log of board ${board} is damaged`);
    const place = this.#places.get(board) ?? this.#open(board);
    place.leases++;
    place.idle?.();
    place.idle = null;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      place.leases--;
      this.#closeWhenIdle(board, place);
    };
    try {
      const room = await place.loading;
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
    const settled = Promise.all([...this.#rooms()].map((room) => room.living.settle()));
    await within(clock, Math.max(0, until - clock.elapsed()), settled);
    this.#tidying?.();
    const unsaved = [...this.#rooms()].flatMap((room) => room.living.pending);
    for (const { room, idle } of this.#places.values()) {
      idle?.();
      room?.close();
    }
    this.#places.clear();
    return unsaved;
  }

  *#rooms(): Iterable<Room> {
    for (const { room } of this.#places.values()) if (room !== null) yield room;
  }

  #open(board: BoardId): Place {
    const place: Place = { loading: this.#load(board), room: null, leases: 0, idle: null };
    this.#places.set(board, place);
    place.loading.then(
      (room) => {
        if (room === null) this.#forget(board, place);
      },
      // Whoever leased it hears of it; the next one tries again.
      () => this.#forget(board, place),
    );
    return place;
  }

  #forget(board: BoardId, place: Place): void {
    if (this.#places.get(board) === place) this.#places.delete(board);
  }

  async #load(board: BoardId): Promise<Room | null> {
    const stored = await this.#read(board);
    if (stored === null) return null;
    const { readSession, ...deps } = this.#deps;
    const onDamaged = () => void this.#damaged.add(board);
    const onReleased = () => this.#onReleased();
    const room = new Room(board, stored, { ...deps, committer: this.#committer, onDamaged, onReleased });
    const place = this.#places.get(board);
    // From here on changes of the session reach the room, so that what is read next cannot be older than what is shown.
    if (place !== undefined) place.room = room;
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

  #closeWhenIdle(board: BoardId, place: Place): void {
    if (place.leases > 0 || this.#places.get(board) !== place) return;
    place.idle?.();
    place.idle = this.#deps.clock.after(this.#deps.limits.idleMs, () => {
      place.idle = null;
      // Nothing is known after a wait: somebody may have come, or a commit may have failed.
      if (place.leases > 0 || this.#places.get(board) !== place) return;
      if (place.room !== null && !place.room.living.isSaved) return this.#closeWhenIdle(board, place);
      this.#places.delete(board);
      place.room?.close();
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
      for (const room of this.#rooms()) if (room.living.isLaidOut) return;
      this.#released = 0;
      collect();
    });
  }
}
