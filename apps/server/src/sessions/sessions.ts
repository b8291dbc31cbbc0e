/**
 * The sessions of all boards, whether or not their rooms are loaded: commands one after another, each written with
 * the revision it saw, and an alarm per running step that ends it exactly once, restart or not.
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
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { HeldSession, SessionStore } from '../store/sessions.ts';
import { Alarms } from './alarm.ts';

/** Another node may write between our read and our write; so often it is no race any more. */
const ATTEMPTS = 5;
const RETRY_ALARM_MS = 1_000;

interface Deps {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Called once for each change, after it is durable. */
  readonly onChange: (board: BoardId, held: HeldSession) => void;
}

export class Sessions {
  readonly #deps: Deps;
  readonly #alarms: Alarms;
  /** The last change under way on each board; the next waits for it. */
  readonly #busy = new Map<BoardId, Promise<unknown>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#alarms = new Alarms(deps.clock, (board) => void this.#onDue(board));
  }

  /** Sets the alarms of all running steps. What ended while nobody was looking ends now. */
  async start(): Promise<void> {
    for (const board of await this.#deps.store.running()) await this.#onDue(board);
  }

  close(): void {
    this.#alarms.close();
  }

  async read(board: BoardId): Promise<HeldSession | null> {
    return this.#deps.store.read(board);
  }

  command(board: BoardId, command: SessionCommand): Promise<SessionOutcome> {
    return this.#inTurn(board, () => this.#change(board, (session, now) => transition(session, command, now)));
  }

  #inTurn<T>(board: BoardId, run: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(board) ?? Promise.resolve();
    // Whatever became of the one before is its caller's to hear.
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
      const held = await this.#deps.store.read(board);
      assert(held !== null, 'a board has a session');
      const outcome = next(held.session, this.#deps.clock.now());
      if ('refusal' in outcome) return outcome;
      if (outcome.session === held.session) {
        this.#arm(board, held.session);
        return outcome;
      }
      if (!(await this.#deps.store.write(board, outcome.session, held.revision))) continue;
      this.#arm(board, outcome.session);
      this.#deps.onChange(board, { session: outcome.session, revision: held.revision + 1 });
      return outcome;
    }
    throw new Error(`the session of ${board} changes faster than it can be written`);
  }

  #arm(board: BoardId, session: Session): void {
    this.#alarms.set(board, session.state === 'running' ? session.endsAt : null);
  }

  /** Ends the step if its time is up; else sets the alarm again (it was extended, or the timer was early). */
  async #onDue(board: BoardId): Promise<void> {
    try {
      await this.#inTurn(board, () => this.#change(board, (session, now) => ({ session: expire(session, now) })));
    } catch (error) {
      this.#deps.log.error({ err: error, board }, 'ending a session failed; trying again');
      this.#alarms.set(board, this.#deps.clock.now() + RETRY_ALARM_MS);
    }
  }
}
