/**
 * One board and its peers. Commit, then acknowledge, then broadcast: an edit is judged and applied here, made durable
 * by the committer, and only then does anybody hear of it.
 */
import { assertNever } from '@samrejse/model/assert';
import type { Board } from '@samrejse/model/board';
import type { BoardId, PersonId } from '@samrejse/model/ids';
import { can } from '@samrejse/model/permission';
import { mergeUpdates } from '@samrejse/model/replica';
import { IDLE } from '@samrejse/model/session';
import { CLOSE, type Down } from '@samrejse/model/wire';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { BoardLog, HeldSession, Receipt, Stretch } from './board-log.ts';
import { CatchUp } from './catch-up.ts';
import type { Committable, Committer } from './committer.ts';
import { DurableView } from './durable-view.ts';
import { readFrame, stepOneFrame, stepTwoFrame, updateFrame } from './frames.ts';
import { Intake } from './intake.ts';
import { type Entry, Journal, soleSender } from './journal.ts';
import type { Limits } from './limits.ts';
import { LiveDocument } from './live-document.ts';
import { Once } from './once.ts';
import type { Socket } from './outbox.ts';
import { type Identity, Peer } from './peer.ts';
import { Peers } from './peers.ts';
import { PresenceLane } from './presence-lane.ts';
import { Repair } from './repair.ts';
import { Snapshots } from './snapshots.ts';

export interface RoomDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly boardLog: BoardLog;
  readonly committer: Committer;
}

/** WebSocket's own code for "something went wrong here": clients come back and synchronise anew. */
const INTERNAL_ERROR = 1011;

export class Room implements Committable {
  readonly board: BoardId;
  /** For requests that may be sent again. */
  readonly once: Once;
  readonly #deps: RoomDeps;
  readonly #document: LiveDocument;
  readonly #journal: Journal;
  readonly #peers = new Peers();
  readonly #presence: PresenceLane<Peer>;
  readonly #catchUp: CatchUp;
  readonly #repair: Repair;
  readonly #view: DurableView;
  readonly #snapshots: Snapshots;
  readonly #intake: Intake;
  #isSaving = true;
  #held: HeldSession = { session: IDLE, revision: -1 };

