/** Applies edits to the board: those of peers, once they are checked, and those that the server makes for requests. */
import type { Board } from '@samrejse/model/document/board';
import type { BoardId, PersonId } from '@samrejse/model/records/ids';
import { may } from '@samrejse/model/rights/permission';
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import type { ClientOwner, Receipt } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';
import { ClientOwners } from './client-owners.ts';
import type { DocumentLoader } from './document-loader.ts';
import type { EncodedBoard } from './encoded-board.ts';
import { type LiveDocument, NOTHING_NEW, type Received, type Sender } from './live-document.ts';
import type { NewEdit, PendingEdits } from './pending-edits.ts';
import type { Waiter } from './waiting.ts';

interface BoardWriterOptions {
  readonly board: BoardId;
  readonly clock: Clock;
  readonly document: DocumentLoader;
  readonly limits: Limits;
  readonly log: Log;
  readonly owners: ReadonlyMap<number, PersonId>;
  readonly pending: PendingEdits;
  /** Whether what waits for its commit is over its limit. */
  readonly holdsTooMuch: () => boolean;
  /** There is something to commit. */
  readonly onPending: () => void;
  /** The board is over its soft limit. Called once. */
  readonly onNearlyFull: () => void;
}

/** Owns the clients under which the server itself writes. */
const SERVER = 'samrejse:server' as PersonId;

export type EditFate = Exclude<Received, { fate: 'broken' }>;
export type Edited<T> = { readonly result: T } | { readonly refused: 'board-full' | 'not-saving' };

export interface ServerEdit<T> {
  readonly author: PersonId | null;
  readonly verbs: (board: Board) => T;
  /** What is kept with the edit, for a request that may be sent again. */
  readonly receipt?: ((result: T) => Receipt) | undefined;
}

const NOT_SAVING: EditFate = { fate: 'refused', reason: 'not-saving' };

/** What can be said of an update without the document: that it is known, or that this role may not write. */
const knownOrForbidden = (bytes: EncodedBoard, update: Uint8Array, { role }: Sender): EditFate | null => {
  try {
    if (bytes.knows(update)) return NOTHING_NEW;
  } catch {
    // Bytes from outside: the check of the update has the word for it.
  }
  return may(role, 'edit') ? null : { fate: 'refused', reason: 'forbidden', objection: 'viewer' };
};

export class BoardWriter {
  readonly #options: BoardWriterOptions;
  readonly #owners: ClientOwners;
  #isNearlyFull = false;

  constructor(options: BoardWriterOptions) {
    this.#options = options;
    this.#owners = new ClientOwners(options.owners);
  }

  get isNearlyFull(): boolean {
    return this.#isNearlyFull;
  }

  /**
   * An edit from a peer. While the document is not loaded, an update that brings nothing new, or comes from somebody who
   * may not edit, is answered without it. `senderNow` is asked when the edit is judged, because rights may change while the document is loaded. An
   * update that broke the replica counts as malformed, and the replica is loaded anew.
   */
  receive(update: Uint8Array, senderNow: () => Sender, from: object, { run, fail }: Waiter<EditFate>): void {
    const { document, limits } = this.#options;
    if (document.waitingBytes + update.byteLength > limits.pendingBytes.board) {
      run(NOT_SAVING);
      return;
    }
    const tryWithBytes = (bytes: EncodedBoard) => {
      const answer = knownOrForbidden(bytes, update, senderNow());
      if (answer !== null) run(answer);
      return answer !== null;
    };
    const apply = (live: LiveDocument) => run(this.#apply(live, update, senderNow(), from));
    document.use({ tryWithBytes, run: apply, fail, bytes: update.byteLength });
  }

  /** An edit by verbs of the model. Resolves when it is durable, or at once where it is refused. Rejects with what the verbs throw. */
  edit<T>({ author, verbs, receipt }: ServerEdit<T>): Promise<Edited<T>> {
    const { document, holdsTooMuch, pending } = this.#options;
    return new Promise((resolve, reject) => {
      const run = (live: LiveDocument) => {
        if (live.isFull(1)) return resolve({ refused: 'board-full' });
        if (holdsTooMuch()) return resolve({ refused: 'not-saving' });
        const { outcome, change } = live.edit(verbs);
        const kept = 'result' in outcome ? receipt?.(outcome.result) : null;
        this.#recordOwn(live, change, { author, receipt: kept ?? null });
        if ('result' in outcome) pending.whenSaved({ run: () => resolve(outcome), fail: reject });
        else reject(outcome.error);
      };
      document.use({ run, fail: reject });
    });
  }

  /** Brings an old board to today's shape. `onNothing`: it has today's shape already. */
  migrate(onNothing: () => void): void {
    const run = (document: LiveDocument) => {
      const change = document.migrate();
      if (change === null) onNothing();
      else this.#recordOwn(document, change, { author: null, receipt: null });
    };
    // A board that cannot be read is reported where it is read.
    this.#options.document.use({ run, fail: () => {} });
  }

  #apply(document: LiveDocument, update: Uint8Array, sender: Sender, from: object): EditFate {
    const { board, holdsTooMuch, log } = this.#options;
    if (holdsTooMuch() && may(sender.role, 'edit') && !document.knows(update)) return NOT_SAVING;
    const received = document.receive(update, sender, (client) => this.#owners.of(client));
    if (received.fate === 'broken') {
      log.error({ err: received.cause, board }, 'an update that passed its check broke the replica');
      this.#options.document.discard();
      return { fate: 'refused', reason: 'malformed' };
    }
    if (received.fate === 'applied') {
      const { change, person, owned } = received;
      this.#record(change, { author: person, from, receipt: null, owned });
    }
    return received;
  }

  #recordOwn(document: LiveDocument, change: Uint8Array | null, by: Pick<NewEdit, 'author' | 'receipt'>): void {
    const owned: readonly ClientOwner[] = [{ client: document.client, person: SERVER }];
    this.#record(change, { ...by, from: null, owned });
  }

  #record(change: Uint8Array | null, edit: Omit<NewEdit, 'update' | 'at'>): void {
    if (change === null) return;
    const { clock, document, onNearlyFull, onPending, pending } = this.#options;
    pending.add({ ...edit, update: change, at: clock.now(), owned: this.#owners.claim(edit.owned) });
    onPending();
    if (this.#isNearlyFull || document.document?.isNearlyFull !== true) return;
    this.#isNearlyFull = true;
    onNearlyFull();
  }
}
