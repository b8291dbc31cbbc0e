/**
 * The facilitated sessions of all boards, whether or not their rooms are loaded. The commands of a board are carried out
 * one after another, each written with the revision that it saw. Each running session has an alarm that ends it exactly
 * once, even if the server is restarted meanwhile.
 */
import { assert } from '@samrejse/model/records/assert';
import type { BoardId } from '@samrejse/model/records/ids';
import {
  expire,
  type Session,
  type SessionCommand,
  type SessionOutcome,
  transition,
} from '@samrejse/model/session/session';
import { type Backoff, backoffMs } from '@samrejse/runtime/backoff';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { HeldSession, SessionStore } from '../store/sessions.ts';
import { Alarms } from './alarm.ts';

/** Another node may write between our read and our write. After so many times it is a fault and not a race. */
const ATTEMPTS = 5;
/** Between attempts to save the end of a session. */
const RETRY: Backoff = { firstMs: 1_000, longestMs: 5_000 };

interface SessionsOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Called once for each change, when it is durable. */
  readonly onChange: (board: BoardId, held: HeldSession) => void;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #alarms: Alarms;
  /** The newest change under way on each board; the next one waits for it. */
  readonly #busy = new Map<BoardId, Promise<unknown>>();
  /** How often in a row the end of a board's session could not be saved. */
  readonly #failures = new Map<BoardId, number>();

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#alarms = new Alarms(options.clock, (board) => void this.#onDue(board));
  }

  /** Sets the alarms of all running sessions, and ends those whose time was up while the server did not run. */
  async start(): Promise<void> {
    for (const board of await this.#options.store.running()) await this.#onDue(board);
  }

  close(): void {
    this.#alarms.close();
  }

  /** The session as it was last saved; null if there is no such board. */
  async read(board: BoardId): Promise<HeldSession | null> {
    return this.#options.store.read(board);
  }

  /** Carries out one command. Resolves when the change is durable; rejects if it could not be saved. */
  command(board: BoardId, command: SessionCommand): Promise<SessionOutcome> {
    return this.#inTurn(board, () => this.#change(board, (session, now) => transition(session, command, now)));
  }

  #inTurn<T>(board: BoardId, run: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(board) ?? Promise.resolve();
    // If the one before failed, its own caller hears of it.
    const result = before.then(run, run);
    const settled = result.then(
      () => {},
      () => {},
    );
    this.#busy.set(board, settled);
    void settled.then(() => {
      if (this.#busy.get(board) === settled) this.#busy.delete(board);
    });
    return result;
  }

  async #change(board: BoardId, next: (session: Session, now: number) => SessionOutcome): Promise<SessionOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const held = await this.#options.store.read(board);
      assert(held !== null, 'a board has a session');
      const outcome = next(held.session, this.#options.clock.now());
      if ('refusal' in outcome) return outcome;
      if (outcome.session === held.session) {
        this.#arm(board, held.session);
        return outcome;
      }
      if (!(await this.#options.store.write(board, outcome.session, held.revision))) continue;
      this.#arm(board, outcome.session);
      this.#options.onChange(board, { session: outcome.session, revision: held.revision + 1 });
      return outcome;
    }
    throw new Error(`the session of ${board} changes faster than it can be written`);
  }

  #arm(board: BoardId, session: Session): void {
    this.#alarms.set(board, session.state === 'running' ? session.endsAt : null);
    this.#failures.delete(board);
  }

  /** Ends the session if its time is up; else sets the alarm again (it was extended, or the timer was early). */
  async #onDue(board: BoardId): Promise<void> {
    try {
      await this.#inTurn(board, () => this.#change(board, (session, now) => ({ session: expire(session, now) })));
    } catch (error) {
      const failures = (this.#failures.get(board) ?? 0) + 1;
      this.#failures.set(board, failures);
      this.#options.log.error({ err: error, board }, 'ending a session failed; trying again');
      this.#alarms.set(board, this.#options.clock.now() + backoffMs(RETRY, failures));
    }
  }
}
