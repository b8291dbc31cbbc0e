/** Receives document frames from peers. Each is applied and waits for its commit, or is refused with a reason. */
import type { PersonId } from '@samrejse/model/records/ids';
import { PASSING_REFUSALS, type RefusalReason } from '@samrejse/model/wire/messages';
import type { Clock } from '@samrejse/runtime/clock';
import { stepOneFrame } from '../../wire/frames.ts';
import type { ActiveBoard } from '../board/active-board.ts';
import type { EditFate } from '../board/board-writer.ts';
import type { Sender } from '../board/live-document.ts';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import { TokenBuckets } from '../token-buckets.ts';
import type { Peer } from './peer.ts';

interface EditReceiverOptions {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly board: ActiveBoard;
  readonly counters: Counters;
  /** So many frames of this peer wait for their acknowledgement that it must be closed. */
  readonly onOverloaded: (peer: Peer) => void;
  /** The role and the rights that an edit is judged by. */
  readonly actorFor: (who: Pick<Sender, 'person' | 'role'>) => Sender;
  /** The board could not be read for this peer's frame. */
  readonly onFailed: (peer: Peer) => void;
}

export class EditReceiver {
  readonly #options: EditReceiverOptions;
  readonly #boardFrames: TokenBucket;
  readonly #personFrames: TokenBuckets<PersonId>;

  constructor(options: EditReceiverOptions) {
    this.#options = options;
    const { clock, limits } = options;
    this.#boardFrames = new TokenBucket(limits.boardFrames, clock.elapsed());
    this.#personFrames = new TokenBuckets({ rate: limits.frames, most: limits.peersPerBoard });
  }

  receive(peer: Peer, update: Uint8Array): void {
    const { actorFor, board, clock, limits, onFailed, onOverloaded } = this.#options;
    const frame = peer.countFrame();
    if (peer.unacknowledged > limits.unacknowledgedFrames) {
      onOverloaded(peer);
      return;
    }
    // The person's own limit first: whoever floods a board is told so before the others are.
    if (!this.#takeToken(peer) || !this.#boardFrames.take(clock.elapsed())) {
      this.#refuse(peer, frame, 'too-fast');
      return;
    }
    // Asked for when the edit is judged: the rights may change while the board is read.
    const senderNow = () => actorFor({ role: peer.identity.role, person: peer.person });
    board.receive(update, senderNow, peer, {
      run: (received) => this.#answer(peer, frame, received),
      fail: () => onFailed(peer),
    });
  }

  /** A viewer's frame is refused without a look at it: it may have come in parts that were not kept. */
  refuseViewer(peer: Peer): void {
    this.#refuse(peer, peer.countFrame(), 'forbidden', { objection: 'viewer' });
  }

  /** A person has one bucket, however many tabs they have and however often they come back; a nameless peer has its own. */
  #takeToken(peer: Peer): boolean {
    const now = this.#options.clock.elapsed();
    return peer.person === null ? peer.frames.take(now) : this.#personFrames.take(peer.person, now);
  }

  #answer(peer: Peer, frame: number, received: EditFate): void {
    const { board } = this.#options;
    if (received.fate === 'refused') {
      this.#refuse(peer, frame, received.reason, received);
      return;
    }
    if (received.fate === 'applied') {
      // A client without a secret is the person it first wrote as.
      peer.person ??= received.person;
      if (received.change !== null) peer.resyncSucceeded();
    }
    // Settled when all that is applied now is durable. An update with nothing new may repeat one that is still pending.
    peer.settleAt(frame, board.appliedCount);
    peer.acknowledge(board.savedCount);
  }

  #refuse(
    peer: Peer,
    frame: number,
    reason: RefusalReason,
    { objection, touched }: Pick<EditFate & { fate: 'refused' }, 'objection' | 'touched'> = {},
  ): void {
    this.#options.counters.refused(reason);
    peer.tell({ type: 'refused', frame, reason, objection, touched: touched?.map((name) => ({ ...name })) });
    peer.settleAt(frame, 0);
    peer.acknowledge(this.#options.board.savedCount);
    if (!PASSING_REFUSALS.has(reason)) return;
    // What is missing can come at once. Where the server could not take more, it waits before it asks.
    this.#askForMissing(peer, reason === 'missing' ? 0 : this.#options.limits.resync.firstMs);
  }

  /** Asks a peer for what the replica lacks: at once the first time, then ever more rarely, because it may not have it. */
  #askForMissing(peer: Peer, leastMs: number): void {
    const { clock, board, onFailed } = this.#options;
    const wait = peer.nextResync(leastMs);
    if (wait === null) return;
    const ask = () => {
      peer.resyncAsked();
      board.stateVector({
        run: (stateVector) => peer.outbox.control(stepOneFrame(stateVector)),
        fail: () => onFailed(peer),
      });
    };
    if (wait === 0) ask();
    else clock.after(wait, ask);
  }
}
