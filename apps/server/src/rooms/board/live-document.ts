/** The replica of one board in memory. It checks each update before it applies it, and returns what the update added. */
import { authorise } from '@samrejse/model/checks/authorise';
import { inspectUpdate, type Touched } from '@samrejse/model/checks/inspect';
import { type Board, openBoard } from '@samrejse/model/document/board';
import { migrate } from '@samrejse/model/document/migrations';
import {
  applyTo,
  clientOf,
  encodeReplica,
  isEmptyUpdate,
  isWaiting,
  knows,
  mergeUpdates,
  onUpdate,
  type Replica,
  replicaOf,
  stateVectorOf,
} from '@samrejse/model/document/replica';
import { mintId, type PersonId, personIdSchema } from '@samrejse/model/records/ids';
import type { Objection } from '@samrejse/model/rights/permission';
import { type Actor, may } from '@samrejse/model/rights/permission';
import { isUnsecured } from '@samrejse/model/wire/guest';
import type { RefusalReason, TouchedName } from '@samrejse/model/wire/messages';
import * as v from 'valibot';
import type { ClientOwner } from '../../store/board-log.ts';
import type { Limits } from '../limits.ts';

export type Received =
  /** The board has all of it already, and that was found out without applying it. */
  | { readonly fate: 'known' }
  | {
      readonly fate: 'applied';
      /** What the update added; null if it added nothing. */
      readonly change: Uint8Array | null;
      /** In whose name it was made; null where that is not known. */
      readonly person: PersonId | null;
      /** Yjs clients that belonged to nobody before. */
      readonly owned: readonly ClientOwner[];
    }
  | {
      readonly fate: 'refused';
      readonly reason: RefusalReason;
      readonly objection?: Objection;
      readonly touched?: readonly TouchedName[];
    }
  /** The check let the update pass and Yjs could not apply it. The replica cannot be trusted any more. */
  | { readonly fate: 'broken'; readonly cause: unknown };

export interface VerbsResult<T> {
  readonly outcome: { readonly result: T } | { readonly error: unknown };
  readonly change: Uint8Array | null;
}

export type Authorise = typeof authorise;

/** Who sends an edit. */
export interface Sender extends Pick<Actor, 'role' | 'rights'> {
  /** As proven when the connection was opened; null for a client without a secret. */
  readonly person: PersonId | null;
}

export const NOTHING_NEW = { fate: 'known' } as const;
/** A refusal names no more records than these. */
const MOST_NAMED = 20;
/** Stands for an unknown person. Drawn anew by each process, because a record may claim any maker, even ''. */
const NOBODY = mintId<PersonId>();
const refused = (reason: RefusalReason): Received => ({ fate: 'refused', reason });
const VIEWER = { fate: 'refused', reason: 'forbidden', objection: 'viewer' } as const;

/** Measuring reads the whole board, so near the limit it is done once in so many bytes of edits. */
const MEASURE_EVERY_BYTES = 100_000;

/** The people in whose name a change is made, if it tells the truth. */
const namedIn = ({ created, fields, id, in: where, maker }: Touched): string[] => {
  if (where === 'people') return [id];
  const after = where === 'feelings' ? fields.get('value')?.after : null;
  if (typeof after === 'object' && after !== null && 'setBy' in after && typeof after.setBy === 'string')
    return [after.setBy];
  return created && maker !== null ? [maker] : [];
};

interface LiveDocumentOptions {
  readonly limits: Limits;
  /** For tests: one that errs. */
  readonly authorise?: Authorise | undefined;
}

export class LiveDocument {
  readonly #limits: Limits;
  readonly #authorise: Authorise;
  readonly #replica: Replica;
  readonly #board: Board;
  #changes: Uint8Array[] = [];
  /** No less than the encoded size: the size last measured plus every edit since. */
  #bytes = 0;
  #measured = 0;