  constructor(
    board: BoardId,
    stored: { updates: readonly Uint8Array[]; seq: number; snapshotSeq: number },
    deps: RoomDeps,
  ) {
    this.board = board;
    this.#deps = deps;
    const { clock, limits, log, boardLog } = deps;
    this.#document = new LiveDocument(stored.updates, limits);
    this.#journal = new Journal(board, stored.seq);
    this.once = new Once((key) => boardLog.findReceipt(board, key));
    this.#view = new DurableView({
      document: this.#document,
      journal: this.#journal,
      limits,
      isSaving: () => this.#isSaving,
      openLog: () => this.#openLog(),
    });
    this.#snapshots = new Snapshots({
      document: this.#document,
      journal: this.#journal,
      every: limits.snapshotEvery,
      last: stored.snapshotSeq,
      save: (seq, state) => boardLog.saveSnapshot(board, seq, state),
      log,
    });
    this.#presence = new PresenceLane({
      clock,
      limits,
      toAll: (frame) => this.#peers.presence(frame),
      toOne: (peer, frame) => peer.outbox.presence(frame),
    });
    this.#catchUp = new CatchUp({
      clock,
      limits,
      log,
      peers: this.#peers,
      since: (seq) => boardLog.since(board, seq),
      committed: () => this.#journal.committed,
      answer: (peer, stateVector) => this.#answer(peer, stateVector),
    });
    this.#intake = new Intake({
      clock,
      limits,
      log,
      document: this.#document,
      journal: this.#journal,
      record: (change, peer) => this.#record(change, { author: peer.person, from: peer, receipt: null }),
      onBroken: () => this.#repair.begin(),
    });
    this.#repair = new Repair({ clock, limits, log, load: () => this.#reload() });
    this.#record(this.#document.migrate(), { author: null, from: null, receipt: null });
    this.#snapshots.takeIfDue();
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  get pending(): readonly Entry[] {
    return this.#journal.pending;
  }

  /** Everything that was done here is durable. */
  get isSaved(): boolean {
    return this.#journal.pending.length === 0 && !this.#repair.isUnderWay;
  }

  get isFull(): boolean {
    return this.#peers.size >= this.#deps.limits.peersPerBoard;
  }

  join(socket: Socket, identity: Identity): Peer {
    const { clock, limits } = this.#deps;
    const now = clock.now();
    const peer = new Peer({ identity, socket, limits, seq: this.#journal.committed, now });
    this.#peers.add(peer);
    peer.tell({ type: 'welcome', role: identity.role, serverNow: now, session: this.#held.session });
    if (!this.#isSaving) peer.tell({ type: 'notice', notice: 'not-saving' });
    // What was written offline comes up in answer to this. A viewer has nothing to say.
    if (can(identity.role, 'edit')) peer.outbox.control(stepOneFrame(this.#document.stateVector()));
    peer.outbox.presence(this.#presence.frame());
    this.#presence.wake();
    return peer;
  }

  leave(peer: Peer): void {
    if (!this.#peers.delete(peer)) return;
    this.#presence.leave(peer);
    if (this.#peers.size === 0) this.#presence.rest();
  }

  /** One frame from a peer. */
  receive(peer: Peer, bytes: Uint8Array): void {
    if (!this.#peers.has(peer)) return;
    const now = this.#deps.clock.now();
    if (!peer.mayReceive(now)) return this.#dismiss(peer, CLOSE.overloaded, 'too many frames');
    const frame = readFrame(bytes);
    switch (frame?.kind) {
      case undefined:
        return this.#dismiss(peer, CLOSE.protocol, 'not a message of the y-websocket protocol');
      case 'document':
        return this.#repair.inOrder(() => this.#intake.receive(peer, frame.update));
      case 'step-1':
        return this.#repair.inOrder(() => this.#answer(peer, frame.stateVector));
      case 'awareness':
        if (!this.#presence.receive(peer, frame.payload))
          this.#dismiss(peer, CLOSE.protocol, 'not an awareness update');
        return;
      case 'query-awareness':
        return peer.outbox.presence(this.#presence.frame());
      case 'ours':
        return peer.tell({ type: 'clock', sentAt: frame.message.sentAt, serverNow: now });
      default:
        return assertNever(frame);
    }
  }

  /** An edit by verbs of the model, from outside the sockets. Resolves when it is durable; null: the board is full. */
  edit<T>(options: {
    readonly author: PersonId | null;
    readonly verbs: (board: Board) => T;
    readonly receipt?: ((result: T) => Receipt) | undefined;
  }): Promise<{ readonly result: T } | null> {
    return new Promise((resolve, reject) => {
      this.#repair.inOrder(() => {
        if (this.#document.isFull(1)) return resolve(null);
        try {
          const { result, change } = this.#document.edit(options.verbs);
          this.#record(change, { author: options.author, from: null, receipt: options.receipt?.(result) ?? null });
          this.#journal.whenDurable(() => resolve({ result }));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** What the board durably holds. */
  read<T>(look: (board: Board) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#repair.inOrder(() => {
        this.#view.look((document) => document.read(look), resolve, reject);
      });
    });
  }

  /** The session as it is now; an older one than what is shown is ignored. */
  showSession(held: HeldSession): void {
    if (held.revision <= this.#held.revision) return;
    const isFirst = this.#held.revision === -1;
    this.#held = held;
    if (!isFirst) this.tell(() => ({ type: 'session', session: held.session, serverNow: this.#deps.clock.now() }));
  }

  /** One message for each peer: what is in it may differ. */
  tell(message: () => Down): void {
    this.#peers.tell(message);
  }

  /** Closes the connections that came by a link. */
  dismissLink(link: string): void {
    for (const peer of this.#peers)
      if (peer.identity.link === link) this.#dismiss(peer, CLOSE.revoked, 'this link was revoked');
  }

  dismissAll(code: number, reason: string): void {
    for (const peer of this.#peers) this.#dismiss(peer, code, reason);
  }

  close(): void {
    this.#presence.rest();
    this.#catchUp.close();
    this.#repair.close();
    this.#document.close();
  }

  onCommitted(count: number): void {
    const entries = this.#journal.commit(count);
    if (!this.#isSaving) {
      this.#isSaving = true;
      this.tell(() => ({ type: 'notice', notice: 'saving' }));
    }
    try {
      this.#release(entries);
    } catch (error) {
      // The edits are safe; only the telling failed. Peers get them by synchronising anew.
      this.#deps.log.error({ err: error, board: this.board }, 'broadcasting a commit failed');
      this.dismissAll(INTERNAL_ERROR, 'please synchronise again');
    }
  }

  onNotSaving(): void {
    this.#isSaving = false;
    this.tell(() => ({ type: 'notice', notice: 'not-saving' }));
  }

  #release(entries: readonly Entry[]): void {
    const { committed } = this.#journal;
    this.#peers.acknowledge(committed);
    this.#journal.release();
    if (entries.length > 0) {
      // One frame, the same bytes to everybody; whoever wrote all of it has it.
      const frame = updateFrame(mergeUpdates(entries.map((entry) => entry.update)));
      this.#peers.document(frame, committed, { sender: soleSender(entries), now: this.#deps.clock.now() });
    }
    this.#catchUp.watch();
    this.#snapshots.takeIfDue();
  }

  /** SyncStep2: what a peer lacks of what is durable. */
  #answer(peer: Peer, stateVector: Uint8Array): void {
    if (!peer.outbox.hasRoom) {
      peer.question = stateVector;
      return this.#catchUp.watch();
    }
    const reply = (diff: Uint8Array | null, seq: number) => {
      if (!this.#peers.has(peer)) return;
      if (diff === null) this.#dismiss(peer, CLOSE.protocol, 'not a state vector');
      else peer.outbox.answer(stepTwoFrame(diff), seq);
    };
    this.#view.look(
      (document) => document.diff(stateVector),
      reply,
      () => {
        this.#dismiss(peer, INTERNAL_ERROR, 'please synchronise again');
      },
    );
  }

  #record(change: Uint8Array | null, from: Pick<Entry, 'author' | 'from' | 'receipt'>): void {
    if (change === null) return;
    this.#journal.add({ update: change, at: this.#deps.clock.now(), ...from });
    this.#deps.committer.wake(this);
  }

  async #openLog(): Promise<Stretch> {
    const stored = await this.#deps.boardLog.load(this.board);
    if (stored === null) throw new Error('the log of a loaded board is gone');
    return stored;
  }

  async #reload(): Promise<void> {
    const stored = await this.#openLog();
    // Some of what is pending may be in the log by now: applying it twice is applying it once.
    this.#document.rebuild([...stored.updates, ...this.#journal.pending.map((entry) => entry.update)]);
  }

  #dismiss(peer: Peer, code: number, reason: string): void {
    peer.outbox.close(code, reason);
    this.leave(peer);
  }
}
