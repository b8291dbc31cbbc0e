/** What becomes of a document frame from a peer: applied and waiting for its commit, or refused with a reason. */
import { assertNever } from '@samrejse/model/assert';
import type { RefusalReason } from '@samrejse/model/wire';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { stepOneFrame } from './frames.ts';
import type { Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import type { LiveDocument } from './live-document.ts';
import type { Peer } from './peer.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly document: LiveDocument;
  readonly journal: Journal;
  /** What was new in an edit; null where nothing was. */
  readonly record: (change: Uint8Array | null, peer: Peer) => void;
  /** The replica cannot be trusted any more. */
  readonly onBroken: () => void;
}

export class Intake {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  receive(peer: Peer, update: Uint8Array): void {
    const { clock, limits, log, document, journal, record, onBroken } = this.#deps;
    const frame = peer.countFrame();
    if (!peer.mayEdit(clock.now())) {
      this.#refuse(peer, frame, 'too-fast');
      return this.#askForMissing(peer, limits.resyncAfterMs);
    }
    const received = document.receive(update, peer.identity.role);
    switch (received.fate) {
      case 'applied':
        record(received.change, peer);
        peer.wasHeard();
        peer.settleAt(frame, journal.applied);
        // What was known already may be pending still: then the acknowledgement waits for that.
        return peer.acknowledge(journal.committed);
      case 'refused':
        this.#refuse(peer, frame, received.reason);
        if (received.reason === 'missing') this.#askForMissing(peer, 0);
        return;
      case 'broken':
        log.error({ err: received.cause }, 'an update that was judged sound broke the replica');
        this.#refuse(peer, frame, 'malformed');
        return onBroken();
      default:
        return assertNever(received);
    }
  }

  #refuse(peer: Peer, frame: number, reason: RefusalReason): void {
    peer.tell({ type: 'refused', frame, reason });
    peer.settleAt(frame, 0);
    peer.acknowledge(this.#deps.journal.committed);
  }

  /** Asks a peer for what the replica lacks of it: at once the first time, then ever more rarely, for it may not have it. */
  #askForMissing(peer: Peer, leastMs: number): void {
    const wait = peer.nextResync(leastMs);
    if (wait === null) return;
    const ask = () => {
      peer.resyncAsked();
      peer.outbox.control(stepOneFrame(this.#deps.document.stateVector()));
    };
    if (wait === 0) ask();
    else this.#deps.clock.after(wait, ask);
  }
}