  constructor(updates: readonly Uint8Array[], { limits, authorise: given }: LiveDocumentOptions) {
    this.#limits = limits;
    this.#authorise = given ?? authorise;
    this.#replica = replicaOf(updates);
    if (isWaiting(this.#replica)) throw new Error('an edit in the log builds on one that is not there');
    this.#board = openBoard(this.#replica);
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
    onUpdate(this.#replica, (change) => this.#changes.push(change));
  }

  /** Checks an update, and applies it if it may be made. `ownerOf`: the person a Yjs client belongs to, null for nobody yet. */
  receive(update: Uint8Array, sender: Sender, ownerOf: (client: number) => PersonId | null): Received {
    if (!may(sender.role, 'edit')) return this.knows(update) ? NOTHING_NEW : VIEWER;
    if (isEmptyUpdate(update)) return NOTHING_NEW;
    if (update.byteLength > this.#limits.updateBytes) return refused('too-large');
    const person = sender.person ?? this.#claimedIn(update, ownerOf);
    const authorised = this.#authorise(this.#replica, update, { ...sender, person: person ?? NOBODY }, ownerOf);
    if (authorised.verdict !== 'ok') {
      const touched = authorised.what.slice(0, MOST_NAMED).map(({ in: where, id }) => ({ in: where, id }));
      return { fate: 'refused', reason: authorised.verdict, objection: authorised.objection, touched };
    }
    if (this.isFull(update.byteLength)) return refused('board-full');
    try {
      applyTo(this.#replica, update);
    } catch (cause) {
      this.#changes = [];
      return { fate: 'broken', cause };
    }
    if (isWaiting(this.#replica))
      return { fate: 'broken', cause: new Error('an update that passed the check waits for another') };
    const fresh = authorised.clients.filter(({ client }) => ownerOf(client) === null);
    const owned = person === null ? [] : fresh.map(({ client }) => ({ client, person }));
    return { fate: 'applied', change: this.#takeChange(), person, owned };
  }

  /**
   * The person an unauthenticated client claims to be: the creator named in what it writes, or the owner of the Yjs client
   * it continues. Only ids that need no proof count.
   */
  #claimedIn(update: Uint8Array, ownerOf: (client: number) => PersonId | null): PersonId | null {
    const inspected = inspectUpdate(this.#replica, update);
    if (inspected.verdict !== 'ok') return null;
    const owners = inspected.clients.map(({ client }) => ownerOf(client)).filter((owner) => owner !== null);
    const makers = [...inspected.touched.flatMap(namedIn), ...owners];
    for (const maker of makers.filter(isUnsecured)) {
      const parsed = v.safeParse(personIdSchema, maker);
      if (parsed.success) return parsed.output;
    }
    return null;
  }

  /** The client under which the server itself writes here. */
  get client(): number {
    return clientOf(this.#replica);
  }

  /** Runs verbs of the model on the board. `change` is what they changed, also before they threw; null if they changed nothing. */
  edit<T>(verbs: (board: Board) => T): VerbsResult<T> {
    try {
      const result = verbs(this.#board);
      return { outcome: { result }, change: this.#takeChange() };
    } catch (error) {
      return { outcome: { error }, change: this.#takeChange() };
    }
  }

  /** Brings an old board to today's shape. Gives the change; null if there was none. */
  migrate(): Uint8Array | null {
    migrate(this.#board, 'migration');
    return this.#takeChange();
  }

  read<T>(look: (board: Board) => T): T {
    return look(this.#board);
  }

  stateVector(): Uint8Array {
    return stateVectorOf(this.#replica);
  }

  /** Whether the board would pass its limit with so many bytes more. */
  isFull(moreBytes: number): boolean {
    return this.#isOver(this.#limits.boardBytes - moreBytes);
  }

  get isNearlyFull(): boolean {
    return this.#isOver(this.#limits.softBoardBytes);
  }

  #isOver(bytes: number): boolean {
    if (this.#bytes <= bytes) return false;
    if (this.#bytes - this.#measured >= MEASURE_EVERY_BYTES) {
      this.#measured = encodeReplica(this.#replica).byteLength;
      this.#bytes = this.#measured;
    }
    return this.#bytes > bytes;
  }

  /** Whether an update brings nothing new. False for bytes that are no update. */
  knows(update: Uint8Array): boolean {
    if (isEmptyUpdate(update)) return true;
    try {
      return knows(this.#replica, update);
    } catch {
      // Bytes from outside.
      return false;
    }
  }

  close(): void {
    this.#replica.destroy();
  }

  #takeChange(): Uint8Array | null {
    const changes = this.#changes;
    this.#changes = [];
    if (changes.length === 0) return null;
    const change = mergeUpdates(changes);
    this.#bytes += change.byteLength;
    return change;
  }
}
