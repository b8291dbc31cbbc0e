/**
 * What one person may see of a board. Every way out of the server goes through here: the join and the log ranges of a
 * socket, the answer to a stock client, the compressed snapshot, the board as JSON, and what the Slack bot reads.
 *
 * Today everybody with a link sees all of the board, so both functions give back what they get. While an agenda item
 * with sealed writing runs, they will leave out the cards that other people have written in it, until the reveal.
 * Pure: neither may change what it is given.
 */
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Role } from '../words/enumerations.ts';

/** The person who will see the result, whatever their role. */
export interface Reader {
  /** Null where a link alone asks and nobody has said who they are. */
  readonly person: string | null;
  readonly role: Role;
}

/** The part of a snapshot that the reader may see. */
export const projectSnapshot = (snapshot: Snapshot, _reader: Reader): Snapshot => snapshot;

/**
 * The part of a document that the reader may see: v1-encoded Yjs updates in the order of the log. There are as many
 * after as before, because a log range counts them; an update of which nothing may be seen becomes the empty one.
 */
export const projectUpdates = (updates: readonly Uint8Array[], _reader: Reader): readonly Uint8Array[] => updates;
