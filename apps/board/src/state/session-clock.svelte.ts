/** The clock everybody sees. Each client computes it from the session's end and the server's time; nobody sends ticks. */
import { IDLE, remainingMs, type Session } from '@samrejse/model/session/session';

const TICK_MS = 200;

export class SessionClock {
  #session = $state.raw<Session>(IDLE);
  #offsetMs = $state(0);
  #now = $state(Date.now());
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    this.#timer = setInterval(() => {
      if (this.#session.state === 'running') this.#now = Date.now();
    }, TICK_MS);
  }

  get session(): Session {
    return this.#session;
  }

  set session(session: Session) {
    this.#session = session;
    this.#now = Date.now();
  }

  /** Server time minus ours. */
  set offsetMs(offsetMs: number) {
    this.#offsetMs = offsetMs;
  }

  /** Whole seconds left, rounded up, as a clock shows them: 0:01 until the very end. */
  readonly secondsLeft = $derived.by(() => {
    const session = this.#session;
    const left = remainingMs(session, this.#now + this.#offsetMs);
    // Our estimate of the server's time may be a little behind it. Eight minutes must never show as 8:01.
    const whole = session.state === 'running' || session.state === 'paused' ? session.totalMs : left;
    return Math.ceil(Math.min(left, whole) / 1000);
  });

  /** Share of the time that is left, 1 to 0. */
  readonly shareLeft = $derived.by(() => {
    const session = this.#session;
    if (session.state !== 'running' && session.state !== 'paused') return 0;
    return Math.min(1, remainingMs(session, this.#now + this.#offsetMs) / session.totalMs);
  });

  close(): void {
    clearInterval(this.#timer);
  }
}
