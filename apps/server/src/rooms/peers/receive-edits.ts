/** What becomes of a document frame from a peer: applied and waiting for its commit, or refused with a reason. */
import type { PersonId } from '@samrejse/model/records/ids';
import { OPEN_RIGHTS } from '@samrejse/model/rights/permission';
import type { RefusalReason } from '@samrejse/model/wire/messages';
import type { Clock } from '@samrejse/runtime/clock';
import { stepOneFrame } from '../../wire/frames.ts';
import type { ActiveBoard, Answered } from '../board/active-board.ts';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Peer } from './peer.ts';

interface Deps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly board: ActiveBoard;
  readonly counters: Counters;
  /** The board could not be read. */
  readonly onFailed: (peer: Peer) => void;
}

export class EditReceiver {
  readonly #deps: Deps;
  readonly #boardFrames: TokenBucket;
  readonly #personFrames = new Map<PersonId, TokenBucket>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#boardFrames = new TokenBucket(deps.limits.boardFrames, deps.clock.elapsed());
  }

  receive(peer: Peer, update: Uint8Array): void {
    const { clock, limits, board, onFailed } = this.#deps;
    const frame = peer.countFrame();
    // The peer's own bucket first: whoever floods a board is told so before the others are.
    if (!this.#bucketOf(peer).take(clock.elapsed()) || !this.#boardFrames.take(clock.elapsed())) {
      this.#refuse(peer, frame, 'too-fast');
      this.#askForMissing(peer, limits.resyncAfterMs);
      return;
    }
    const sender = { role: peer.identity.role, person: peer.person, rights: OPEN_RIGHTS };
    const done = (received: Answered) => this.#answer(peer, frame, received);
    board.receive(update, sender, peer, { done, fail: () => onFailed(peer) });
  }

  /** One a person, however many tabs they have and however often they come back; a nameless line has its own. */
  #bucketOf(peer: Peer): TokenBucket {
    const { clock, limits } = this.#deps;
    if (peer.person === null) return peer.frames;
    const standing = this.#personFrames.get(peer.person);
    if (standing !== undefined) return standing;
    const bucket = new TokenBucket(limits.frames, clock.elapsed());
    this.#personFrames.set(peer.person, bucket);
    const [oldest] = this.#personFrames.keys();
    if (this.#personFrames.size > limits.peersPerBoard && oldest !== undefined) this.#personFrames.delete(oldest);
    return bucket;
  }

  #answer(peer: Peer, frame: number, received: Answered): void {
    const { board } = this.#deps;
    if (received.fate === 'refused') {
      this.#refuse(peer, frame, received.reason, received);
      if (received.reason === 'missing') this.#askForMissing(peer, 0);
      return;
    }
    // Without a secret, they are whom they first wrote as.
    peer.person ??= received.person;
    peer.wasHeard();
    // What was known already may be pending still: then the acknowledgement waits for that.
    peer.acknowledgeAt(frame, board.applied);
    peer.acknowledge(board.committed);
  }

  #refuse(
    peer: Peer,
    frame: number,
    reason: RefusalReason,
    { objection, touched }: Pick<Answered & { fate: 'refused' }, 'objection' | 'touched'> = {},
  ): void {
    this.#deps.counters.refused(reason);
    peer.tell({ type: 'refused', frame, reason, objection, touched: touched?.map((name) => ({ ...name })) });
    peer.acknowledgeAt(frame, 0);
    peer.acknowledge(this.#deps.board.committed);
  }

  /** Asks a peer for what the replica lacks of it: at once the first time, then ever more rarely, for it may not have it. */
  #askForMissing(peer: Peer, leastMs: number): void {
    const { clock, board, onFailed } = this.#deps;
    const wait = peer.nextResync(leastMs);
    if (wait === null) return;
    const ask = () => {
      peer.resyncAsked();
      board.stateVector(
        (stateVector) => peer.outbox.control(stepOneFrame(stateVector)),
        () => onFailed(peer),
      );
    };
    if (wait === 0) ask();
    else clock.after(wait, ask);
  }
}
